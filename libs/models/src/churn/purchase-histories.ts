/** Lines of sales, in any order. */
export type PurchaseRows = {
  readonly customers: number;
  /** who, 0 … customers - 1 */
  readonly customer: Int32Array;
  /** days since 1970-01-01 */
  readonly day: Int32Array;
  /** what the line was worth, in any one currency; below 0 is a return */
  readonly amount: Float64Array;
  /** items of the line */
  readonly units?: Float64Array;
  /** number of the order or receipt; without it all lines of a customer's day are one order */
  readonly order?: Int32Array;
};

/** The orders of each customer in the order of time: those of customer c are at `start[c]` … `start[c + 1] - 1` of every array. */
export type PurchaseHistories = {
  readonly customers: number;
  readonly start: Int32Array;
  readonly day: Int32Array;
  /** value of what was bought */
  readonly amount: Float64Array;
  /** lines bought; 0 when the whole entry is a return */
  readonly lines: Float64Array;
  readonly units: Float64Array;
  /** value of what was given back, 0 or more */
  readonly returned: Float64Array;
};

/**
 * Gathers lines of sales into orders by customer. A line below 0 is a return and no order.
 * @throws RangeError when the arrays differ in length
 */
export function purchaseHistories({ customers, customer, day, amount, units, order }: PurchaseRows): PurchaseHistories {
  const count = customer.length;
  for (const [name, values] of Object.entries({ day, amount, units, order })) if (values && values.length !== count) throw new RangeError(`purchaseHistories: ${count} lines, ${name} has ${values.length}`);
  const sorted = Int32Array.from({ length: count }, (_, line) => line).sort((a, b) => customer[a]! - customer[b]! || day[a]! - day[b]! || (order ? order[a]! - order[b]! : 0) || a - b);
  const start = new Int32Array(customers + 1);
  const days = new Int32Array(count);
  const [amounts, lines, allUnits, returned] = [new Float64Array(count), new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let entry = -1;
  let before = -1;
  for (const line of sorted) {
    const isSame = before >= 0 && customer[line] === customer[before] && day[line] === day[before] && (!order || order[line] === order[before]);
    if (!isSame) {
      entry += 1;
      days[entry] = day[line]!;
      start[customer[line]! + 1]! += 1;
    }
    before = line;
    const value = amount[line]!;
    if (value < 0) returned[entry]! -= value;
    else {
      amounts[entry]! += value;
      lines[entry]! += 1;
      allUnits[entry]! += units?.[line] ?? 1;
    }
  }
  for (let c = 0; c < customers; c++) start[c + 1]! += start[c]!;
  const size = entry + 1;
  return { customers, start, day: days.slice(0, size), amount: amounts.slice(0, size), lines: lines.slice(0, size), units: allUnits.slice(0, size), returned: returned.slice(0, size) };
}

/** Customers with an order in the `days` before the cutoff: those whom a risk of leaving makes sense for. */
export function activeCustomers({ customers, start, day, lines }: PurchaseHistories, cutoffDay: number, days: number): Int32Array {
  const active = new Int32Array(customers);
  let count = 0;
  for (let c = 0; c < customers; c++) {
    for (let k = start[c]!; k < start[c + 1]!; k++) {
      if (lines[k]! === 0 || day[k]! >= cutoffDay || day[k]! < cutoffDay - days) continue;
      active[count++] = c;
      break;
    }
  }
  return active.slice(0, count);
}

/** 1 for each of `of` without an order from the cutoff on for `windowDays`. */
export function labelChurn({ start, day, lines }: PurchaseHistories, of: Int32Array, cutoffDay: number, windowDays: number): Uint8Array {
  return Uint8Array.from(of, (c) => {
    for (let k = start[c]!; k < start[c + 1]!; k++) if (lines[k]! > 0 && day[k]! >= cutoffDay && day[k]! < cutoffDay + windowDays) return 0;
    return 1;
  });
}
