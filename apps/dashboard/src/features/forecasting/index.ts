export { useModelName } from './names';
export { ScoreTable } from './ScoreTable';
