/** Into how many parts a horizon is cut for weights and interval widths: near and far periods ahead err differently. */
export function bucketsOf(horizon: number): number {
  return horizon >= 12 ? 3 : horizon >= 4 ? 2 : 1;
}

/** The part, from 0, that the period `step` (from 0) ahead belongs to. */
export function bucketOf(step: number, horizon: number, buckets: number): number {
  return Math.floor((step * buckets) / horizon);
}
