import type { NetworkPanel, NetworkSeries } from './network-panel';

/** A place to forecast from: `cutoff` periods of the series are history. */
export type Window = { readonly series: number; readonly cutoff: number };

/** Columns of the value features of a future period, before calendar and covariates. */
export const SKIP_SIZE = 4;

/** What the network reads for a batch of windows, row-major, reused from batch to batch. */
export type WindowBatch = {
  readonly size: number;
  /** [inputSize, batch, encoder] */
  readonly encoder: Float32Array;
  /** [batch, statics] */
  readonly statics: Float32Array;
  /** [batch × horizon, SKIP_SIZE]: level, seasonal mean, last season, last season moved to today's level */
  readonly skip: Float32Array;
  /** [batch × horizon, future] */
  readonly future: Float32Array;
  /** [batch × horizon] scaled demand, 0 where unknown */
  readonly target: Float32Array;
  /** [batch × horizon] weight in the loss, 0 where unknown */
  readonly weight: Float32Array;
  /** [batch] items per scaled unit */
  readonly scale: Float64Array;
};

export type WindowSizes = { readonly encoder: number; readonly statics: number; readonly future: number };

const SEASONS_AVERAGED = 4;
const LARGEST_INPUT = 8;

export function windowSizes({ calendarSize, knownSize, categories, seasonality }: NetworkPanel): WindowSizes {
  const seasonal = seasonality > 1 ? 1 : 0;
  return { encoder: 2 + seasonal + calendarSize + knownSize, statics: 4 + categories, future: SKIP_SIZE + 2 + calendarSize + knownSize * (1 + seasonal) };
}

export function createBatch(panel: NetworkPanel, size: number): WindowBatch {
  const sizes = windowSizes(panel);
  const cells = size * panel.horizon;
  return {
    size,
    encoder: new Float32Array(panel.inputSize * size * sizes.encoder),
    statics: new Float32Array(size * sizes.statics),
    skip: new Float32Array(cells * SKIP_SIZE),
    future: new Float32Array(cells * sizes.future),
    target: new Float32Array(cells),
    weight: new Float32Array(cells),
    scale: new Float64Array(size),
  };
}

/**
 * Fills a batch.
 * @param targetEnd periods of each series, counted from its end, whose demand may not be used as target (`holdout`)
 */
export function fillBatch(panel: NetworkPanel, windows: readonly Window[], batch: WindowBatch, targetEnd: number): void {
  batch.encoder.fill(0);
  batch.statics.fill(0);
  batch.skip.fill(0);
  batch.future.fill(0);
  batch.weight.fill(0);
  batch.target.fill(0);
  const sizes = windowSizes(panel);
  windows.forEach(({ series, cutoff }, row) => {
    const source = panel.series[series]!;
    const scale = windowScale(source, cutoff, panel.inputSize);
    batch.scale[row] = scale;
    fillEncoder(panel, source, cutoff, scale, row, batch, sizes.encoder);
    fillStatics(panel, source, cutoff, scale, batch.statics.subarray(row * sizes.statics, (row + 1) * sizes.statics));
    fillFuture(panel, source, cutoff, scale, row, batch, sizes.future);
    const emphasis = Math.min(5, Math.max(0.2, Math.sqrt(scale / Math.exp(panel.meanLogLevel))));
    const end = source.y.length - targetEnd;
    for (let h = 0; h < panel.horizon && cutoff + h < end; h++) {
      const y = source.y[cutoff + h]!;
      if (Number.isNaN(y)) continue;
      batch.target[row * panel.horizon + h] = y / scale;
      batch.weight[row * panel.horizon + h] = emphasis;
    }
  });
}

/** Mean of the window, but never below a quarter of the mean of the history before the cutoff, nor a fifth of its usual sale. */
function windowScale({ sums, counts, sales }: NetworkSeries, cutoff: number, inputSize: number): number {
  const from = Math.max(0, cutoff - inputSize);
  const recent = meanBetween(sums, counts, from, cutoff);
  const overall = meanBetween(sums, counts, 0, cutoff);
  const sale = sums[cutoff]! / Math.max(1, sales[cutoff]!);
  return Math.max(recent, 0.25 * overall, 0.2 * sale, 1e-6);
}

function meanBetween(sums: Float64Array, counts: Int32Array, from: number, to: number): number {
  const count = counts[to]! - counts[from]!;
  return count === 0 ? 0 : (sums[to]! - sums[from]!) / count;
}

