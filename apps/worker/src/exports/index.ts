export { download, writeTable } from './download';
export { registerExportRoutes } from './routes';
export type { About, Column, Table } from './table';
export { fill } from './words';
