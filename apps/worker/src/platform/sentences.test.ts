import { DomainError } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { errorSentence, problemSentence } from './sentences';

describe('a sentence', () => {
  it('says what went wrong, in either language', () => {
    expect(errorSentence(new DomainError('import.file_empty'))).toBe('The file is empty.');
    expect(errorSentence(new DomainError('import.file_empty'), 'zh')).toMatch(/文件/);
    expect(problemSentence('date.invalid')).toBe('Not a date');
  });

  it('chooses by what the failure tells', () => {
    expect(errorSentence(new DomainError('import.file_unreadable', { reason: 'password' }))).toMatch(/password/);
    expect(errorSentence(new DomainError('import.file_unreadable', { reason: 'x' }))).toMatch(/damaged/);
  });

  it('is the code where there is none', () => {
    expect(problemSentence('date')).toBe('date');
    expect(problemSentence('nobody.knows')).toBe('nobody.knows');
  });
});
