import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';
import { EvaluationError, InputFileError, type InputProblem } from './input-problems';

const MOST_KEPT = 1000;

/** Gathers what is wrong with a file, to say all of it at once. */
export function createProblemList(path: string) {
  const kept: InputProblem[] = [];
  let total = 0;
  return {
    add: (problem: InputProblem) => {
      total += 1;
      if (kept.length < MOST_KEPT) kept.push(problem);
    },
    throwIfAny: () => {
      if (total > 0) throw new InputFileError(path, kept.sort((a, b) => a.line - b.line), total);
    },
  };
}

/** Reads a CSV row by row, gzip when the name ends in .gz. What `onRow` throws ends the reading. */
export function streamCsv(path: string, onRow: (cells: readonly string[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const file = createReadStream(path);
    const unreadable = (error: Error) => reject(new EvaluationError(`${path} cannot be read: ${error.message}`));
    const plain = path.endsWith('.gz') ? file.on('error', unreadable).pipe(createGunzip()) : file;
    plain.on('error', unreadable);
    plain.setEncoding('utf8');
    Papa.parse<string[]>(plain, {
      skipEmptyLines: false,
      step: ({ data }, parser) => {
        try {
          onRow(data);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          parser.abort();
        }
      },
      complete: () => resolve(),
      error: unreadable,
    });
  });
}

/** A cell short enough for a message. */
export function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
