/** Remembers the best validation loss and says when there was no better one for `patience` checks. */
export type EarlyStopping = {
  /** @returns whether this is the best loss so far */
  readonly record: (validationLoss: number) => boolean;
  readonly shouldStop: () => boolean;
};

export function createEarlyStopping(patience: number): EarlyStopping {
  let best = Number.POSITIVE_INFINITY;
  let checksSince = 0;
  return {
    record: (validationLoss) => {
      const isBest = validationLoss < best;
      checksSince = isBest ? 0 : checksSince + 1;
      if (isBest) best = validationLoss;
      return isBest;
    },
    shouldStop: () => checksSince >= patience,
  };
}
