import { adida } from './adida';
import { empirical, movingAverage, seasonalNaive } from './baselines';
import { croston, sba } from './croston';
import { ets } from './ets';
import type { MethodName } from './forecast';
import { lstm } from './lstm/lstm-method';
import { gbdt } from './gbdt/gbdt-method';
import type { ForecastMethod, ForecastRuntime } from './method';
import { mstl } from './mstl';
import { nhits } from './nhits/nhits-method';
import type { Share } from './run-method';
import { theta } from './theta';
import { tsb } from './tsb';

const ALL_METHODS: readonly ForecastMethod[] = [seasonalNaive, movingAverage, ets, theta, mstl, empirical, croston, sba, tsb, adida, gbdt];

/** The methods of these names that the runtime can run.
 *  @throws RangeError when none is left */
export function chooseMethods(names: readonly MethodName[], { tf, kernel, compile }: ForecastRuntime): ForecastMethod[] {
  const available = tf ? [...ALL_METHODS, lstm(tf, kernel, compile), nhits(tf, compile)] : ALL_METHODS;
  const chosen = available.filter(({ name }) => names.includes(name));
  if (chosen.length === 0) throw new RangeError(`no method to run among ${names.join(', ') || 'none'}${tf ? '' : ' (networks need a tensor runtime)'}`);
  return chosen;
}

/** The networks take nearly all the time; the others share the rest. */
export function shareOfWork(methods: readonly ForecastMethod[]): (name: MethodName) => Share {
  const cost = (name: MethodName) => (name === 'lstm' || name === 'gbdt' ? 20 : name === 'nhits' ? 10 : name === 'ets' ? 2 : 1);
  const total = methods.reduce((sum, { name }) => sum + cost(name), 0);
  return (wanted) => {
    const index = methods.findIndex(({ name }) => name === wanted);
    const before = methods.slice(0, index).reduce((sum, { name }) => sum + cost(name), 0);
    return { from: before / total, to: (before + cost(wanted)) / total };
  };
}
