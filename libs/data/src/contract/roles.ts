import type { Role } from './terms';

/** What each role may act as. Planner and marketer are different jobs: neither includes the other. */
const included: Record<Role, readonly Role[]> = {
  owner: ['owner', 'manager', 'planner', 'marketer', 'viewer'],
  manager: ['manager', 'planner', 'marketer', 'viewer'],
  planner: ['planner', 'viewer'],
  marketer: ['marketer', 'viewer'],
  viewer: ['viewer'],
};

/** Whether somebody with `role` may do what needs `needed`. */
export function mayActAs(role: Role, needed: Role): boolean {
  return included[role].includes(needed);
}
