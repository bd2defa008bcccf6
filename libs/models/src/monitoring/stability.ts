import type { FeatureColumn, FeatureTable } from '../churn/feature-table';

/** How far a feature moved: below 0.1 hardly, up to 0.25 somewhat, above much (the usual reading of the index). */
export type Drift = { readonly feature: string; readonly index: number; readonly level: 'stable' | 'moderate' | 'shifted' };

const BINS = 10;
const LEAST_SHARE = 1e-4;

/**
 * Population stability index Σ (q - p) ln(q / p) between the shares p before and q after, over tenths of the values before, or categories; missing is a
 * bin of its own. Shares are kept at 0.0001 or more.
 */
export function populationStability(before: FeatureColumn, after: FeatureColumn): number {
  const cut = cutter(before);
  const [p, q] = [shares(before, cut), shares(after, cut)];
  let index = 0;
  for (const bin of new Set([...p.keys(), ...q.keys()])) {
    const [was, is] = [Math.max(LEAST_SHARE, p.get(bin) ?? 0), Math.max(LEAST_SHARE, q.get(bin) ?? 0)];
    index += (is - was) * Math.log(is / was);
  }
  return index;
}

/** The index of every feature both tables have, the most moved first. */
export function featureDrift(before: FeatureTable, after: FeatureTable): Drift[] {
  return before.names
    .flatMap((feature, c): Drift[] => {
      const other = after.columns[after.names.indexOf(feature)];
      if (!other || other.kind !== before.columns[c]!.kind) return [];
      const index = populationStability(before.columns[c]!, other);
      return [{ feature, index, level: index < 0.1 ? 'stable' : index < 0.25 ? 'moderate' : 'shifted' }];
    })
    .sort((a, b) => b.index - a.index);
}

type Cut = (column: FeatureColumn, row: number) => string;

function cutter(before: FeatureColumn): Cut {
  if (before.kind === 'categorical') return (column, row) => (column.kind === 'categorical' ? (column.levels[column.codes[row]!] ?? '') : '');
  const sorted = before.values.filter((value) => !Number.isNaN(value)).sort();
  const edges = [...new Set(Array.from({ length: BINS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / BINS)] ?? 0))];
  return (column, row) => {
    const value = column.kind === 'numeric' ? column.values[row]! : Number.NaN;
    return Number.isNaN(value) ? '' : String(edges.filter((edge) => value >= edge).length);
  };
}

function shares(column: FeatureColumn, cut: Cut): Map<string, number> {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const bin = cut(column, row);
    counts.set(bin, (counts.get(bin) ?? 0) + 1 / rows);
  }
  return counts;
}
