import type { TrainingProgress } from '@almanac/data/contract';
import type { MethodProgress } from '../platform/training-task';

const REPORT_EVERY_MS = 500;

/** Turns the models' many reports into a few, each with the losses of the present fit so far. */
export function createProgressReporter(send: (progress: TrainingProgress) => void, clock: () => number) {
  let current: TrainingProgress = { stage: 'prepare', fraction: 0, method: null, epoch: 0, epochs: 0, loss: null, validationLoss: null, etaSeconds: null, history: [] };
  let sentAt = Number.NEGATIVE_INFINITY;
  const begin = clock();
  const report = (next: TrainingProgress) => {
    const isNewStage = next.stage !== current.stage || next.method !== current.method;
    const isFitOver = next.epochs > 0 && next.epoch === next.epochs;
    current = next;
    if (!isNewStage && !isFitOver && clock() - sentAt < REPORT_EVERY_MS) return;
    sentAt = clock();
    send(next);
  };
  return {
    stage(stage: 'prepare' | 'save') {
      const fraction = stage === 'save' ? 1 : 0;
      sentAt = Number.NEGATIVE_INFINITY;
      report({ ...current, stage, fraction, method: null, etaSeconds: null });
    },
    model({ stage, method, fraction, epoch, epochs, loss, validationLoss, etaMs }: MethodProgress) {
      const name = stage === 'final' ? 'train' : stage;
      const share = Math.min(1, Math.max(current.fraction, fraction)); // a method's refits start over; a bar must not
      const leftMs = etaMs ?? ((clock() - begin) * (1 - share)) / share;
      const common = { stage: name, fraction: share, method, etaSeconds: Number.isFinite(leftMs) ? Math.round(leftMs / 1000) : null } as const;
      if (epoch === undefined) return report({ ...current, ...common });
      const isSameFit = current.stage === name && current.method === method && current.history.length > 0;
      const point = { epoch, loss: finite(loss), validationLoss: finite(validationLoss) };
      const history = [...(isSameFit ? current.history.filter((earlier) => earlier.epoch < epoch) : []), point];
      report({ ...common, epoch, epochs: epochs ?? 0, loss: point.loss, validationLoss: point.validationLoss, history });
    },
  };
}

const finite = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value);
