import { addPeriods } from '../series/calendar';
import { fillGaps } from '../series/history';
import type { Panel, PanelSeries } from '../series/panel';
import type { Level } from './hierarchy';

/**
 * The histories of a level's aggregates: sums over the members from the first period any of them has. Gaps in a member (unknown
 * demand) are bridged by straight lines before the sum; before its first period it adds nothing.
 * @throws RangeError when the series do not end at the same period
 */
export function aggregatePanel(panel: Panel, { keys, nodeOf }: Level): Panel {
  const end = endOf(panel);
  const longest = new Int32Array(keys.length);
  panel.series.forEach(({ y }, i) => {
    longest[nodeOf[i]!] = Math.max(longest[nodeOf[i]!]!, y.length);
  });
  const sums = Array.from(longest, (length) => new Float64Array(length));
  panel.series.forEach(({ y }, i) => {
    const filled = fillGaps(y);
    const sum = sums[nodeOf[i]!]!;
    const offset = sum.length - filled.length;
    for (let t = 0; t < filled.length; t++) if (!Number.isNaN(filled[t]!)) sum[offset + t]! += filled[t]!;
  });
  return {
    frequency: panel.frequency,
    seasonality: panel.seasonality,
    series: sums.map((y, node): PanelSeries => ({ id: keys[node]!, start: end === undefined ? 0 : addPeriods(end, -y.length, panel.frequency), y })),
  };
}

/** First day after the last period of all series. */
function endOf({ series, frequency }: Panel): number | undefined {
  let end: number | undefined;
  for (const { id, start, y } of series) {
    const own = addPeriods(start, y.length, frequency);
    if (end !== undefined && own !== end) throw new RangeError(`series ${id} does not end with the others`);
    end = own;
  }
  return end;
}
