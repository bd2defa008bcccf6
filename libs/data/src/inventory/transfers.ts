import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { TransferLine, TransferSummary } from '../contract/transfers';
import type { TransferStatus } from '../contract/terms';

export interface NewTransfer {
  readonly orgId: OrgId;
  readonly fromLocationId: number;
  readonly toLocationId: number;
  readonly createdOn: string;
  readonly expectedOn: string;
  readonly createdBy: string;
  readonly lines: readonly { readonly productId: number; readonly quantity: number }[];
}

/** Writes a transfer as a draft with the next number of its year; the caller holds the lock of decisions, so numbers do not clash. */
export async function insertTransfer(tx: Tx, { orgId, fromLocationId, toLocationId, createdOn, expectedOn, createdBy, lines }: NewTransfer): Promise<number> {
  const prefix = `TR-${createdOn.slice(0, 4)}-`;
  const [transfer] = await tx.execute<{ id: number }>(sql`
    insert into stock_transfers (org_id, code, from_location_id, to_location_id, created_on, expected_on, created_by)
    select ${orgId}, ${prefix} || lpad((coalesce(max(substring(code from ${`^${prefix}([0-9]{1,9})$`})::int), 0) + 1)::text, 4, '0'), ${fromLocationId}::bigint, ${toLocationId}::bigint, ${createdOn}::date, ${expectedOn}::date, ${createdBy}
    from stock_transfers where org_id = ${orgId} and code like ${`${prefix}%`}
    returning id::int as id`);
  await tx.execute(sql`
    insert into stock_transfer_lines (org_id, transfer_id, product_id, quantity)
    select ${orgId}, ${transfer!.id}, product_id, quantity
    from json_to_recordset(${JSON.stringify(lines.map((line) => ({ product_id: line.productId, quantity: line.quantity })))}::json) as r(product_id bigint, quantity float8)`);
  return transfer!.id;
}

export interface TransferFilter {
  readonly orgId: OrgId;
  readonly status?: TransferStatus;
  /** where it comes from or goes to */
  readonly location?: number;
  readonly transferIds?: readonly number[];
}

function transfersWhere({ orgId, status, location, transferIds }: TransferFilter): SQL {
  const conditions = [sql`t.org_id = ${orgId}`];
  if (status !== undefined) conditions.push(sql`t.status = ${status}`);
  if (location !== undefined) conditions.push(sql`${location} in (t.from_location_id, t.to_location_id)`);
  if (transferIds !== undefined) conditions.push(sql`t.id = any(${sql.param([...transferIds])}::bigint[])`);
  return sql.join(conditions, sql` and `);
}

export async function countTransfers(tx: Tx, filter: TransferFilter): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from stock_transfers t where ${transfersWhere(filter)}`);
  return row?.total ?? 0;
}

/** Newest first. */
export async function listTransfers(tx: Tx, filter: TransferFilter, offset: number, limit: number): Promise<TransferSummary[]> {
  const rows = await tx.execute<{ [Key in keyof TransferSummary]: TransferSummary[Key] }>(sql`
    select t.id::int as "transferId", t.code, f.name as from, l.name as to, t.status, t.created_on::text as "createdOn", t.expected_on::text as "expectedOn", t.sent_on::text as "sentOn", t.received_on::text as "receivedOn",
      lines.count as "lineCount", lines.quantity, lines.value as "valueMinor", t.created_by as "createdBy"
    from (select * from stock_transfers t where ${transfersWhere(filter)} order by t.created_on desc, t.id desc offset ${offset} limit ${limit}) t
    join locations f on f.org_id = t.org_id and f.id = t.from_location_id
    join locations l on l.org_id = t.org_id and l.id = t.to_location_id
    cross join lateral (
      select count(*)::int as count, coalesce(sum(li.quantity), 0) as quantity, coalesce(sum(round(li.quantity * p.cost_minor)), 0)::float8 as value
      from stock_transfer_lines li join products p on p.org_id = li.org_id and p.id = li.product_id where li.org_id = t.org_id and li.transfer_id = t.id) lines
    order by t.created_on desc, t.id desc`);
  return [...rows];
}

export interface TransferFacts {
  readonly [column: string]: unknown;
  readonly fromLocationId: number;
  readonly toLocationId: number;
  readonly status: TransferStatus;
}

/** Reads a transfer and keeps others from changing it until the transaction ends. */
export async function findTransferForUpdate(tx: Tx, orgId: OrgId, transferId: number): Promise<TransferFacts | undefined> {
  const [row] = await tx.execute<TransferFacts>(sql`
    select from_location_id::int as "fromLocationId", to_location_id::int as "toLocationId", status from stock_transfers where org_id = ${orgId} and id = ${transferId} for update`);
  return row;
}

export async function listTransferLines(tx: Tx, orgId: OrgId, transferId: number): Promise<TransferLine[]> {
  const rows = await tx.execute<{ [Key in keyof TransferLine]: TransferLine[Key] }>(sql`
    select li.id::int as "lineId", li.product_id::int as "productId", t.to_location_id::int as "locationId", pr.code as "productCode", pr.name as "productName", pr.unit, li.quantity, p.on_hand as "onHandThere"
    from stock_transfer_lines li
    join stock_transfers t on t.org_id = li.org_id and t.id = li.transfer_id
    join products pr on pr.org_id = li.org_id and pr.id = li.product_id
    left join inventory_plans p on p.org_id = li.org_id and p.product_id = li.product_id and p.location_id = t.from_location_id
    where li.org_id = ${orgId} and li.transfer_id = ${transferId} order by pr.code, li.id`);
  return [...rows];
}

/** Notes what became of a transfer; a day that is not given stays as it is. */
export async function setTransferStatus(tx: Tx, orgId: OrgId, transferId: number, { status, sentOn = null, receivedOn = null }: { readonly status: TransferStatus; readonly sentOn?: string | null; readonly receivedOn?: string | null }): Promise<void> {
  await tx.execute(sql`
    update stock_transfers set status = ${status}, sent_on = coalesce(sent_on, ${sentOn}::date), received_on = coalesce(received_on, ${receivedOn}::date) where org_id = ${orgId} and id = ${transferId}`);
}
