export { useModelName, useSeriesClassName } from './names';
export { ScoreTable } from './ScoreTable';
