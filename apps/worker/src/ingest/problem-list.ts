import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ingest } from '@almanac/data';
import type { RowProblem } from '@almanac/data/contract';
import type { FileStore } from '../platform/files';

/** Kept in the database for the page; the rest is in the file. */
const SHOWN = 1_000;

/** Problems of one check: the first ones kept, all of them streamed to a CSV in the file store. */
export class ProblemList implements ingest.ProblemSink {
  readonly first: RowProblem[] = [];
  count = 0;
  private waiting = '\ufeffline,column,code,value\n'; // Excel takes a file for UTF-8 only with the mark
  private readonly stream = new PassThrough();
  private readonly written: Promise<unknown>;

  constructor(
    files: FileStore,
    readonly key: string,
  ) {
    this.written = files.write(key, this.stream);
    this.written.catch((error: Error) => this.stream.destroy(error));
  }

  add(problem: RowProblem): void {
    this.count++;
    if (this.first.length < SHOWN) this.first.push(problem);
    this.waiting += `${problem.line},${csvCell(problem.column)},${problem.code},${csvCell(problem.value)}\n`;
  }

  async flush(): Promise<void> {
    if (this.waiting === '') return;
    const text = this.waiting;
    this.waiting = '';
    if (!this.stream.write(text)) await Promise.race([once(this.stream, 'drain'), this.written]); // a disk that is full drains nothing
  }

  /** Ends the file. */
  async close(): Promise<void> {
    await this.flush();
    this.stream.end();
    await this.written;
  }

  /** Leaves no half-written list behind. */
  async abort(): Promise<void> {
    this.stream.destroy(new Error('the check was given up'));
    await this.written.catch(() => undefined);
  }
}

/** A cell that a spreadsheet shows as text: what could start a formula gets an apostrophe. */
export function csvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
