import type { PurchaseOrderDetail } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { mailtoOf, orderEmail } from './order-email';

const detail = {
  order: { code: 'PO-2026-0007', supplier: 'Oak & Co' },
  lines: [
    { productCode: 'KIT-1', productName: 'Kettle', unit: 'box', quantity: 1200 },
    { productCode: 'KIT-2', productName: 'Bowl', unit: null, quantity: 6 },
  ],
} as unknown as PurchaseOrderDetail;
const words = {
  greeting: 'Dear Oak & Co team,',
  intro: 'please deliver:',
  line: (line: { quantity: string; unit: string; code: string; name: string }) => `${line.quantity} ${line.unit} × ${line.code} ${line.name}`,
  total: 'Total €10',
  close: 'Thank you.',
  unit: (unit: string | null) => unit ?? 'items',
  quantity: (quantity: number) => quantity.toLocaleString('en'),
};

describe('orderEmail', () => {
  it('is plain text, one line a product', () => {
    expect(orderEmail(detail, words)).toBe('Dear Oak & Co team,\n\nplease deliver:\n\n1,200 box × KIT-1 Kettle\n6 items × KIT-2 Bowl\n\nTotal €10\nThank you.');
  });
});

describe('mailtoOf', () => {
  it('keeps lines and signs, and gives up on what a mail program would cut', () => {
    expect(mailtoOf('orders@oak.test', 'A & B', 'one\ntwo')).toBe('mailto:orders%40oak.test?subject=A%20%26%20B&body=one%0Atwo');
    expect(mailtoOf('orders@oak.test', 'A', 'x'.repeat(2000))).toBeUndefined();
  });
});
