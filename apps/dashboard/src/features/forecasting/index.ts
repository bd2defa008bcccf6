export { ExportMenu } from './ExportMenu';
export { useModelName, useSeriesClassName } from './names';
export { ScoreTable } from './ScoreTable';
