export { defaultHorizon } from './periods';
export { forecastingRouter } from './router';
export { forEachForecast, getForecast, type ForecastDetail } from './service';
export { requireHistory, trainForecast, type ForecastRun } from './train-forecast';
