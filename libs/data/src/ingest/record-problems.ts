import type { TransactionSql } from 'postgres';
import type { ImportId, OrgId } from '../contract/ids';
import type { ProblemCode } from '../contract/ingest';
import type { ImportKind } from '../contract/terms';

interface FoundProblem {
  readonly line: number;
  readonly field: string;
  readonly code: ProblemCode;
  readonly value: string;
}

/** Fields whose values together name a record; a file may name each once. */
const keys: Readonly<Partial<Record<ImportKind, readonly string[]>>> = {
  products: ['code'],
  suppliers: ['code'],
  customers: ['code'],
  locations: ['code'],
  stock: ['productCode', 'locationCode', 'countedOn'],
  promotions: ['productCode', 'category', 'locationCode', 'startsOn', 'endsOn', 'name'],
  orders: ['productCode', 'orderNo'],
};
const BATCH = 1_000;

/** Lines that repeat an earlier line's key, promotions of products that are not there and orders that do not agree with themselves, in batches ordered by line. */
export async function* findRecordProblems(
  tx: TransactionSql,
  { orgId, importId, kind }: { orgId: OrgId; importId: ImportId; kind: ImportKind },
): AsyncGenerator<readonly FoundProblem[]> {
  const [first = 'code', ...others] = keys[kind] ?? ['code'];
  const key = [first, ...others].map((field) => `upper(coalesce(record->>'${field}', ''))`).join(` || E'\\x1f' || `);
  yield* tx
    .unsafe<FoundProblem[]>(
      `select line, '${first}' as field, '${kind === 'orders' ? 'order.product_twice' : 'code.twice'}' as code, coalesce(record->>'${first}', '') as value
       from (select line, record, row_number() over (partition by ${key} order by line) as nth
             from staged_records where org_id = $1 and import_id = $2) as numbered
       where nth > 1 order by line`,
      [orgId, importId],
    )
    .cursor(BATCH);
  if (kind === 'orders') yield* findMixedOrders(tx, { orgId, importId });
  if (kind !== 'promotions') return;
  yield* tx`
    select line, 'productCode' as field, 'product.unknown' as code, record->>'productCode' as value
    from staged_records
    where org_id = ${orgId} and import_id = ${importId} and record->>'productCode' is not null
      and not exists (select from products where org_id = ${orgId} and upper(code) = upper(record->>'productCode'))
    order by line`.cursor(BATCH) as AsyncIterable<readonly FoundProblem[]>;
}

/** An order goes to one supplier, for one place, on one day: lines that say otherwise than its first. */
function findMixedOrders(tx: TransactionSql, { orgId, importId }: { orgId: OrgId; importId: ImportId }): AsyncIterable<readonly FoundProblem[]> {
  return tx`
    select line, field, 'order.differs' as code, value from (
      select s.line, f.field, coalesce(s.record->>f.field, '') as value,
        first_value(s.record->>f.field) over (partition by upper(s.record->>'orderNo'), f.field order by s.line) as first
      from staged_records as s cross join unnest(array['supplierCode', 'locationCode', 'orderedOn']) as f (field)
      where s.org_id = ${orgId} and s.import_id = ${importId}
    ) as compared
    where upper(coalesce(first, '')) <> upper(value)
    order by line, field`.cursor(BATCH) as AsyncIterable<readonly FoundProblem[]>;
}
