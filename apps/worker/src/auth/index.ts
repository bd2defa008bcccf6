export { createAuth, type Auth } from './auth';
export type { Caller, Member } from './caller';
export { ensureDemo } from './demo-company';
export { DEMO_PASSWORD, demoOrganization, demoUsers } from './demo-users';
export { getOrganization, listOrganizations } from './organizations';
export { companyRouter, sessionRouter } from './router';
