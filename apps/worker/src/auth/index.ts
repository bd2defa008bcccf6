export { createAuth, type Auth } from './auth';
export { callerOf, type Caller, type Member } from './caller';
export { ensureDemo } from './demo-company';
export { DEMO_PASSWORD, demoOrganization, demoUsers } from './demo-users';
export { addMember, createOrganization, getOrganization, listOrganizations } from './organizations';
export { companyRouter, sessionRouter } from './router';
