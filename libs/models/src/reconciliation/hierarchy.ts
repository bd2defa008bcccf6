/** A way to add series up: the name of the level, and for every series the key of the aggregate it belongs to. */
export type Grouping = { readonly level: string; readonly keys: readonly string[] };

/** The aggregates of one level; every series is a member of exactly one. */
export type Level = {
  readonly name: string;
  /** one per aggregate, in order of first appearance */
  readonly keys: readonly string[];
  /** [series] index of its aggregate */
  readonly nodeOf: Int32Array;
  /** [aggregate] number of member series */
  readonly sizes: Int32Array;
};

/** @throws RangeError when a grouping does not name every series */
export function buildLevels(groupings: readonly Grouping[], seriesCount: number): Level[] {
  return groupings.map(({ level, keys }) => {
    if (keys.length !== seriesCount) throw new RangeError(`level ${level}: ${keys.length} keys for ${seriesCount} series`);
    const indexOf = new Map<string, number>();
    const nodeOf = Int32Array.from(keys, (key) => {
      const index = indexOf.get(key) ?? indexOf.size;
      indexOf.set(key, index);
      return index;
    });
    const sizes = new Int32Array(indexOf.size);
    for (const node of nodeOf) sizes[node]! += 1;
    return { name: level, keys: [...indexOf.keys()], nodeOf, sizes };
  });
}

/**
 * The levels that say something of their own: not the series themselves, and not the same partition as a level before. The same
 * evidence twice would weigh double.
 */
export function distinctLevels(levels: readonly Level[]): Level[] {
  const seen: Level[] = [];
  for (const level of levels) {
    const isSeries = level.keys.length === level.nodeOf.length;
    const isRepeated = seen.some((other) => other.keys.length === level.keys.length && other.nodeOf.every((node, i) => node === level.nodeOf[i]));
    if (!isSeries && !isRepeated) seen.push(level);
  }
  return seen;
}

/**
 * Sums rows of series into rows of aggregates.
 * @param values [series × width] row-major
 * @returns [aggregate × width]
 */
export function sumByNode({ nodeOf, keys }: Level, values: ArrayLike<number>, width: number): Float64Array {
  const sums = new Float64Array(keys.length * width);
  nodeOf.forEach((node, i) => {
    for (let k = 0; k < width; k++) sums[node * width + k]! += values[i * width + k]!;
  });
  return sums;
}
