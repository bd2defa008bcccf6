import { describe, expect, it } from 'vitest';
import { measureProducts } from './product-figures';

type Line = readonly [customer: number, product: number, quantity: number, price?: number];

function logOf(lines: readonly Line[], products: number): Parameters<typeof measureProducts>[0] {
  return {
    customerIds: [1, 2, 3],
    catalog: new Array<number>(products).fill(0),
    customer: Int32Array.from(lines, ([customer]) => customer),
    product: Int32Array.from(lines, ([, product]) => product),
    quantity: Float32Array.from(lines, ([, , quantity]) => quantity),
    price: Float32Array.from(lines, ([, , , price = 100]) => price),
    day: new Int32Array(lines.length),
    lastDay: 0,
  };
}

describe('the usual quantity of a purchase', () => {
  const often = (product: number, quantity: number, price?: number) => Array.from({ length: 200 }, (_, k): Line => [k % 3, product, quantity, price]);

  it('is the median where a product sells often', () => {
    const { usualQuantity } = measureProducts(logOf([...often(0, 4), ...often(1, 12), [1, 1, 5000]], 2));
    expect(usualQuantity[0]).toBeCloseTo(4, 0);
    expect(usualQuantity[1]).toBeCloseTo(12, 0);
  });

  it('is near that of all products where one large order is all there is', () => {
    const { usualQuantity } = measureProducts(logOf([...often(0, 4), [0, 1, 1300], [1, 1, 6]], 3));
    expect(usualQuantity[1]).toBeLessThan(20);
    expect(usualQuantity[2]).toBeCloseTo(4, 0); // never sold
  });

  it('takes from dear products that dear things are bought one by one', () => {
    const { usualQuantity } = measureProducts(logOf([...often(0, 100, 1), ...often(1, 10, 10), ...often(2, 1, 100), [0, 3, 40, 100], [0, 4, 40, 1]], 5));
    expect(usualQuantity[3]).toBeLessThan(4);
    expect(usualQuantity[4]).toBeGreaterThan(60);
  });
});
