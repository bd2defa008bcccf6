import type { Clock } from '../platform/clock';

export interface Allowance {
  readonly isAllowed: boolean;
  readonly limit: number;
  /** requests left at once */
  readonly remaining: number;
  /** seconds until one more is allowed; 0 while there are some */
  readonly retryAfter: number;
}

interface RateLimit {
  take(key: string, perMinute: number): Allowance;
}

/** Forgotten tokens would pile up otherwise; a bucket this old is full anyway. */
const MOST_BUCKETS = 10_000;

/**
 * A bucket for each token, filled evenly over a minute and holding what a minute allows. It lives in the process: each worker that answers
 * requests counts for itself.
 */
export function createRateLimit(clock: Clock): RateLimit {
  const buckets = new Map<string, { level: number; at: number }>();
  return {
    take(key, perMinute) {
      const now = clock.now().getTime();
      const bucket = buckets.get(key) ?? { level: perMinute, at: now };
      const level = Math.min(perMinute, bucket.level + (Math.max(0, now - bucket.at) * perMinute) / 60_000);
      const isAllowed = level >= 1;
      const left = isAllowed ? level - 1 : level;
      buckets.delete(key);
      buckets.set(key, { level: left, at: now });
      if (buckets.size > MOST_BUCKETS) buckets.delete(buckets.keys().next().value!);
      return { isAllowed, limit: perMinute, remaining: Math.floor(left), retryAfter: isAllowed ? 0 : Math.ceil(((1 - left) * 60) / perMinute) };
    },
  };
}
