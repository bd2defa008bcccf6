import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from './number-text';

describe('parseNumber', () => {
  it.each([
    ['6', '.', 6],
    ['-9,600', '.', -9600],
    ['1,234,567.89', '.', 1234567.89],
    ['1.234.567,89', ',', 1234567.89],
    ["1'234.50", '.', 1234.5],
    ['1 234,50 €', ',', 1234.5],
    ['£2.55', '.', 2.55],
    ['(12.50)', '.', -12.5],
    ['12-', '.', -12],
    ['¥１，２３４', '.', 1234],
    ['0,5', ',', 0.5],
    ['.5', '.', 0.5],
    ['1.5E+3', '.', 1500],
  ] as const)('reads %s with decimal %s', (text, decimal, value) => expect(parseNumber(text, decimal)).toBe(value));

  it.each([
    ['1,23', '.'],
    ['1.23', ','],
    ['12,34,567', '.'],
    ['abc', '.'],
    ['', '.'],
    ['1.2.3', '.'],
    ['--5', '.'],
    ['=1+1', '.'],
    ['Infinity', '.'],
    ['0x1f', '.'],
  ] as const)('refuses %s with decimal %s', (text, decimal) => expect(parseNumber(text, decimal)).toBeNaN());

  it('reads back what any locale of the two signs writes', () => {
    const amounts = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100);
    fc.assert(fc.property(amounts, (value) => void expect(parseNumber(new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value), '.')).toBeCloseTo(value, 6)));
    fc.assert(fc.property(amounts, (value) => void expect(parseNumber(new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 }).format(value), ',')).toBeCloseTo(value, 6)));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(typeof parseNumber(text, '.')).toBe('number')));
  });
});
