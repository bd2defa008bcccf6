import { addPeriods, parseIsoDate, type Panel } from '@almanac/models';

export const [WEEKS, HORIZON] = [130, 13];
const START = parseIsoDate('2024-01-01')!; // a Monday
/** Locations each product is sold at. */
export const LOCATIONS = 3;
const CATEGORY_SIZE = 50;

/**
 * Weekly demand with level, trend, yearly season and noise from hashes of the indices: the same panel on every machine, without a
 * generator's state. A quarter of the series sell less than once a week; products begin at different times.
 */
export function simulatePanel(seriesCount: number): Panel {
  const noise = (i: number, t: number) => {
    const x = Math.sin(i * 127.1 + t * 311.7) * 43_758.5453;
    return x - Math.floor(x);
  };
  const series = Array.from({ length: seriesCount }, (_, i) => {
    const level = i % 4 === 0 ? 0.1 + noise(i, -1) : 5 * Math.exp(3 * noise(i, -1));
    const missing = i % 5 === 0 ? Math.floor(90 * noise(i, -4)) : 0;
    const y = Float64Array.from({ length: WEEKS - missing }, (_week, k) => {
      const t = k + missing;
      const season = 1 + 0.4 * Math.sin((2 * Math.PI * (t + 52 * noise(i, -2))) / 52);
      return Math.round(level * season * (1 + 0.003 * t * (noise(i, -3) - 0.5)) * (level < 2 ? 2 * noise(i, t) : 0.5 + noise(i, t)));
    });
    return { id: `s${i}`, start: addPeriods(START, missing, 'week'), y, category: categoryOf(i) };
  });
  return { frequency: 'week', series };
}

/** How the series add up, as in the product. */
export function groupingsOf(panel: Panel) {
  const keys = (key: (i: number) => string) => panel.series.map((_, i) => key(i));
  return [
    { level: 'total', keys: keys(() => '') },
    { level: 'category', keys: keys(categoryOf) },
    { level: 'location', keys: keys((i) => String(i % LOCATIONS)) },
    { level: 'category_location', keys: keys((i) => `${i % LOCATIONS}/${categoryOf(i)}`) },
    { level: 'product', keys: keys((i) => String(Math.floor(i / LOCATIONS))) },
  ];
}

function categoryOf(i: number): string {
  return `c${Math.floor(i / (LOCATIONS * CATEGORY_SIZE))}`;
}
