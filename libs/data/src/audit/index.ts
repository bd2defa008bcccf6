export { deleteAuditBefore, insertAudit, insertAuditOncePerHour, listAudit, listAuditPeople, type NewAuditEntry } from './entries';
