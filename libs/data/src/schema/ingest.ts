import { bigint, date, doublePrecision, index, integer, jsonb, numeric, pgEnum, pgTable, primaryKey, text, time, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

export const importKind = pgEnum('import_kind', ['sales', 'products', 'stock', 'suppliers', 'customers', 'locations', 'promotions', 'orders']);
export const importStatus = pgEnum('import_status', ['uploaded', 'checking', 'has_problems', 'ready', 'applying', 'applied', 'undoing', 'undone', 'failed', 'discarded']);

export const imports = pgTable(
  'imports',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull().defaultRandom(),
    kind: importKind().notNull(),
    status: importStatus().notNull().default('uploaded'),
    fileName: text().notNull(),
    fileSize: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    /** Where the uploaded file lies in the file store. */
    storageKey: text().notNull(),
    format: jsonb(),
    mapping: jsonb(),
    mode: text(),
    phase: text(),
    lineCount: integer().notNull().default(0),
    goodCount: integer().notNull().default(0),
    problemCount: integer().notNull().default(0),
    insertedCount: integer().notNull().default(0),
    updatedCount: integer().notNull().default(0),
    unchangedCount: integer().notNull().default(0),
    /** All problems as a CSV in the file store; the first ones are in `import_problems`. */
    problemsKey: text(),
    /** What the good lines of a sales file say. */
    contents: jsonb(),
    notes: jsonb(),
    errorCode: text(),
    errorParams: jsonb(),
    createdBy: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('imports_created').on(t.orgId, t.createdAt)],
);

export const importProblems = pgTable(
  'import_problems',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    importId: uuid().notNull(),
    position: integer().notNull(),
    line: integer().notNull(),
    column: text().notNull(),
    code: text().notNull(),
    value: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.importId, t.position] })],
);

/** What a row was before an import changed it, so that the import can be undone; no `before` means it was inserted. */
export const importChanges = pgTable(
  'import_changes',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    importId: uuid().notNull(),
    tableName: text().notNull(),
    rowKey: text().notNull(),
    before: jsonb(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.importId, t.tableName, t.rowKey] })],
);

/** Without a foreign key, whose check for each row costs more than reading the row; see `delete_bulk_rows`. */
const stagedKey = () => ({
  orgId: text().notNull(),
  importId: uuid().notNull(),
  line: integer().notNull(),
});

/**
 * Checked lines of a sales file between check and apply, as they were written: codes, not ids. Unlogged, since the file
 * can be read again; a crash of the server empties it.
 */
export const stagedSales = pgTable(
  'staged_sales',
  {
    ...stagedKey(),
    soldOn: date({ mode: 'string' }).notNull(),
    soldAt: time(),
    orderNo: text(),
    productCode: text().notNull(),
    productName: text(),
    quantity: doublePrecision().notNull(),
    unitPrice: numeric({ precision: 14, scale: 4, mode: 'number' }),
    customerCode: text(),
    country: text(),
    locationCode: text(),
    /** Content of the line as a 128-bit hash: what makes it the same line in another file. */
    lineHash: uuid().notNull(),
  },
  (t) => [index('staged_sales_import').using('brin', t.importId)],
);

/** Checked lines of master data, stock and promotions: the mapped fields as one object, blank cells as null. Unlogged. */
export const stagedRecords = pgTable('staged_records', { ...stagedKey(), record: jsonb().notNull() }, (t) => [index('staged_records_import').using('brin', t.importId)]);
