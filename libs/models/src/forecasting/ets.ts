import { minimizeInBox } from '../training/minimize';
import { fillGaps } from '../series/history';
import { writeNormal } from './baselines';
import { localMethod } from './local-method';
import { seasonalPattern } from './seasonal-decomposition';

/**
 * Exponential smoothing with additive errors (Hyndman et al. 2008): level, optional damped trend, optional additive or
 * multiplicative season. The form is chosen by corrected AIC, the parameters by least squares one step ahead.
 */
export type EtsForm = { readonly trend: boolean; readonly season: 'none' | 'additive' | 'multiplicative' };

/** A season longer than this has too many states for one series; the form without a season is used. */
const LONGEST_SEASON = 24;

export const ets = localMethod('ets', (y, horizon, seasonality, out) => {
  const { mean, deviation } = forecastEts(y, horizon, seasonality);
  for (let h = 0; h < horizon; h++) writeNormal(out, h, mean[h]!, deviation[h]!);
});

/** Mean and standard deviation per step of the best form. `y` begins with a known value; inner gaps count as no news. */
export function forecastEts(y: Float64Array, horizon: number, seasonality: number): { mean: Float64Array; deviation: Float64Array; form: EtsForm } {
  let best: { criterion: number; fit: EtsFit } | undefined;
  for (const form of candidateForms(y, seasonality)) {
    const fit = fitForm(y, form, form.season === 'none' ? 1 : seasonality);
    if (!best || fit.criterion < best.criterion) best = { criterion: fit.criterion, fit };
  }
  const { fit } = best!; // the plain level is always a candidate
  return { ...project(fit, horizon), form: fit.form };
}

function candidateForms(y: Float64Array, seasonality: number): EtsForm[] {
  const forms: EtsForm[] = [{ trend: false, season: 'none' }];
  if (y.length >= 10) forms.push({ trend: true, season: 'none' });
  if (seasonality > 1 && seasonality <= LONGEST_SEASON && y.length >= 2 * seasonality + 3) {
    forms.push({ trend: false, season: 'additive' }, { trend: true, season: 'additive' });
    if (y.every((v) => !(v <= 0))) forms.push({ trend: false, season: 'multiplicative' }, { trend: true, season: 'multiplicative' });
  }
  return forms;
}

type Parameters = { readonly alpha: number; readonly beta: number; readonly gamma: number; readonly phi: number };
type EtsState = { level: number; slope: number; season: Float64Array; sse: number; count: number };
type EtsFit = { readonly form: EtsForm; readonly parameters: Parameters; readonly state: EtsState; readonly periods: number; readonly criterion: number };

function fitForm(y: Float64Array, form: EtsForm, seasonality: number): EtsFit {
  const start = initialState(y, form, seasonality);
  const dimensions = [0.2, ...(form.trend ? [0.1, 0.5] : []), ...(form.season === 'none' ? [] : [0.1])];
  const { x } = minimizeInBox((v) => filter(y, form, toParameters(v, form), start).sse, dimensions);
  const parameters = toParameters(x, form);
  const state = filter(y, form, parameters, start);
  const count = Math.max(1, state.count);
  const parametersCount = dimensions.length + 1 + (form.trend ? 1 : 0) + (form.season === 'none' ? 0 : seasonality - 1);
  const penalty = count - parametersCount - 1 > 0 ? (2 * parametersCount * count) / (count - parametersCount - 1) : Number.POSITIVE_INFINITY;
  const criterion = dimensions.length === 1 && penalty === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : count * Math.log(state.sse / count + 1e-12) + penalty;
  return { form, parameters, state, periods: y.length, criterion };
}

/** From the unit box to the usual region: β < α, γ < 1 - α, 0.8 ≤ φ ≤ 0.98. */
function toParameters(v: readonly number[], { trend, season }: EtsForm): Parameters {
  const alpha = 0.001 + 0.989 * v[0]!;
  const beta = trend ? alpha * v[1]! * 0.5 : 0;
  const phi = trend ? 0.8 + 0.18 * v[2]! : 0;
  const gamma = season === 'none' ? 0 : (1 - alpha) * v[trend ? 3 : 1]!;
  return { alpha, beta, gamma, phi };
}

function initialState(y: Float64Array, form: EtsForm, seasonality: number): EtsState {
  const filled = fillGaps(y);
  const season = form.season === 'none' ? new Float64Array(1).fill(0) : seasonalPattern(filled, seasonality, form.season).indices;
  const span = Math.min(filled.length, Math.max(4, form.season === 'none' ? 8 : seasonality));
  const level = filled.subarray(0, span).reduce((sum, v) => sum + v, 0) / span;
  return { level, slope: 0, season, sse: 0, count: 0 };
}

/** Runs the recursions over the series. The first season's errors count like all others; missing periods only move time on. */
function filter(y: Float64Array, form: EtsForm, { alpha, beta, gamma, phi }: Parameters, start: EtsState): EtsState {
  const season = Float64Array.from(start.season);
  const m = season.length;
  let { level, slope } = start;
  let sse = 0;
  let count = 0;
  for (let t = 0; t < y.length; t++) {
    const k = t % m;
    const base = level + phi * slope;
    const s = season[k]!;
    const fitted = form.season === 'multiplicative' ? base * s : base + s;
    const error = y[t]! - fitted;
    if (Number.isNaN(error)) {
      level = base;
      slope *= phi;
      continue;
    }
    sse += error * error;
    count += 1;
    const news = form.season === 'multiplicative' ? error / Math.max(s, 1e-6) : error;
    level = base + alpha * news;
    slope = phi * slope + beta * news;
    if (form.season === 'additive') season[k] = s + gamma * error;
    else if (form.season === 'multiplicative' && Math.abs(base) > 1e-9) season[k] = s + (gamma * error) / base;
  }
  return { level, slope, season, sse, count };
}

/** Point path and the standard deviation that the class-1 variance formulas give (a multiplicative season scales it). */
function project({ form, parameters, state, periods }: EtsFit, horizon: number): { mean: Float64Array; deviation: Float64Array } {
  const { alpha, beta, gamma, phi } = parameters;
  const m = state.season.length;
  const variance = state.sse / Math.max(1, state.count - 1);
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  let damped = 0;
  let spread = 1;
  for (let h = 0; h < horizon; h++) {
    damped += phi ** (h + 1);
    const base = state.level + damped * state.slope;
    const s = state.season[(periods + h) % m]!;
    mean[h] = form.season === 'multiplicative' ? base * s : base + s;
    deviation[h] = Math.sqrt(variance * spread);
    const coefficient = alpha + beta * damped + (form.season === 'additive' && (h + 1) % m === 0 ? gamma : 0);
    spread += coefficient * coefficient;
  }
  return { mean, deviation };
}
