import { ApplyImport, CheckImport, ImportKey, ListImports, PreviewImport } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { applyImport, checkImport, discardImport, getImport, listImports, previewImport, undoImport } from './service';

export const ingestRouter = router({
  list: procedureFor('viewer')
    .input(ListImports)
    .query(({ ctx, input }) => listImports(ctx, input)),
  get: procedureFor('viewer')
    .input(ImportKey)
    .query(({ ctx, input }) => getImport(ctx, input)),
  preview: procedureFor('viewer')
    .input(PreviewImport)
    .query(({ ctx, input }) => previewImport(ctx, input)),
  check: procedureFor('planner')
    .input(CheckImport)
    .mutation(({ ctx, input }) => checkImport(ctx, input)),
  /** Writes the lines; tRPC keeps the name `apply` for itself. */
  accept: procedureFor('planner')
    .input(ApplyImport)
    .mutation(({ ctx, input }) => applyImport(ctx, input)),
  undo: procedureFor('planner')
    .input(ImportKey)
    .mutation(({ ctx, input }) => undoImport(ctx, input)),
  discard: procedureFor('planner')
    .input(ImportKey)
    .mutation(({ ctx, input }) => discardImport(ctx, input)),
});
