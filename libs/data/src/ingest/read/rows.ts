import type { FileFormat } from '../../contract/ingest';
import type { Container } from './container';
import { readCsvRows, type RowBatch } from './csv-rows';
import { readWorkbookRows } from './workbook-rows';

/** The rows of an uploaded file, whatever it is. */
export function readRows(path: string, container: Container, format: FileFormat): AsyncGenerator<RowBatch> {
  return container === 'workbook' ? readWorkbookRows(path, format) : readCsvRows(path, container, format);
}
