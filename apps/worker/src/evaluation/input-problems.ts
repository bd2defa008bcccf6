/** Something in a file that its owner must mend. Line 1 is the header. */
export type InputProblem = { readonly line: number; readonly column: string; readonly message: string };

const MOST_SHOWN = 20;

/** What was asked cannot be evaluated; the message says what to change. */
export class EvaluationError extends Error {
  override readonly name: string = 'EvaluationError';
}

/** The file cannot be evaluated as it is; the message lists where and what to do. */
export class InputFileError extends EvaluationError {
  override readonly name = 'InputFileError';
  constructor(
    readonly file: string,
    readonly problems: readonly InputProblem[],
    total = problems.length,
  ) {
    const shown = problems.slice(0, MOST_SHOWN).map(({ line, column, message }) => `  line ${line}, column ${column}: ${message}`);
    const more = total > shown.length ? [`  … and ${total - shown.length} more`] : [];
    super([`${file} cannot be used:`, ...shown, ...more].join('\n'));
  }
}
