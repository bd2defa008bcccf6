import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addPeriods, formatIsoDate, QUANTILE_LEVELS } from '@almanac/models';
import type { EvaluatedOrigin } from './evaluate-forecast';

/** Writes `unique_id,ds,cutoff,model,mean,q0.1,…,q0.9`, one row per series, origin, model and step. The cutoff is the last date seen. */
export async function writePredictions(path: string, origins: readonly EvaluatedOrigin[]): Promise<void> {
  await pipeline(Readable.from(predictionLines(origins)), createWriteStream(path));
}

function* predictionLines(origins: readonly EvaluatedOrigin[]): Generator<string> {
  yield `unique_id,ds,cutoff,model,mean,${QUANTILE_LEVELS.map((level) => `q${level}`).join(',')}\n`;
  for (const { panel, blocks } of origins) {
    for (const [model, { horizon, mean, quantiles }] of blocks) {
      for (const [i, { id, start, y }] of panel.series.entries()) {
        const cutoff = formatIsoDate(addPeriods(start, y.length - 1, panel.frequency));
        for (let h = 0; h < horizon; h++) {
          const k = i * horizon + h;
          const row = quantiles.subarray(k * QUANTILE_LEVELS.length, (k + 1) * QUANTILE_LEVELS.length);
          const ds = formatIsoDate(addPeriods(start, y.length + h, panel.frequency));
          yield `${quote(id)},${ds},${cutoff},${model},${number(mean[k]!)},${Array.from(row, number).join(',')}\n`;
        }
      }
    }
  }
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function number(value: number): string {
  return String(Number(value.toPrecision(8)));
}
