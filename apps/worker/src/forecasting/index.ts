export { findTotalForecast } from './aggregates';
export { defaultHorizon, epochDay, periodDays } from './periods';
export { forecastingRouter } from './router';
export { getForecast, type ForecastDetail } from './series-detail';
export { forEachForecast } from './service';
export { requireHistory, trainForecast } from './train-forecast';
