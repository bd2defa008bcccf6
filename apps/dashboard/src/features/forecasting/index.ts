export { ExportMenu } from './ExportMenu';
export { useModelName, useSeriesClassName, useUnitName } from './names';
export { ScoreTable } from './ScoreTable';
export { usePrintAll } from './use-print-all';
