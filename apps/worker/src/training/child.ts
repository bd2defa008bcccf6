import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connect } from '@almanac/data';
import { DomainError } from '@almanac/data/contract';
import { ForecastCancelled } from '@almanac/models';
import { runInBackground } from '../platform/background';
import { loadTensorflow } from '../platform/tensorflow';
import { trainRun, type TrainingRunTask } from './capabilities';
import { ToChild, type FromChild } from './messages';
import { createProgressReporter } from './progress';

/** The training process: one run, then the end. Whatever happens to it happens to that run alone. */
let isCancelled = false;
runInBackground();
process.on('disconnect', () => process.exit(1)); // the worker is gone; another one starts the run anew
process.on('message', (raw) => {
  const message = ToChild.parse(raw);
  if (message.type === 'cancel') isCancelled = true;
  else void train(message.databaseUrl, message.run);
});

const tell = (message: FromChild) => new Promise<void>((done) => process.send?.(message, () => done()));

async function train(databaseUrl: string, run: TrainingRunTask): Promise<void> {
  const database = connect(databaseUrl, { max: 2 });
  try {
    const tensorflow = await loadTensorflow();
    if (tensorflow.warning) await tell({ type: 'warning', message: tensorflow.warning });
    const reporter = createProgressReporter((progress) => void tell({ type: 'progress', progress }), () => performance.now());
    await trainRun(database, tensorflow, run, {
      onStage: reporter.stage,
      onProgress: async (progress) => {
        reporter.model(progress);
        await nextTurn(); // lets a cancel or the worker's end be noticed
      },
      isCancelled: () => isCancelled,
    });
    await tell({ type: 'succeeded' });
  } catch (error) {
    await tell(failureOf(error));
  } finally {
    await database.close().catch(() => undefined);
  }
  process.exit(0);
}

function failureOf(error: unknown): FromChild {
  if (error instanceof ForecastCancelled) return { type: 'cancelled' };
  if (error instanceof DomainError) return { type: 'failed', code: error.code, params: error.params, message: error.message };
  return { type: 'failed', params: {}, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
