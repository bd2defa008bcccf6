import type { inventory } from '@almanac/data';
import type { SuggestionReasonCode } from '@almanac/data/contract';
import { formatIsoDate, planItem, suggestTransfers, type ItemPlan, type PlanInput } from '@almanac/models';
import type { PlannedItem } from './plan-items';

/** Days that a move between two locations takes. */
export const TRANSFER_DAYS = 2;

interface Planned {
  readonly item: PlannedItem;
  readonly plan: ItemPlan;
  readonly transfer?: { readonly fromLocationId: number; readonly from: string; readonly quantity: number; readonly riskAfter: number };
}

/** Plans one product at all its locations: what can be moved between them is not bought. */
export function planProduct(items: readonly PlannedItem[]): inventory.PlanRow[] {
  const planned: Planned[] = items.map((item) => ({ item, plan: planItem(item.input) }));
  return (planned.length > 1 ? moveBetween(planned) : planned).map(toRow);
}

/**
 * A move takes the place of an order where one other location can spare all that is needed to reach the reorder point; a part would leave
 * an order to be placed anyway, on which it saves little.
 */
function moveBetween(planned: readonly Planned[]): Planned[] {
  const stocks = planned.flatMap(({ item: { facts, input }, plan }) => {
    if (facts.onHand === null || input.forecast === null) return [];
    const owed = sum(input.committed.filter(({ day }) => day <= input.today));
    const protection = input.leadTime.meanDays + input.policy.reviewPeriodDays;
    const late = sum(input.receipts.filter(({ day }) => day >= input.today + protection));
    const position = plan.inventoryPosition - late;
    // Who orders nothing needs nothing, also where its position is low: it is discontinued, or waits for its review.
    return [{ locationId: facts.locationId, onHand: facts.onHand - owed, position: plan.kind === 'order' ? position : Math.max(position, plan.reorderPoint), reorderPoint: plan.reorderPoint, orderUpTo: plan.orderUpTo, atStake: plan.atStake }];
  });
  const moves = suggestTransfers(stocks);
  const result = [...planned];
  for (const [k, receiver] of planned.entries()) {
    const own = moves.filter(({ toLocationId }) => toLocationId === receiver.item.facts.locationId);
    const [move] = own;
    if (move === undefined || own.length > 1 || receiver.plan.kind !== 'order') continue;
    const after = planItem({ ...receiver.item.input, receipts: [...receiver.item.input.receipts, { day: receiver.item.input.today + TRANSFER_DAYS, quantity: move.quantity }] });
    if (after.kind === 'order') continue;
    const g = result.findIndex(({ item }) => item.facts.locationId === move.fromLocationId);
    const giver = result[g]!;
    const left: PlanInput = { ...giver.item.input, onHand: giver.item.input.onHand - move.quantity };
    result[k] = { ...receiver, transfer: { fromLocationId: move.fromLocationId, from: giver.item.facts.location, quantity: move.quantity, riskAfter: after.riskBefore } };
    result[g] = { ...giver, item: { ...giver.item, input: left }, plan: saidWithStock(planItem(left), giver.plan) };
  }
  return result;
}

/** Planned with what a move leaves, said with what is there: nothing has been moved yet. */
function saidWithStock(plan: ItemPlan, { onOrder, reason: { params } }: ItemPlan): ItemPlan {
  return { ...plan, onOrder, reason: { ...plan.reason, params: { ...plan.reason.params, onHand: params.onHand ?? 0 } } };
}

function toRow({ item: { facts, input, leadTime, abc, xyz }, plan, transfer }: Planned): inventory.PlanRow {
  const quantity = transfer?.quantity ?? plan.suggestedQuantity;
  const { unitCostMinor } = facts;
  const today = input.today;
  return {
    product_id: facts.productId,
    location_id: facts.locationId,
    planned_on: formatIsoDate(today),
    series_id: facts.seriesId,
    supplier_id: facts.supplierId,
    category: facts.category,
    abc,
    xyz,
    exception: plan.exception,
    on_hand: facts.onHand ?? 0,
    on_order: plan.onOrder,
    committed: sum(input.committed),
    safety_stock: plan.safetyStock,
    reorder_point: plan.reorderPoint,
    order_up_to: plan.orderUpTo,
    daily_demand: plan.dailyDemand,
    cover_days: plan.coverDays === null ? null : Math.min(plan.coverDays, LONGEST_COVER_DAYS),
    lead_time_days: Math.round(leadTime.meanDays),
    kind: transfer ? 'transfer' : plan.kind,
    suggested_quantity: quantity,
    next_quantity: plan.nextQuantity,
    pack_size: input.packSize,
    minimum_order: input.minimumOrder,
    unit_cost_minor: unitCostMinor,
    suggested_value_minor: unitCostMinor === null ? null : Math.round(quantity * unitCostMinor),
    from_location_id: transfer?.fromLocationId ?? null,
    order_on: isoOrNull(plan.orderOn, today),
    needed_by: isoOrNull(plan.neededBy, today),
    expected_on: transfer ? formatIsoDate(today + TRANSFER_DAYS) : isoOrNull(plan.expectedOn, today),
    risk_before: plan.riskBefore,
    risk_after: transfer?.riskAfter ?? plan.riskAfter,
    at_stake_minor: Math.round(plan.atStake),
    reason_code: (transfer ? 'transfer' : plan.reason.code) satisfies SuggestionReasonCode,
    reason_params: transfer ? { ...plan.reason.params, quantity, from: transfer.from } : plan.reason.params,
  };
}

const LONGEST_COVER_DAYS = 99_999;
/** A date far off says no more than that it is far off. */
const isoOrNull = (day: number | null, today: number) => (day === null || day > today + LONGEST_COVER_DAYS ? null : formatIsoDate(day));
const sum = (items: readonly { readonly quantity: number }[]) => items.reduce((total, { quantity }) => total + quantity, 0);
