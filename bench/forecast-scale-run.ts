import { performance } from 'node:perf_hooks';
import { forecastPanel, reconcileForecasts, type MethodName } from '@almanac/models';
import { loadTensorflow } from '@almanac/worker/tensorflow';
import { groupingsOf, HORIZON, simulatePanel } from './simulated-panel';

/** One measurement in a process of its own, so that its peak of memory is its own. Usage: forecast-scale-run.ts <series> [method]. Prints JSON. */
const [seriesCount, method] = [Number(process.argv[2]), process.argv[3] as MethodName | undefined];
const panel = simulatePanel(seriesCount);
const { tf, lstmKernel, compile, backend } = await loadTensorflow();
const start = performance.now();
const options = { horizon: HORIZON, effort: 'quick', ...(method && { models: [method] }) } as const;
const { forecasts, backtest, timings } = await forecastPanel(panel, options, { tf, kernel: lstmKernel, compile, clock: () => performance.now() });
const forecastSeconds = (performance.now() - start) / 1000;
if (!method) await reconcileForecasts(panel, groupingsOf(panel), forecasts, backtest.windows, { horizon: HORIZON });
const seconds = (performance.now() - start) / 1000;
const methods = Object.entries(timings).map(([name, { fitSeconds, predictSeconds }]) => `${name} ${(fitSeconds + predictSeconds).toFixed(1)}`);
console.error(`${seriesCount} series: ${methods.join(', ')}, reconciliation ${(seconds - forecastSeconds).toFixed(1)}, all ${seconds.toFixed(1)} s`);
console.log(JSON.stringify({ seconds, memoryMb: Math.round(process.resourceUsage().maxRSS / 1024), backend }));
process.exit(0); // TensorFlow's threads would hold the process
