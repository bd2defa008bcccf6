import type { Database } from '@almanac/data';
import type { OrgId, Role } from '@almanac/data/contract';
import type { EventBus } from './bus';
import type { Clock } from './clock';
import type { FileStore } from './files';
import type { Logger } from './logger';
import type { JobQueue } from './queue';

/** What the edges give to every service. */
export interface Services {
  readonly database: Database;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Organization {
  readonly id: OrgId;
  readonly name: string;
  readonly slug: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** Who asks, and for which company: proven by the session before a service sees it. */
export interface OrgContext extends Services {
  readonly orgId: OrgId;
  readonly org: Organization;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
}
