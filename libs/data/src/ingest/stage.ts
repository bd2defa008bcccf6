import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres, { type TransactionSql } from 'postgres';
import type { Database } from '../client/database';
import { DomainError } from '../contract/errors';
import type { ImportId, OrgId } from '../contract/ids';
import type { ColumnMapping, FileFormat, RowProblem } from '../contract/ingest';
import type { ImportKind } from '../contract/terms';
import type { CodeSeal } from '../privacy/seal';
import { findRecordProblems } from './record-problems';
import type { CellRules } from './parse/cell';
import { createLineWriter } from './parse/line-writer';
import type { Container } from './read/container';
import type { RowBatch } from './read/csv-rows';
import { readRows } from './read/rows';

export interface StageFile {
  readonly orgId: OrgId;
  readonly importId: ImportId;
  readonly kind: ImportKind;
  readonly path: string;
  readonly container: Container;
  readonly format: FileFormat;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** The company's calendar day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly currencyDigits: number;
  readonly seal?: CodeSeal | undefined;
  /** Told how many lines were read so far. */
  readonly onLines?: (lines: number) => void;
}

/** Where the problems go: each as it is found, then a chance to write them out before more come. */
export interface ProblemSink {
  add(problem: RowProblem): void;
  flush(): Promise<void>;
}

export interface StagedCounts {
  /** Lines with content below the header. */
  readonly lines: number;
  readonly good: number;
}

const FIRST_DAY = '1990-01-01';
const YEARS_AHEAD = 2;
/** Line numbers are integers in the database. */
const MAX_LINES = 2_000_000_000;

const target = {
  sales: 'staged_sales (org_id, import_id, line, sold_on, sold_at, order_no, product_code, product_name, quantity, unit_price, customer_code, country, location_code, line_hash)',
  records: 'staged_records (org_id, import_id, line, record)',
};

/**
 * Reads a file once, checks every line and copies the good ones into the staging table, replacing what an earlier check
 * left. One transaction on a connection of its own as the owner, since COPY is not allowed under row-level security.
 * @throws DomainError when the file cannot be read to its end; the staging table is then as it was
 */
export async function stageFile(database: Database, file: StageFile, problems: ProblemSink): Promise<StagedCounts> {
  const client = postgres(database.url, { max: 1, onnotice: () => undefined, connection: { application_name: 'almanac-import' } });
  const table = file.kind === 'sales' ? 'staged_sales' : 'staged_records';
  try {
    const counts = await client.begin(async (tx) => {
      await tx`delete from ${tx(table)} where org_id = ${file.orgId} and import_id = ${file.importId}`;
      const copied = await copyLines(tx, file, problems);
      if (file.kind === 'sales') await negateCancelledInvoices(tx, file);
      const refused = file.kind === 'sales' ? 0 : await refuseRecords(tx, file, problems);
      return { lines: copied.lines, good: copied.good - refused };
    });
    await client`analyze ${client(table)}`;
    return counts;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function copyLines(tx: TransactionSql, file: StageFile, problems: ProblemSink): Promise<StagedCounts> {
  let lines = 0;
  let good = 0;
  const write = createLineWriter({ ...file, rules: cellRules(file), onProblem: (problem) => problems.add(problem) });
  const prefix = `${file.orgId}\t${file.importId}\t`;

  async function* copyText(): AsyncGenerator<Buffer> {
    for await (const batch of readRows(file.path, file.container, file.format)) {
      const text = batchText(batch);
      await problems.flush();
      file.onLines?.(lines);
      if (lines > MAX_LINES) throw new DomainError('import.file_too_large', { maxLines: MAX_LINES });
      if (text !== '') yield Buffer.from(text);
    }
  }

  function batchText({ rows, lines: lineNumbers, openQuoteLine }: RowBatch): string {
    let text = '';
    if (openQuoteLine !== undefined) {
      lines++;
      problems.add({ line: openQuoteLine, column: '', code: 'row.quote_open', value: '' });
    }
    for (const [index, row] of rows.entries()) {
      const line = lineNumbers[index] ?? 0;
      if (line <= file.format.headerLine) continue;
      lines++;
      const values = write(row, line);
      if (values === null) continue;
      good++;
      text += `${prefix}${line}\t${values}\n`;
    }
    return text;
  }

  const copy = await tx.unsafe(`copy ${file.kind === 'sales' ? target.sales : target.records} from stdin`).writable();
  await pipeline(Readable.from(copyText()), copy);
  if (lines === 0) throw new DomainError('import.no_lines');
  return { lines, good };
}

/**
 * Some systems mark a cancelled invoice by a C before its number and leave the quantity positive. Where other numbers
 * are plain, what such an invoice lists came back. A company whose every number starts with C is left alone.
 */
async function negateCancelledInvoices(tx: TransactionSql, { orgId, importId, mapping }: StageFile): Promise<void> {
  if (!Object.values(mapping).includes('orderNo')) return;
  await tx`
    update staged_sales set quantity = -quantity
    where org_id = ${orgId} and import_id = ${importId} and quantity > 0 and (order_no like 'C%' or order_no like 'c%') and order_no ~ '^[Cc][0-9]+$'
      and (select count(*) filter (where order_no ~ '^[Cc][0-9]') < 0.5 * count(*) from staged_sales where org_id = ${orgId} and import_id = ${importId})`;
}

/** Takes the lines out again that only the whole file or the database shows to be wrong. */
async function refuseRecords(tx: TransactionSql, file: StageFile, problems: ProblemSink): Promise<number> {
  const columnOf = (field: string) => Object.entries(file.mapping).find(([, mapped]) => mapped === field)?.[0] ?? field;
  const refused = new Set<number>();
  for await (const found of findRecordProblems(tx, file)) {
    for (const { line, field, code, value } of found) {
      refused.add(line);
      problems.add({ line, column: columnOf(field), code, value });
    }
    await problems.flush();
  }
  if (refused.size > 0) {
    await tx`delete from staged_records where org_id = ${file.orgId} and import_id = ${file.importId} and line = any(${[...refused]}::int[])`;
  }
  return refused.size;
}

function cellRules({ format, container, today, currencyDigits }: StageFile): CellRules {
  const lastDay = `${Number(today.slice(0, 4)) + YEARS_AHEAD}${today.slice(4)}`;
  return { format, isWorkbook: container === 'workbook', firstDay: FIRST_DAY, lastDay, currencyDigits };
}
