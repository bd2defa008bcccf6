import { OneRun, StartTraining, TrainingSchedule } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { getSchedule, setSchedule } from './schedule';
import { serveNewestRun, serveRun } from './serving';
import { cancelRun, getTrainingRun, listTrainingRuns, retryRun, startAllTraining, startTraining } from './service';
import { watchRun } from './watch';

export const trainingRouter = router({
  list: procedureFor('viewer').query(({ ctx }) => listTrainingRuns(ctx)),
  get: procedureFor('viewer')
    .input(OneRun)
    .query(({ ctx, input }) => getTrainingRun(ctx, input)),
  watch: procedureFor('viewer')
    .input(OneRun)
    .subscription(({ ctx, input, signal }) => watchRun(ctx, input, signal)),
  start: procedureFor('planner', 'marketer')
    .input(StartTraining)
    .mutation(({ ctx, input }) => startTraining(ctx, input)),
  startAll: procedureFor('planner', 'marketer').mutation(({ ctx }) => startAllTraining(ctx)),
  cancel: procedureFor('planner', 'marketer')
    .input(OneRun)
    .mutation(({ ctx, input }) => cancelRun(ctx, input)),
  retry: procedureFor('planner', 'marketer')
    .input(OneRun)
    .mutation(({ ctx, input }) => retryRun(ctx, input)),
  serve: procedureFor('planner', 'marketer')
    .input(OneRun)
    .mutation(({ ctx, input }) => serveRun(ctx, input)),
  serveNewest: procedureFor('planner', 'marketer')
    .input(OneRun)
    .mutation(({ ctx, input }) => serveNewestRun(ctx, input)),
  schedule: procedureFor('viewer').query(({ ctx }) => getSchedule(ctx)),
  setSchedule: procedureFor('planner', 'marketer')
    .input(TrainingSchedule)
    .mutation(({ ctx, input }) => setSchedule(ctx, input)),
});
