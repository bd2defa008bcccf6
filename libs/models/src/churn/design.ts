import { alignTable, type FeatureColumn, type FeatureTable } from './feature-table';

/**
 * How a table becomes columns of numbers for a linear model: numbers on a log scale where they are skewed, standardized, bent by restricted
 * cubic splines; a column for each category; a column for what is missing.
 */
export type Design = {
  readonly width: number;
  readonly names: readonly string[];
  readonly like: readonly FeatureColumn[];
  /** by feature, the terms it has */
  readonly terms: readonly (readonly Term[])[];
};

type Term =
  | { readonly kind: 'number'; readonly isLog: boolean; readonly fill: number; readonly knots: readonly number[]; readonly degree: number; readonly mean: number; readonly scale: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'equals'; readonly value: number }
  | { readonly kind: 'level'; readonly code: number }
  | { readonly kind: 'other'; readonly kept: ReadonlySet<number> };

/** Rows of a design, their non-zero entries one after the other: those of row r are at `start[r]` … `start[r + 1] - 1`. */
export type DesignMatrix = { readonly rows: number; readonly width: number; readonly start: Int32Array; readonly column: Int32Array; readonly value: Float64Array };

export type DesignKind = 'linear' | 'spline';

/** Categories rarer than this share one column. */
const LEAST_ROWS = 8;
const MOST_LEVELS = 40;
/** Numbers with at most so many different values get a column for each besides. */
const FEW_VALUES = 6;
const SKEWED = 1;
/** Harrell (2015, section 2.4.6): five knots at these quantiles. */
const KNOTS = [0.05, 0.275, 0.5, 0.725, 0.95];

/** Learns a design from the rows of a table. */
export function fitDesign({ names, columns, rows }: FeatureTable, kind: DesignKind): Design {
  const terms = columns.map((column) => (column.kind === 'numeric' ? numberTerms(column.values, kind) : levelTerms(column.codes, column.levels.length, rows)));
  return { names, like: columns, terms, width: terms.reduce((sum, list) => sum + list.length, 0) };
}

function levelTerms(codes: Int32Array, levels: number, rows: number): Term[] {
  const counts = new Int32Array(levels);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing += 1;
    else counts[code]! += 1;
  }
  const frequent = Array.from(counts.keys()).filter((code) => counts[code]! >= LEAST_ROWS).sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, MOST_LEVELS);
  const kept = frequent.reduce((sum, code) => sum + counts[code]!, 0);
  const terms: Term[] = frequent.map((code) => ({ kind: 'level', code }));
  if (missing > 0) terms.push({ kind: 'missing' });
  if (rows - kept - missing > 0) terms.push({ kind: 'other', kept: new Set(frequent) });
  return terms.length === 2 && terms[1]!.kind === 'level' ? terms.slice(0, 1) : terms; // of two categories one column says all
}

function numberTerms(values: Float64Array, kind: DesignKind): Term[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const terms: Term[] = [];
  const distinct = new Set(known);
  if (distinct.size > 1) {
    const isLog = known[0]! >= 0 && skewness(known) > SKEWED && distinct.size > 2;
    const scaled = isLog ? known.map(Math.log1p) : known;
    const fill = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
    const knots = kind === 'spline' && distinct.size > FEW_VALUES ? [...new Set(KNOTS.map((q) => scaled[Math.floor(q * (scaled.length - 1))]!))] : [];
    const degrees = knots.length > 2 ? knots.length - 1 : 1;
    for (let degree = 0; degree < degrees; degree++) terms.push(standardized({ kind: 'number', isLog, fill, knots: knots.length > 2 ? knots : [], degree, mean: 0, scale: 1 }, scaled));
    if (distinct.size > 2 && distinct.size <= FEW_VALUES) for (const value of distinct) terms.push({ kind: 'equals', value });
  }
  if (known.length < values.length && known.length > 0) terms.push({ kind: 'missing' });
  return terms;
}

