/** Positions in the `kind` column; the names are those of the database's `sale_kind`. */
export const saleKinds = ['sale', 'return', 'cancelled', 'cancellation'] as const;
export type SaleKind = (typeof saleKinds)[number];

export interface SalesLine {
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
  readonly order: number;
  readonly product: number;
  readonly location: number;
  /** -1 for a customer who is not known. */
  readonly customer: number;
  /** Negative for returns and cancellations. */
  readonly quantity: number;
  readonly priceMinor: number;
  readonly kind: SaleKind;
}

/** Sales lines as growing columns: half a million of them take 13 MB. */
export class SalesLog {
  private size = 0;
  private columns = allocate(1 << 18);

  get length(): number {
    return this.size;
  }

  push(line: SalesLine): number {
    if (this.size === this.columns.day.length) this.columns = grow(this.columns);
    const row = this.size++;
    this.columns.day[row] = line.day;
    this.columns.minute[row] = line.minute;
    this.columns.order[row] = line.order;
    this.columns.product[row] = line.product;
    this.columns.location[row] = line.location;
    this.columns.customer[row] = line.customer;
    this.columns.quantity[row] = line.quantity;
    this.columns.priceMinor[row] = line.priceMinor;
    this.columns.kind[row] = saleKinds.indexOf(line.kind);
    return row;
  }

  /** The buyer of a line turns out to be a known customer. */
  identify(row: number, customer: number): void {
    if (row < 0 || row >= this.size) throw new RangeError(`SalesLog.identify: row is ${row} of ${this.size}`);
    this.columns.customer[row] = customer;
  }

  line(row: number): SalesLine {
    if (row < 0 || row >= this.size) throw new RangeError(`SalesLog.line: row is ${row} of ${this.size}`);
    const { columns } = this;
    return {
      day: columns.day[row]!,
      minute: columns.minute[row]!,
      order: columns.order[row]!,
      product: columns.product[row]!,
      location: columns.location[row]!,
      customer: columns.customer[row]!,
      quantity: columns.quantity[row]!,
      priceMinor: columns.priceMinor[row]!,
      kind: saleKinds[columns.kind[row]!]!,
    };
  }
}

function allocate(capacity: number) {
  return {
    day: new Int16Array(capacity),
    minute: new Int16Array(capacity),
    order: new Int32Array(capacity),
    product: new Int16Array(capacity),
    location: new Int8Array(capacity),
    customer: new Int16Array(capacity),
    quantity: new Int16Array(capacity),
    priceMinor: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
  };
}

function grow(columns: ReturnType<typeof allocate>): ReturnType<typeof allocate> {
  const larger = allocate(columns.day.length * 2);
  larger.day.set(columns.day);
  larger.minute.set(columns.minute);
  larger.order.set(columns.order);
  larger.product.set(columns.product);
  larger.location.set(columns.location);
  larger.customer.set(columns.customer);
  larger.quantity.set(columns.quantity);
  larger.priceMinor.set(columns.priceMinor);
  larger.kind.set(columns.kind);
  return larger;
}
