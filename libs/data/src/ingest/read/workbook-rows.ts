import fs from 'node:fs';
import ExcelJS from 'exceljs';
import { DomainError } from '../../contract/errors';
import type { FileFormat } from '../../contract/ingest';
import type { RowBatch } from './csv-rows';

const BATCH_ROWS = 2_000;
/** One more than a table may have, so that a wider one is noticed. */
const MAX_COLUMNS = 501;

type Worksheet = AsyncIterable<ExcelJS.Row> & { readonly name?: string; readonly state?: string; readonly id: number };

/**
 * The rows of one sheet as text in batches: numbers with the format's decimal sign, dates as `YYYY-MM-DD[ HH:MM:SS]`, a
 * formula as the value the workbook keeps for it. Lines are the sheet's own row numbers.
 * @throws DomainError when the sheet is not there or the workbook cannot be read
 */
export async function* readWorkbookRows(path: string, format: Partial<Pick<FileFormat, 'sheet' | 'decimal'>>): AsyncGenerator<RowBatch> {
  const file = fs.createReadStream(path);
  try {
    for await (const sheet of openWorkbook(file)) {
      const isHidden = sheet.state === 'hidden' || sheet.state === 'veryHidden';
      if (format.sheet === undefined ? !isHidden : nameOf(sheet) === format.sheet) {
        yield* readSheet(sheet, format.decimal ?? '.');
        return;
      }
      for await (const _row of sheet); // a sheet must be read to its end, or the next one never comes
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('import.file_unreadable', { reason: 'damaged_workbook' }, { cause: error });
  } finally {
    file.destroy();
  }
  throw new DomainError('import.sheet_missing', { sheet: format.sheet ?? '' });
}

async function* readSheet(sheet: Worksheet, decimal: FileFormat['decimal']): AsyncGenerator<RowBatch> {
  let rows: string[][] = [];
  let lines: number[] = [];
  for await (const row of sheet) {
    const cells: string[] = [];
    row.eachCell((cell, column) => {
      if (column > MAX_COLUMNS) return;
      while (cells.length < column) cells.push('');
      cells[column - 1] = cellText(cell.value, decimal);
    });
    if (cells.some((cell) => cell !== '')) {
      rows.push(cells);
      lines.push(row.number);
    }
    if (rows.length === BATCH_ROWS) {
      yield { rows, lines };
      rows = [];
      lines = [];
    }
  }
  if (rows.length > 0) yield { rows, lines };
}

function cellText(value: ExcelJS.CellValue, decimal: FileFormat['decimal']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (typeof value === 'number') return numberText(value, decimal);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return cellText(value.text, decimal);
  return cellText(value.result, decimal); // a formula
}

/** Excel keeps 15 digits: 0.1 + 0.2 is 0.3 for its user. */
function numberText(value: number, decimal: FileFormat['decimal']): string {
  if (!Number.isFinite(value)) return '';
  const text = Number.isInteger(value) ? plain(value) : plain(Number(value.toPrecision(15)));
  return decimal === ',' ? text.replace('.', ',') : text;
}

function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(value < 1 && value > -1 ? 12 : 0) : text;
}

/** A workbook's date has no zone; exceljs gives it as UTC. Seconds are rounded, since Excel counts parts of a day. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const time = iso.slice(11, 19);
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

function openWorkbook(file: fs.ReadStream): AsyncIterable<Worksheet> {
  const options: Partial<ExcelJS.stream.xlsx.WorkbookStreamReaderOptions> = { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' };
  return new ExcelJS.stream.xlsx.WorkbookReader(file, options) as unknown as AsyncIterable<Worksheet>; // its types leave out name and state
}

const nameOf = (sheet: Worksheet) => sheet.name ?? `Sheet${sheet.id}`;
