import { describe, expect, it } from 'vitest';
import type { Panel, PanelSeries } from '../../series/panel';
import { seededRandom } from '../../training/random';
import { gbdt } from './gbdt-method';
import { featureLayout, originScale, writeOriginFeatures, writeStepFeatures } from './tree-features';
import { prepareTreePanel } from './tree-panel';

const HORIZON = 14;
const PERIODS = 120;
const random = seededRandom(2);
/** Weekly wave; twice the demand in promotions, which are known in advance. */
const series = Array.from({ length: 12 }, (_, i): PanelSeries => {
  const promotion = Float64Array.from({ length: PERIODS + HORIZON }, (_, t) => ((t + 7 * i) % 23 < 3 ? 1 : 0));
  const y = Float64Array.from({ length: PERIODS }, (_, t) => (5 + i) * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 7)) * (1 + promotion[t]!) * (1 + 0.1 * random.normal()));
  return { id: `s${i}`, start: 19_000, category: i % 2 === 0 ? 'a' : 'b', y, known: [promotion] };
});
const panel: Panel = { frequency: 'day', series, knownNames: ['promotion'] };
const fit = (on: Panel, holdout = 0, seed = 1) => gbdt.fit(on, { horizon: HORIZON, holdout, effort: 'quick', seed, report: async () => undefined });

describe('gbdt', () => {
  it('knows a promotion ahead, and the day of the week', async () => {
    const { mean, quantiles } = await (await fit(panel)).forecast(0);
    let absolute = 0;
    let demand = 0;
    series.forEach(({ known }, i) => {
      for (let h = 0; h < HORIZON; h++) {
        const expected = (5 + i) * (1 + 0.4 * Math.sin((2 * Math.PI * (PERIODS + h)) / 7)) * (1 + known![0]![PERIODS + h]!);
        absolute += Math.abs(mean[i * HORIZON + h]! - expected);
        demand += expected;
      }
    });
    expect(absolute / demand).toBeLessThan(0.13);
    expect(quantiles.every((v, k) => Number.isFinite(v) && v >= 0 && (k % 9 === 0 || v >= quantiles[k - 1]!))).toBe(true);
  });

  it('looks at nothing past the cutoff, neither in fitting nor in forecasting', async () => {
    const tampered = { ...panel, series: series.map((s) => ({ ...s, y: s.y.map((v, t) => (t >= PERIODS - HORIZON ? 1e6 : v)) })) };
    const [clean, dirty] = [await fit(panel, HORIZON), await fit(tampered, HORIZON)];
    expect([...(await dirty.forecast(HORIZON)).quantiles]).toEqual([...(await clean.forecast(HORIZON)).quantiles]);
  });

  it('repeats itself, and scales with the unit of demand', async () => {
    const { mean } = await (await fit(panel)).forecast(0);
    expect([...(await (await fit(panel)).forecast(0)).mean]).toEqual([...mean]);
    const inPence = { ...panel, series: series.map((s) => ({ ...s, y: s.y.map((v) => 100 * v) })) };
    (await (await fit(inPence)).forecast(0)).mean.forEach((v, k) => expect(Math.abs(v / 100 - mean[k]!)).toBeLessThan(0.05 * mean[k]! + 0.01));
  });

  it.each([0, 1, 5, 9])('answers a panel of one series with %i periods', async (periods) => {
    const one: Panel = { frequency: 'day', series: [{ id: 'a', start: 0, y: Float64Array.from({ length: periods }, (_, t) => t % 3) }] };
    expect((await (await fit(one)).forecast(0)).mean.every(Number.isFinite)).toBe(true);
  });

  it('reads demand that is unknown as missing, never as zero', () => {
    const y = Float64Array.from({ length: 40 }, (_, t) => (t === 38 ? Number.NaN : 10));
    const prepared = prepareTreePanel({ frequency: 'day', series: [{ id: 'a', start: 0, y }] }, 2, 0);
    const origin = { series: 0, cutoff: 40 };
    const layout = featureLayout(prepared);
    const row = new Float32Array(layout.size);
    const scale = originScale(prepared, origin);
    writeOriginFeatures(prepared, origin, scale, row);
    writeStepFeatures(prepared, origin, scale, 0, row, layout.perOrigin);
    expect(scale).toBe(10);
    const [yesterday, dayBefore] = row.subarray(16, 18); // after 4 figures of the origin and 3 for each of 4 windows
    expect(yesterday).toBe(1);
    expect(dayBefore).toBeNaN();
    expect(row[5]).toBe(0); // the share of zeros of the first window
  });
});