function fillEncoder(panel: NetworkPanel, source: NetworkSeries, cutoff: number, scale: number, row: number, batch: WindowBatch, size: number): void {
  const { inputSize, seasonality, calendarSize, knownSize } = panel;
  for (let step = 0; step < inputSize; step++) {
    const t = cutoff - inputSize + step;
    if (t < 0) continue;
    let column = (step * batch.size + row) * size;
    const isKnown = !Number.isNaN(source.y[t]!);
    batch.encoder[column++] = isKnown ? Math.min(LARGEST_INPUT, source.clipped[t]! / scale) : 0;
    batch.encoder[column++] = isKnown ? 1 : 0;
    if (seasonality > 1) {
      const lag = t - seasonality;
      batch.encoder[column++] = lag >= 0 ? Math.min(LARGEST_INPUT, source.clipped[lag]! / scale) : 0;
    }
    for (let k = 0; k < calendarSize; k++) batch.encoder[column++] = source.calendar[t * calendarSize + k]!;
    for (let k = 0; k < knownSize; k++) batch.encoder[column++] = source.known[t * knownSize + k]!;
  }
}

function fillStatics(panel: NetworkPanel, source: NetworkSeries, cutoff: number, scale: number, out: Float32Array): void {
  const from = Math.max(0, cutoff - panel.inputSize);
  let zeros = 0;
  let squares = 0;
  let known = 0;
  for (let t = from; t < cutoff; t++) {
    if (Number.isNaN(source.y[t]!)) continue;
    known += 1;
    if (source.clipped[t] === 0) zeros += 1;
    squares += (source.clipped[t]! / scale - 1) ** 2;
  }
  out[0] = Math.max(-3, Math.min(3, (Math.log(scale) - panel.meanLogLevel) / 2));
  out[1] = known === 0 ? 0 : zeros / known;
  out[2] = known === 0 ? 0 : Math.min(4, Math.sqrt(squares / known));
  out[3] = Math.min(1, source.counts[cutoff]! / (4 * panel.inputSize));
  if (source.category >= 0) out[4 + source.category] = 1;
}

function fillFuture(panel: NetworkPanel, source: NetworkSeries, cutoff: number, scale: number, row: number, batch: WindowBatch, size: number): void {
  const { horizon, seasonality: m, calendarSize, knownSize } = panel;
  const levelNow = meanBetween(source.sums, source.counts, Math.max(0, cutoff - Math.max(8, Math.floor(m / 4))), cutoff) / scale;
  for (let h = 0; h < horizon; h++) {
    const cell = row * horizon + h;
    const t = cutoff + h;
    const season = m > 1 ? seasonalValues(source, cutoff, t, m, scale) : undefined;
    const lag = season?.lag ?? levelNow;
    const adjusted = season ? Math.min(LARGEST_INPUT, season.lag * season.growth) : levelNow;
    const values = [levelNow, season?.mean ?? levelNow, lag, adjusted];
    batch.skip.set(values, cell * SKIP_SIZE);
    let column = cell * size;
    batch.future.set(values, column);
    column += SKIP_SIZE;
    batch.future[column++] = season ? 1 : 0;
    batch.future[column++] = (h + 1) / horizon;
    for (let k = 0; k < calendarSize; k++) batch.future[column++] = source.calendar[t * calendarSize + k]!;
    for (let k = 0; k < knownSize; k++) batch.future[column++] = source.known[t * knownSize + k]!;
    if (m > 1) for (let k = 0; k < knownSize; k++) batch.future[column++] = season ? source.known[season.at * knownSize + k]! : 0;
  }
}

/** The values whole seasons before period `t` that lie before the cutoff; `undefined` when none is known. */
function seasonalValues({ y, clipped, sums, counts }: NetworkSeries, cutoff: number, t: number, m: number, scale: number) {
  let sum = 0;
  let count = 0;
  let at = -1;
  for (let k = t - Math.ceil((t - cutoff + 1) / m) * m; k >= 0 && count < SEASONS_AVERAGED; k -= m) {
    if (Number.isNaN(y[k]!)) continue;
    if (at < 0) at = k;
    sum += clipped[k]!;
    count += 1;
  }
  if (at < 0) return undefined;
  const span = Math.max(8, Math.floor(m / 4));
  const now = meanBetween(sums, counts, Math.max(0, cutoff - span), cutoff);
  const seasonsBack = Math.round((t - at) / m) * m;
  const then = meanBetween(sums, counts, Math.max(0, cutoff - seasonsBack - span), Math.max(0, cutoff - seasonsBack));
  const growth = then > 0 && now > 0 ? Math.min(3, Math.max(1 / 3, now / then)) : 1;
  return { lag: Math.min(LARGEST_INPUT, clipped[at]! / scale), mean: Math.min(LARGEST_INPUT, sum / count / scale), growth, at };
}
