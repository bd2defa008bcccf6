import { PassThrough, Readable, type Writable } from 'node:stream';
import { withOrg } from '@almanac/data';
import { recordAudit } from '../audit/index';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import type { Table } from './table';
import { writeCsv } from './write-csv';
import { writeWorkbook } from './write-workbook';

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeWorkbook },
} as const;

export type ExportFormat = keyof typeof formats;

/** Writes a table in a format, row by row. */
export const writeTable = <Row>(table: Table<Row>, format: ExportFormat, output: Writable): Promise<void> => formats[format].write(table, output);

/** Streams the file while it is written, so that 50,000 rows need no memory and no wait. The audit log names who took it. */
export async function download<Row>({ clock, org, log, database, orgId, userId }: OrgContext, table: Table<Row>, name: string, format: ExportFormat): Promise<Response> {
  const fileName = `${name}-${today(clock, org.timeZone)}.${format}`;
  await withOrg(database.db, orgId, (tx) => recordAudit(tx, { orgId, userId, action: 'export.downloaded', subject: fileName }));
  const output = new PassThrough();
  writeTable(table, format, output).catch((error: Error) => {
    if (error.message !== 'Premature close') log.error({ err: error, name }, 'export failed');
    output.destroy(error); // the reader sees a broken download, not a short file
  });
  const asciiName = fileName.replaceAll(/[^\w.-]+/g, '_');
  return new Response(Readable.toWeb(output) as ReadableStream, {
    headers: { 'content-type': formats[format].type, 'content-disposition': `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
  });
}
