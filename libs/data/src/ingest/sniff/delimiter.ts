import type { FileFormat } from '../../contract/ingest';
import { parseSample } from '../read/csv-rows';

const candidates = ['\t', ';', '|', ','] as const;

/** The separator with which most lines of the sample have the same number of columns, and more than one. */
export function sniffDelimiter(sample: string, isCut: boolean): FileFormat['delimiter'] {
  let best: { delimiter: FileFormat['delimiter']; share: number; width: number } = { delimiter: ',', share: 0, width: 1 };
  for (const delimiter of candidates) {
    const widths = new Map<number, number>();
    const rows = parseSample(sample, delimiter, isCut).slice(0, 200);
    for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    for (const [width, count] of widths) {
      const share = count / rows.length;
      if (width > 1 && (share > best.share + 0.05 || (share > best.share - 0.05 && width > best.width))) best = { delimiter, share, width };
    }
  }
  return best.delimiter;
}
