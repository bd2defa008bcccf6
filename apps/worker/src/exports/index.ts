export { download, writeTable } from './download';
export { registerExportRoutes } from './routes';
export type { About, Cell, Column, Table } from './table';
export { fill } from './words';
