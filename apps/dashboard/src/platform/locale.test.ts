import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale';

describe('chooseLocale', () => {
  it('follows the cookie before the browser', () => {
    expect(chooseLocale('zh', 'en-US,en;q=0.9')).toBe('zh');
  });

  it('ranks the languages of the browser by their quality', () => {
    expect(chooseLocale(undefined, 'en;q=0.5, zh-TW;q=0.8, de')).toBe('zh');
    expect(chooseLocale(undefined, 'fr-FR, en-GB;q=0.7, zh;q=0.3')).toBe('en');
  });

  it('falls back to English for nonsense', () => {
    expect(chooseLocale('klingon', null)).toBe('en');
    expect(chooseLocale(undefined, ';;;q=,')).toBe('en');
  });
});
