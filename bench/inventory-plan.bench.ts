import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseIsoDate, planItem, type DemandForecast, type PlanInput } from '@almanac/models';
import { z } from 'zod';

export const name = 'inventory-plan';

type Row = { readonly subject: string; readonly seconds?: number; readonly note?: string };
const ITEMS = 50_000;
const PEER_ITEMS = 2000;
const TODAY = parseIsoDate('2026-06-01')!; // a Monday
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const Peer = z.object({ subject: z.string(), version: z.string(), seconds: z.number() });

/**
 * Seconds of processor time to plan 50,000 products at a location (reorder point, order, dates, risks with and without it) from weekly forecasts of 13 weeks,
 * and from daily ones of 56 days. Beside it stockpyl's (r,Q) heuristic for normal demand, which answers with r and Q alone.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const ours = [measure('weekly forecasts', 10_000, weekly), measure('weekly, fill rate', 5000, (i) => fillRate(weekly(i))), measure('daily forecasts', 5000, daily)];
  for (const { subject, seconds, note } of ours) log(`${subject}: ${seconds.toFixed(1)} s, ${note}`);
  const peer = await runPeer(log);
  const ratios: Record<string, number> = peer.seconds === undefined ? {} : { 'stockpyl / Almanac, weekly forecasts': peer.seconds / ours[0]!.seconds };
  return { name, rows: [...ours, peer], ratios };
}

/** Processor time, as the machine may have other work. */
function measure(subject: string, count: number, itemOf: (i: number) => PlanInput): Row & { seconds: number } {
  for (let i = 0; i < 500; i++) planItem(itemOf(i));
  const before = process.cpuUsage();
  let orders = 0;
  for (let i = 0; i < count; i++) if (planItem(itemOf(i)).kind === 'order') orders += 1;
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1e6) * (ITEMS / count);
  return { subject: `Almanac, ${subject}`, seconds, note: `50,000 items (from ${count}), ${((100 * orders) / count).toFixed(0)} % to be ordered` };
}

const noise = (i: number, k: number) => {
  const x = Math.sin(i * 127.1 + k * 311.7) * 43_758.5453;
  return x - Math.floor(x);
};

/** From one sale in ten weeks to a hundred a week, with a season and skewed quantiles. */
function forecastOf(i: number, frequency: 'week' | 'day', periods: number): DemandForecast {
  const level = 0.1 * Math.exp(7 * noise(i, 1)) * (frequency === 'day' ? 1 / 7 : 1);
  const season = Float64Array.from({ length: periods }, (_, h) => level * (1 + 0.3 * Math.sin(h / 5 + 6 * noise(i, 2))));
  return { start: TODAY, frequency, mean: season, quantiles: LEVELS.map((q) => season.map((m) => Math.max(0, m * (-1.6 * Math.log(1 - q) - 0.1) - 0.2))) };
}

function item(i: number, forecast: DemandForecast): PlanInput {
  const weekOfDemand = forecast.mean[0]! * (forecast.frequency === 'day' ? 7 : 1);
  return {
    today: TODAY,
    forecast,
    onHand: Math.round(weekOfDemand * 25 * noise(i, 3)),
    receipts: noise(i, 4) < 0.3 ? [{ day: TODAY + 6, quantity: Math.ceil(2 * weekOfDemand) }] : [],
    committed: [],
    leadTime: { meanDays: 5 + Math.round(40 * noise(i, 5)), sdDays: 3 },
    policy: { kind: 'reorder_up_to', measure: 'cycle', target: 0.95, reviewPeriodDays: 7 },
    packSize: 6,
    minimumOrder: 0,
    shelfLifeDays: null,
    unitCost: 5,
    unitPrice: 9,
    orderCost: 20,
    holdingRate: 0.25,
    lastSaleDay: TODAY - 3,
    stockedSince: TODAY - 400,
    lastOrderDay: null,
    deadAfterDays: 180,
    excessAfterDays: 120,
    isDiscontinued: false,
  };
}

const weekly = (i: number) => item(i, forecastOf(i, 'week', 13));
const daily = (i: number) => item(i, forecastOf(i, 'day', 56));
const fillRate = (input: PlanInput): PlanInput => ({ ...input, policy: { ...input.policy, measure: 'fill' } });

async function runPeer(log: (line: string) => void): Promise<Row> {
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) return { subject: 'stockpyl', note: 'skipped: ALMANAC_BENCH_PYTHON is not set' };
  try {
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'inventory-plan-peers.py'), String(PEER_ITEMS)]);
    const { subject, version, seconds } = Peer.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
    const scaled = (seconds * ITEMS) / PEER_ITEMS;
    log(`${subject}: ${scaled.toFixed(1)} s`);
    return { subject, seconds: scaled, note: `version ${version}, 50,000 items (from ${PEER_ITEMS}), r and Q only` };
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').pop() : String(error);
    return { subject: 'stockpyl', note: `skipped: ${reason}` };
  }
}
