import { expect, it } from 'vitest';
import { pastedCodes } from './pasted-codes';

it('takes codes as a spreadsheet copies them', () => {
  expect(pastedCodes('KIT-001\r\nKIT-002\tKIT-003; KIT-004,\n')).toBe('KIT-001 KIT-002 KIT-003 KIT-004');
});
