import { z } from 'zod';
import { ImportId } from './ids';
import { ApplyMode, DecimalMark, Delimiter, DateOrder, FileEncoding, ImportKind } from './terms';

/** How a file is to be read. What a user leaves out is guessed from the file. */
export const FileFormat = z.object({
  encoding: FileEncoding,
  delimiter: Delimiter,
  decimal: DecimalMark,
  dateFormat: DateOrder,
  /** Line of the column names counted from 1; 0 when the file has none. */
  headerLine: z.number().int().min(0).max(100),
  /** Name of the sheet of a workbook. */
  sheet: z.string().max(100).optional(),
  /** Value of the column `hasLeft` that says a customer has left; every other one says the contrary. */
  leftValue: z.string().max(100).optional(),
});
export type FileFormat = z.output<typeof FileFormat>;

/** Column of the file -> field of the kind; a column that is not named is not read. Any number of columns may be kept as `attribute`. */
export const ColumnMapping = z.record(z.string().max(200), z.string().max(60));
export type ColumnMapping = z.output<typeof ColumnMapping>;

export type FieldKind = 'code' | 'text' | 'quantity' | 'count' | 'price' | 'money' | 'percent' | 'date' | 'time' | 'flag' | 'label' | 'attribute';
export interface ImportField {
  readonly field: string;
  readonly kind: FieldKind;
  readonly required: boolean;
}

const needed = (field: string, kind: FieldKind): ImportField => ({ field, kind, required: true });
const optional = (field: string, kind: FieldKind): ImportField => ({ field, kind, required: false });

/** What each kind of file can bring, in the order in which it is shown. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  sales: [
    needed('date', 'date'),
    optional('time', 'time'),
    optional('orderNo', 'code'),
    needed('productCode', 'code'),
    optional('productName', 'text'),
    needed('quantity', 'quantity'),
    optional('unitPrice', 'price'),
    optional('amount', 'price'),
    optional('customerCode', 'code'),
    optional('country', 'text'),
    optional('locationCode', 'code'),
  ],
  products: [
    needed('code', 'code'),
    optional('name', 'text'),
    optional('category', 'text'),
    optional('unit', 'text'),
    optional('supplierCode', 'code'),
    optional('cost', 'money'),
    optional('price', 'money'),
    optional('packSize', 'quantity'),
    optional('minimumOrder', 'quantity'),
    optional('leadTimeDays', 'count'),
    optional('launchedOn', 'date'),
    optional('discontinuedOn', 'date'),
    optional('isService', 'flag'),
  ],
  stock: [needed('productCode', 'code'), optional('locationCode', 'code'), optional('countedOn', 'date'), needed('onHand', 'quantity'), optional('onOrder', 'quantity')],
  suppliers: [needed('code', 'code'), optional('name', 'text'), optional('email', 'text'), optional('leadTimeDays', 'count'), optional('minimumOrder', 'money')],
  customers: [
    needed('code', 'code'),
    optional('name', 'text'),
    optional('email', 'text'),
    optional('segment', 'text'),
    optional('country', 'text'),
    optional('hasConsent', 'flag'),
    optional('hasLeft', 'label'),
    optional('attribute', 'attribute'),
  ],
  locations: [needed('code', 'code'), optional('name', 'text')],
  promotions: [
    optional('name', 'text'),
    optional('productCode', 'code'),
    optional('category', 'text'),
    optional('locationCode', 'code'),
    needed('startsOn', 'date'),
    needed('endsOn', 'date'),
    optional('discountPercent', 'percent'),
  ],
  orders: [
    needed('orderNo', 'code'),
    optional('supplierCode', 'code'),
    needed('productCode', 'code'),
    optional('locationCode', 'code'),
    needed('orderedOn', 'date'),
    optional('expectedOn', 'date'),
    optional('receivedOn', 'date'),
    needed('quantity', 'quantity'),
    optional('receivedQuantity', 'quantity'),
    optional('unitCost', 'money'),
  ],
};

/** What can be wrong with a line; the dashboard translates `problems.<code>`. */
export type ProblemCode =
  | 'code.missing'
  | 'code.twice'
  | 'value.missing'
  | 'value.too_long'
  | 'quantity.invalid'
  | 'quantity.negative'
  | 'quantity.zero'
  | 'quantity.out_of_range'
  | 'count.invalid'
  | 'price.invalid'
  | 'price.negative'
  | 'price.out_of_range'
  | 'percent.invalid'
  | 'date.invalid'
  | 'date.missing'
  | 'date.out_of_range'
  | 'date.order'
  | 'time.invalid'
  | 'flag.invalid'
  | 'product.unknown'
  | 'target.missing'
  | 'order.product_twice'
  | 'order.differs'
  | 'row.columns_mismatch'
  | 'row.quote_open';

export interface RowProblem {
  readonly line: number;
  readonly column: string;
  readonly code: ProblemCode;
  readonly value: string;
}

/** What the good lines of a sales file say. */
export const SalesContents = z.object({
  /** `YYYY-MM-DD` */
  firstDay: z.string(),
  lastDay: z.string(),
  products: z.number(),
  /** not known to the company before */
  newProducts: z.number(),
  /** 0 where the file names none */
  customers: z.number(),
  newCustomers: z.number(),
  orders: z.number(),
  linesWithoutCustomer: z.number(),
  returnedLines: z.number(),
  freeLines: z.number(),
  /** Σ quantity × price, returns taken off, in whole units of the company's currency; lines without a price count nothing */
  netSales: z.number(),
  linesWithoutPrice: z.number(),
});
export type SalesContents = z.output<typeof SalesContents>;

export interface PreviewColumn {
  readonly name: string;
  readonly sample: readonly string[];
  readonly field: string | null;
  /** How sure the guess is, 0 to 1; 1 for what the user chose. */
  readonly confidence: number;
}

export interface ImportPreview {
  readonly columns: readonly PreviewColumn[];
  readonly fields: readonly ImportField[];
  readonly format: FileFormat & { readonly sheets?: readonly string[] };
  /** Parts of the format that the file does not decide, so the user should look. */
  readonly ambiguous: readonly ('dateFormat' | 'decimal')[];
  readonly rows: readonly (readonly string[])[];
  /** What the column `hasLeft` holds, as far as was looked; empty without one. */
  readonly labelValues: readonly string[];
}

export const PreviewImport = z.object({ importId: ImportId, mapping: ColumnMapping.optional(), format: FileFormat.partial().optional() });
export type PreviewImport = z.output<typeof PreviewImport>;
export const CheckImport = z.object({ importId: ImportId, kind: z.optional(ImportKind), mapping: ColumnMapping, format: FileFormat.partial().optional() });
export type CheckImport = z.output<typeof CheckImport>;
export const ApplyImport = z.object({ importId: ImportId, mode: ApplyMode });
export type ApplyImport = z.output<typeof ApplyImport>;
export const ImportKey = z.object({ importId: ImportId });
export type ImportKey = z.output<typeof ImportKey>;
export const ListImports = z.object({ limit: z.number().int().min(1).max(200).default(50) }).prefault({});
export type ListImports = z.output<typeof ListImports>;
export const UploadQuery = z.object({ kind: ImportKind, name: z.string().trim().min(1).max(200) });
