import { ErrorCode, OrgId, RunId, RunParams, TrainingProgress } from '@almanac/data/contract';
import { z } from 'zod';

const Params = z.record(z.string(), z.union([z.string(), z.number()]));

/** What the worker tells the training process. */
export const ToChild = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('train'),
    databaseUrl: z.string(),
    run: z.object({ orgId: OrgId, runId: RunId, attempt: z.number(), params: RunParams, seed: z.number(), today: z.string() }),
  }),
  z.object({ type: z.literal('cancel') }),
]);
export type ToChild = z.output<typeof ToChild>;

/** What the training process tells the worker. `failed` without a code is our mistake or an accident, worth another try. */
export const FromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: TrainingProgress }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('succeeded') }),
  z.object({ type: z.literal('cancelled') }),
  z.object({ type: z.literal('failed'), code: z.optional(ErrorCode), params: Params, message: z.string() }),
]);
export type FromChild = z.output<typeof FromChild>;
