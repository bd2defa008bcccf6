import type { Role } from '@almanac/data/contract';

/** The demo company is meant to be looked at by anyone who can reach this machine: its password is no secret. */
export const DEMO_PASSWORD = 'almanac-demo';
export const demoOrganization = { name: 'Harbour & Hearth', slug: 'demo', currency: 'EUR', timeZone: 'Europe/Dublin' };

export const demoUsers: readonly { name: string; email: string; role: Role }[] = [
  { name: 'Olivia Owner', email: 'owner@demo.almanac.test', role: 'owner' },
  { name: 'Max Manager', email: 'manager@demo.almanac.test', role: 'manager' },
  { name: 'Priya Planner', email: 'planner@demo.almanac.test', role: 'planner' },
  { name: 'Mei Marketer', email: 'marketer@demo.almanac.test', role: 'marketer' },
  { name: 'Victor Viewer', email: 'viewer@demo.almanac.test', role: 'viewer' },
];
