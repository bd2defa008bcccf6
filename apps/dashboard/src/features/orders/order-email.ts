import type { PurchaseOrderDetail } from '@almanac/data/contract';

type Words = {
  readonly greeting: string;
  readonly intro: string;
  readonly line: (line: { readonly quantity: string; readonly unit: string; readonly code: string; readonly name: string }) => string;
  readonly total: string;
  readonly close: string;
  readonly unit: (unit: string | null) => string;
  readonly quantity: (quantity: number) => string;
};

/** An order as the text of an e-mail: plain lines that survive any mail program. */
export function orderEmail({ lines }: PurchaseOrderDetail, words: Words): string {
  const listed = lines.map((line) => words.line({ quantity: words.quantity(line.quantity), unit: words.unit(line.unit), code: line.productCode, name: line.productName }));
  return [words.greeting, '', words.intro, '', ...listed, '', words.total, words.close].join('\n');
}

/** What a `mailto:` address may hold; longer texts are copied instead, since mail programs cut them. */
const MAILTO_LIMIT = 1800;

export function mailtoOf(to: string, subject: string, body: string): string | undefined {
  const address = `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return address.length > MAILTO_LIMIT ? undefined : address;
}
