export * from './auth';
export * from './catalog';
export * from './forecasting';
export * from './ingest';
export * from './inventory';
export * from './recommendation';
export * from './sales';
export * from './training';
