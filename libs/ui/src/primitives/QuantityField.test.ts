import { describe, expect, it } from 'vitest';
import { parseQuantity, stepQuantity } from './QuantityField';

describe('parseQuantity', () => {
  it.each([
    ['120', 120],
    [' 1,200 ', 1200],
    ['1.200', 1200],
    ['1 200', 1200],
    ['12,5', 12.5],
    ['0.75', 0.75],
    ['12,', 12],
  ])('reads %j as %d', (text, quantity) => {
    expect(parseQuantity(text)).toBe(quantity);
  });

  it.each(['', '-3', '12a', '1e3', '1,2,3'])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeNaN();
  });
});

describe('stepQuantity', () => {
  it('goes to the next multiple of a pack, not by a pack from anywhere', () => {
    expect(stepQuantity(24, 12, 1)).toBe(36);
    expect(stepQuantity(25, 12, 1)).toBe(36);
    expect(stepQuantity(25, 12, -1)).toBe(24);
    expect(stepQuantity(24, 12, -1)).toBe(12);
  });

  it('stops at zero and bears fractions', () => {
    expect(stepQuantity(0, 12, -1)).toBe(0);
    expect(stepQuantity(0.3, 0.1, 1)).toBe(0.4);
  });
});
