import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';

export type Cell = string | number | boolean | undefined;
/** Text handed to the server at a time; larger chunks are no faster. */
const CHUNK_CHARACTERS = 1 << 18;

/** Writes lines made by {@link copyLine} by COPY. */
export async function copy(sql: TransactionSql, table: string, columns: readonly string[], rows: Iterable<string>): Promise<void> {
  const writable = await sql`copy ${sql(table)} (${sql(columns)}) from stdin`.writable();
  await pipeline(Readable.from(inChunks(rows)), writable);
}

function* inChunks(rows: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += row;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

export const rowsOf = <T>(items: readonly T[], cells: (item: T, index: number) => readonly Cell[]) => items.map((item, index) => copyLine(cells(item, index)));
/** COPY's text format; nothing written here holds a tab, a line break or a backslash. */
export const copyLine = (cells: readonly Cell[]) => `${cells.map((cell) => cell ?? '\\N').join('\t')}\n`;
