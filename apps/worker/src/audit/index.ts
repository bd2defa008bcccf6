export { recordAudit, recordView } from './record-audit';
export { auditRouter } from './router';
