import type { ImportKind } from '../../contract/terms';
import type { Tx } from '../../client/database';
import { applyOrders } from './orders';
import { applyPromotions } from './promotions';
import { applyRecords } from './records';
import { applySales } from './sales';
import { prepareTransaction, type AppliedCounts, type ImportScope } from './scope';
import { applyStock } from './stock';

/** Writes an import's staged lines, `lines` of them, into the company's tables. The caller's transaction makes it whole or absent. */
export async function applyStaged(tx: Tx, scope: ImportScope, kind: ImportKind, lines: number): Promise<AppliedCounts & { readonly dependsOn?: readonly string[] }> {
  await prepareTransaction(tx, scope.orgId, lines);
  switch (kind) {
    case 'sales':
      return applySales(tx, scope, lines);
    case 'stock':
      return applyStock(tx, scope);
    case 'promotions':
      return applyPromotions(tx, scope);
    case 'orders':
      return applyOrders(tx, scope);
    case 'products':
    case 'suppliers':
    case 'customers':
    case 'locations':
      return applyRecords(tx, scope, kind);
  }
}
