export * from './company';
export * from './money';
export * from './overview';
export * from './errors';
export * from './ids';
export * from './ingest';
export * from './roles';