function standardized(term: Extract<Term, { kind: 'number' }>, scaled: Float64Array): Term {
  const bent = scaled.map((value) => bend(value, term));
  const mean = bent.reduce((sum, value) => sum + value, 0) / bent.length;
  const scale = Math.sqrt(bent.reduce((sum, value) => sum + (value - mean) ** 2, 0) / bent.length);
  return { ...term, mean, scale: scale > 0 ? scale : 1 };
}

/** Degree 0 is the number itself; degree j ≥ 1 the j-th basis function of the restricted cubic spline, linear beyond the outer knots. */
function bend(x: number, { knots, degree }: { readonly knots: readonly number[]; readonly degree: number }): number {
  if (degree === 0) return x;
  const last = knots[knots.length - 1]!;
  const beforeLast = knots[knots.length - 2]!;
  const knot = knots[degree - 1]!;
  if (x <= knot) return 0;
  const [span, whole] = [last - beforeLast, last - knots[0]!];
  return (cube(x - knot) - (cube(x - beforeLast) * (last - knot)) / span + (cube(x - last) * (beforeLast - knot)) / span) / (whole * whole);
}

function cube(x: number): number {
  return x > 0 ? x * x * x : 0;
}

function skewness(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [second, third] = [0, 0];
  for (const value of values) {
    second += (value - mean) ** 2;
    third += (value - mean) ** 3;
  }
  second /= values.length;
  return second > 0 ? third / values.length / second ** 1.5 : 0;
}

/** Cuts the rows of a table, which may lack columns and have new categories, into the columns of a design. */
export function applyDesign({ names, like, terms, width }: Design, table: FeatureTable): DesignMatrix {
  const columns = alignTable(table, names, like);
  const cells = terms.flatMap((list, feature) => list.map((term) => Float64Array.from({ length: table.rows }, (_, row) => cellOf(term, columns[feature]!, row))));
  const start = new Int32Array(table.rows + 1);
  for (let row = 0; row < table.rows; row++) {
    let filled = 0;
    for (const values of cells) if (values[row] !== 0) filled += 1;
    start[row + 1] = start[row]! + filled;
  }
  const [column, value] = [new Int32Array(start[table.rows]!), new Float64Array(start[table.rows]!)];
  for (let row = 0, at = 0; row < table.rows; row++) {
    for (let c = 0; c < width; c++) {
      const cell = cells[c]![row]!;
      if (cell === 0) continue;
      column[at] = c;
      value[at++] = cell;
    }
  }
  return { rows: table.rows, width, start, column, value };
}

function cellOf(term: Term, column: FeatureColumn, row: number): number {
  if (column.kind === 'categorical') {
    const code = column.codes[row]!;
    switch (term.kind) {
      case 'level':
        return code === term.code ? 1 : 0;
      case 'missing':
        return code < 0 ? 1 : 0;
      case 'other':
        return code >= 0 && !term.kept.has(code) ? 1 : 0;
      default:
        return 0;
    }
  }
  const value = column.values[row]!;
  switch (term.kind) {
    case 'missing':
      return Number.isNaN(value) ? 1 : 0;
    case 'equals':
      return value === term.value ? 1 : 0;
    case 'number': {
      const scaled = Number.isNaN(value) ? term.fill : term.isLog ? Math.log1p(Math.max(0, value)) : value;
      return (bend(scaled, term) - term.mean) / term.scale;
    }
    default:
      return 0;
  }
}

/** Some rows of a matrix, in the order given. */
export function selectMatrix({ width, start, column, value }: DesignMatrix, rows: Int32Array): DesignMatrix {
  const newStart = new Int32Array(rows.length + 1);
  rows.forEach((row, k) => (newStart[k + 1] = newStart[k]! + start[row + 1]! - start[row]!));
  const [newColumn, newValue] = [new Int32Array(newStart[rows.length]!), new Float64Array(newStart[rows.length]!)];
  rows.forEach((row, k) => {
    newColumn.set(column.subarray(start[row]!, start[row + 1]!), newStart[k]!);
    newValue.set(value.subarray(start[row]!, start[row + 1]!), newStart[k]!);
  });
  return { rows: rows.length, width, start: newStart, column: newColumn, value: newValue };
}
