import { describe, expect, it } from 'vitest';
import { measureProducts } from './product-figures';

type Line = readonly [customer: number, product: number, quantity: number];

function logOf(lines: readonly Line[], products: number): Parameters<typeof measureProducts>[0] {
  const rows = lines.length;
  return {
    customerIds: [1, 2, 3],
    catalog: new Array<number>(products).fill(0),
    customer: Int32Array.from(lines, ([customer]) => customer),
    product: Int32Array.from(lines, ([, product]) => product),
    quantity: Float32Array.from(lines, ([, , quantity]) => quantity),
    day: new Int32Array(rows),
    price: new Float32Array(rows).fill(100),
    lastDay: 0,
  };
}

describe('the usual quantity of a purchase', () => {
  const usual: Line[] = Array.from({ length: 200 }, (_, k) => [k % 3, 0, 4]);

  it('is the median where a product sells often', () => {
    const { usualQuantity } = measureProducts(logOf([...usual, ...Array.from({ length: 95 }, (): Line => [0, 1, 12]), [1, 1, 5000]], 2));
    expect(usualQuantity[0]).toBeCloseTo(4, 5);
    expect(usualQuantity[1]).toBeGreaterThan(11);
    expect(usualQuantity[1]).toBeLessThan(12);
  });

  it('is near that of all products where one large order is all there is', () => {
    const { usualQuantity } = measureProducts(logOf([...usual, [0, 1, 1300], [1, 1, 6]], 3));
    expect(usualQuantity[1]).toBeLessThan(20);
    expect(usualQuantity[2]).toBeCloseTo(4, 5);
  });
});
