import { createHash } from 'node:crypto';
import { recommendation, type Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { collectInteractions, type Interactions } from '@almanac/models';

/** More lines than this are not read; the newest count. */
const MOST_LINES = 5_000_000;

/** What known customers bought, one entry a line, sorted by customer and day; customers and products by their place. */
export interface PurchaseLog {
  readonly customerIds: readonly number[];
  readonly catalog: readonly recommendation.CatalogProduct[];
  readonly customer: Int32Array;
  readonly product: Int32Array;
  /** days since 1970-01-01 */
  readonly day: Int32Array;
  readonly quantity: Float32Array;
  readonly price: Float32Array;
  /** number of the order the line stands in, rising */
  readonly basket: Int32Array;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Reads the sales up to a day; `undefined` when no known customer bought anything. */
export async function readPurchases(tx: Tx, orgId: OrgId, today: string): Promise<PurchaseLog | undefined> {
  const span = await recommendation.findPurchaseSpan(tx, orgId, today, MOST_LINES);
  if (span === undefined) return undefined;
  const catalog = await recommendation.listCatalog(tx, orgId, today);
  const placeOf = new Map(catalog.map(({ id }, place) => [id, place]));
  const customerIds: number[] = [];
  const columns = { customer: [] as number[], product: [] as number[], day: [] as number[], quantity: [] as number[], price: [] as number[], basket: [] as number[] };
  let previous: { customerId: number; day: number; orderNo: string | null } | undefined;
  let basket = -1;
  for await (const line of recommendation.streamPurchases(tx, orgId, span)) {
    const product = placeOf.get(line.productId);
    if (product === undefined) continue; // came in between
    if (line.customerId !== previous?.customerId) customerIds.push(line.customerId);
    if (line.customerId !== previous?.customerId || line.day !== previous.day || line.orderNo !== previous.orderNo) basket += 1;
    previous = line;
    columns.customer.push(customerIds.length - 1);
    columns.product.push(product);
    columns.day.push(line.day);
    columns.quantity.push(line.quantity);
    columns.price.push(line.unitPrice);
    columns.basket.push(basket);
  }
  if (customerIds.length === 0) return undefined;
  const day = Int32Array.from(columns.day);
  return {
    ...{ customerIds, catalog, customer: Int32Array.from(columns.customer), product: Int32Array.from(columns.product), day, basket: Int32Array.from(columns.basket) },
    ...{ quantity: Float32Array.from(columns.quantity), price: Float32Array.from(columns.price), firstDay: day.reduce((a, b) => Math.min(a, b)), lastDay: day.reduce((a, b) => Math.max(a, b)) },
  };
}

/** Who had what up to a day: customers and products keep their places. */
export function interactionsUntil({ customerIds, catalog, customer, product, day }: PurchaseLog, until: number, from = Number.NEGATIVE_INFINITY): Interactions {
  const rows = Int32Array.from(day, (_, row) => row).filter((row) => day[row]! <= until && day[row]! > from);
  return collectInteractions({ users: customerIds.length, items: catalog.length, user: rows.map((row) => customer[row]!), item: rows.map((row) => product[row]!), time: Float64Array.from(rows, (row) => day[row]!) });
}

/** SHA-256 over everything the models read. */
export function hashPurchases({ customerIds, catalog, ...columns }: PurchaseLog): string {
  const hash = createHash('sha256').update(JSON.stringify([customerIds, catalog]));
  for (const values of [columns.customer, columns.product, columns.day, columns.quantity, columns.price, columns.basket]) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex');
}
