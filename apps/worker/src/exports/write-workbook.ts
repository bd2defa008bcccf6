import type { Writable } from 'node:stream';
import Excel from 'exceljs';
import type { Cell, CellKind, Column, Table } from './table';

const numberFormats: Record<CellKind, string> = { text: '@', integer: '#,##0', decimal: '#,##0.00', share: '0.0%', money: '#,##0.00', date: 'yyyy-mm-dd' };
const widths: Record<CellKind, number> = { text: 24, integer: 12, decimal: 12, share: 10, money: 14, date: 12 };
/** A sheet ends here: what is over goes to a next one. */
const MOST_ROWS = 1_048_576;
/** As Node's own pipelines say it. */
const READER_GONE = 'Premature close';
const HEADER_FILL: Excel.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EDF5' } };

/**
 * Writes a table as a workbook, row by row: typed and formatted cells under a frozen header with filters, and a second
 * sheet that says what the figures are.
 */
export async function writeWorkbook<Row>(table: Table<Row>, output: Writable): Promise<void> {
  const { title, aboutTitle, about, columns, rows } = table;
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  workbook.creator = 'Almanac';
  let number = 1;
  let sheet = addSheet(workbook, title, columns);
  let written = 1;
  for await (const row of rows) {
    if (written === MOST_ROWS) {
      sheet.commit();
      number += 1;
      sheet = addSheet(workbook, `${title} ${number}`, columns);
      written = 1;
    }
    sheet.addRow(columns.map(({ kind, value }) => typedCell(kind, value(row)))).commit();
    written += 1;
    if (output.writableNeedDrain) await drained(output);
    if (output.destroyed) throw new Error(READER_GONE);
  }
  sheet.commit();

  const notes = workbook.addWorksheet(sheetName(aboutTitle));
  notes.columns = [{ width: 28 }, { width: 80 }];
  for (const [label, value] of about) {
    const row = notes.addRow([label, value]);
    row.getCell(1).font = { bold: true };
    row.getCell(2).alignment = { wrapText: true, horizontal: 'left', vertical: 'top' };
    if (value instanceof Date) row.getCell(2).numFmt = 'yyyy-mm-dd hh:mm';
    row.commit();
  }
  notes.commit();
  await workbook.commit();
}

function addSheet<Row>(workbook: Excel.stream.xlsx.WorkbookWriter, title: string, columns: readonly Column<Row>[]): Excel.Worksheet {
  const sheet = workbook.addWorksheet(sheetName(title), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ kind, width }) => ({ width: width ?? widths[kind], style: { numFmt: numberFormats[kind] } }));
  const header = sheet.addRow(columns.map((column) => column.header));
  header.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = HEADER_FILL;
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  header.commit();
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return sheet;
}

/** Dates are days without a zone, which Excel counts in UTC; texts are stored as texts and so are never formulas. */
function typedCell(kind: CellKind, value: Cell): Excel.CellValue {
  if (value === null) return null;
  if (kind === 'date' && typeof value === 'string') return new Date(`${value}T00:00:00Z`);
  return kind === 'integer' && typeof value === 'number' ? Math.round(value) : value;
}

/** Excel refuses some characters in the name of a sheet, and more than 31. */
const sheetName = (title: string) => title.replaceAll(/[\\/*?:[\]]/g, ' ').trim().slice(0, 31);

const drained = (output: Writable) =>
  new Promise<void>((resolve) => {
    const go = () => {
      output.off('drain', go);
      output.off('close', go);
      resolve();
    };
    output.once('drain', go);
    output.once('close', go); // the reader has gone
  });
