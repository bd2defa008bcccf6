import type { ChurnThresholdPoint } from '@almanac/data/contract';

export type CurveKind = 'roc' | 'pr' | 'gain' | 'lift';
type Point = { readonly x: number; readonly y: number; readonly threshold: number };

const MOST_POINTS = 24;

const coordinates: Record<CurveKind, (point: ChurnThresholdPoint) => { readonly x: number; readonly y: number }> = {
  roc: ({ falsePositiveRate, recall }) => ({ x: falsePositiveRate, y: recall }),
  pr: ({ recall, precision }) => ({ x: recall, y: precision }),
  gain: ({ contactShare, recall }) => ({ x: contactShare, y: recall }),
  lift: ({ contactShare, lift }) => ({ x: contactShare, y: lift }),
};

/** A curve by falling threshold, thinned to what can be told apart, the line in force always among its points. */
export function prepareModelCurve(points: readonly ChurnThresholdPoint[], chosen: number, kind: CurveKind): { readonly curve: readonly Point[]; readonly chosen: number } {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  const kept = points.flatMap((point, k) => (k % step === 0 || k === points.length - 1 || k === chosen ? [{ k, threshold: point.threshold, ...coordinates[kind](point) }] : []));
  return { curve: kept.map(({ x, y, threshold }) => ({ x, y, threshold })), chosen: kept.findIndex(({ k }) => k === chosen) };
}
