import type { training } from '@almanac/data';
import { RunParams } from '@almanac/data/contract';

/** What a run was asked; the capability stands in a column of its own. */
export function paramsOf({ capability, params }: training.RunRow): RunParams {
  return RunParams.parse({ ...(params as object), capability });
}
