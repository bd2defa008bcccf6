import { AbcClass, Decision, type InventoryItem, type ItemKey, StockException, SuggestionKind, XyzClass } from '@almanac/data/contract';
import * as z from 'zod/mini';
import { descendingFirst, oneOf, optionalId, optionalOneOf, optionalText, text } from '../../platform/view-fields';

/** Columns that can be left out or added; product, quantity and the tick box always show. */
export const optionalColumns = ['stock', 'cover', 'risk', 'orderOn', 'value', 'reason', 'decision', 'supplier', 'category', 'class', 'onOrder', 'demand', 'safetyStock', 'reorderPoint', 'orderUpTo', 'leadTime', 'expectedOn', 'stake'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];
const DEFAULT_COLUMNS = 'stock,cover,risk,orderOn,value,reason,decision';
const isColumn = (name: string): name is OptionalColumn => optionalColumns.some((column) => column === name);

/** The order screen as its address holds it; saved views are such addresses. */
export const InventoryView = z.object({
  q: text(4000),
  /** left out: what needs a decision, or where something is searched for everything */
  exception: optionalOneOf([...StockException.options, 'attention', 'all']),
  decision: optionalOneOf(Decision.options),
  kind: optionalOneOf(SuggestionKind.options),
  supplier: optionalId,
  location: optionalId,
  category: optionalText(200),
  abc: optionalOneOf(AbcClass.options),
  xyz: optionalOneOf(XyzClass.options),
  sort: oneOf(['stake', 'name', 'cover', 'risk', 'quantity', 'value', 'orderOn'], 'stake'),
  dir: descendingFirst,
  by: optionalOneOf(['supplier', 'location', 'category', 'abc']),
  /** the group that is unfolded */
  open: optionalText(200),
  measure: oneOf(['units', 'money'], 'units'),
  columns: z.catch(z.string().check(z.maxLength(300)), DEFAULT_COLUMNS),
});
export type InventoryView = z.output<typeof InventoryView>;
export type InventorySort = InventoryView['sort'];

export const PAGE_SIZE = 100;
export const noFilters = { q: '', decision: undefined, kind: undefined, supplier: undefined, location: undefined, category: undefined, abc: undefined, xyz: undefined } as const;
export const isFiltered = (view: InventoryView) => view.q !== '' || [view.decision, view.kind, view.supplier, view.location, view.category, view.abc, view.xyz].some((value) => value !== undefined);

/** The tile that is on: the screen opens on what needs a decision, and a search looks everywhere. */
export const exceptionOf = ({ q, exception }: Pick<InventoryView, 'q' | 'exception'>) => exception ?? (q === '' ? 'attention' : 'all');
const askedException = (view: InventoryView) => {
  const exception = exceptionOf(view);
  return exception === 'all' ? undefined : exception;
};

/** What the worker is asked for. */
export const filterOf = (view: InventoryView) => {
  const { q, decision, kind, supplier, location, category, abc, xyz, sort, dir } = view;
  return { q: q === '' ? undefined : q, exception: askedException(view), decision, kind, supplier, location, category, abc, xyz, sort, dir };
};

/** The same as an address for downloads. */
export const searchOfFilter = (view: InventoryView) => new URLSearchParams(Object.entries(filterOf(view)).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))).toString();

/** The filter of one group; products without a supplier or category cannot be asked for, so they have none. */
export function filterOfGroup(view: InventoryView, key: string): ReturnType<typeof filterOf> | undefined {
  if (view.by === undefined || key === '') return undefined;
  const value = view.by === 'supplier' || view.by === 'location' ? Number(key) : key;
  return filterOf(InventoryView.parse({ ...view, [view.by]: value }));
}

export const columnsOf = (columns: string): readonly OptionalColumn[] => columns.split(',').filter(isColumn);
export const columnsText = (columns: readonly OptionalColumn[]) => optionalColumns.filter((column) => columns.includes(column)).join(',');

export const keyOf = ({ productId, locationId }: ItemKey) => `${productId}-${locationId}`;
export const hrefOf = (item: ItemKey) => `/inventory/${keyOf(item)}`;
export const toKey = ({ productId, locationId }: ItemKey): ItemKey => ({ productId, locationId });

/** What a selection adds up to; orders are counted as they would be made: one a supplier and location. */
export function totalsOf(items: readonly InventoryItem[]) {
  const ordered = items.filter(({ kind, quantity, decision }) => kind === 'order' && quantity > 0 && decision !== 'rejected');
  return {
    items: items.length,
    quantity: ordered.reduce((sum, { quantity }) => sum + quantity, 0),
    valueMinor: ordered.reduce((sum, { quantity, unitCostMinor }) => sum + Math.round(quantity * (unitCostMinor ?? 0)), 0),
    orders: new Set(ordered.map(({ supplierId, locationId }) => `${supplierId} ${locationId}`)).size,
    suppliers: new Set(ordered.map(({ supplierId }) => supplierId)).size,
  };
}
