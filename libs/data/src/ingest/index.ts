export { applyStaged } from './apply/index';
export { holdCompany, type ImportScope } from './apply/scope';
export { describeStagedSales } from './describe-sales';
export {
  clearStaged,
  countStaged,
  findAppliedTwin,
  getImport,
  insertImport,
  listImports,
  listProblems,
  lockImport,
  replaceProblems,
  updateImport,
  updateImportIn,
  type Import,
} from './imports';
export { assertMapping, inspectFile, SampleMemory, type FileInspection } from './inspect';
export { assertTableHead } from './read/encoding';
export { stageFile, type ProblemSink, type StagedCounts } from './stage';
export { assertUndoable, undoImport } from './undo';
