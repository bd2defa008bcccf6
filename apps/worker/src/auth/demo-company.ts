import type { Database } from '@almanac/data';
import { seedDemo } from '@almanac/data/demo';
import { today, type Clock } from '../platform/clock';
import type { Auth } from './auth';
import { DEMO_PASSWORD, demoOrganization, demoUsers } from './demo-users';
import { addMember, createOrganization } from './organizations';

const DEMO_SEED = 20_24;

/** Creates the demo company with its history up to yesterday and one user per role. Does nothing when it is there. */
export async function ensureDemo(database: Database, auth: Auth, clock: Clock): Promise<void> {
  const orgId = await createOrganization(database, demoOrganization);
  const yesterday = new Date(Date.parse(today(clock, demoOrganization.timeZone)) - 86_400_000).toISOString().slice(0, 10);
  await seedDemo(database, { orgId, asOf: yesterday, seed: DEMO_SEED });
  for (const user of demoUsers) await addMember(auth, database, orgId, { ...user, password: DEMO_PASSWORD });
}
