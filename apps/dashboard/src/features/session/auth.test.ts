import { describe, expect, it } from 'vitest';
import { NextPath } from './auth';

describe('NextPath', () => {
  it('keeps a path of this site', () => {
    expect(NextPath.parse('/forecasts?q=tea')).toBe('/forecasts?q=tea');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', undefined, ['a']])('does not follow %s', (given) => {
    expect(NextPath.parse(given)).toBe('/');
  });
});
