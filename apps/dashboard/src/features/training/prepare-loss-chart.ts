import type { TimeChartModel } from '@almanac/ui';

type Epoch = { readonly epoch: number; readonly loss: number | null; readonly validationLoss: number | null };

/** Loss by epoch, on the periods trained on and on those held back. */
export function prepareLossChart(history: readonly Epoch[], names: { readonly training: string; readonly validation: string }): TimeChartModel {
  return {
    positions: history.map(({ epoch }) => String(epoch)),
    lines: [
      { id: 'training', name: names.training, color: 'muted', values: history.map(({ loss }) => loss) },
      { id: 'validation', name: names.validation, color: 'forecast', values: history.map(({ validationLoss }) => validationLoss) },
    ],
  };
}
