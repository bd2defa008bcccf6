import { schema, type Tx } from '@almanac/data';
import { DomainError, type ChangeRole, type OrgId, type RemoveMember } from '@almanac/data/contract';
import { and, asc, eq } from 'drizzle-orm';
import { recordAudit } from '../audit/index';
import type { OrgContext } from '../platform/context';

const { members, sessions, users } = schema;

/** The people of a company, by name. */
export function listMembers({ database, orgId }: OrgContext) {
  return database.owner
    .select({ id: members.id, name: users.name, email: users.email, role: members.role, joinedAt: members.createdAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.organizationId, orgId))
    .orderBy(asc(users.name));
}

/** @throws DomainError `not_found`, or `company.last_owner` when nobody could manage members afterwards */
export async function changeRole({ database, orgId, userId }: OrgContext, { memberId, role }: ChangeRole): Promise<void> {
  await database.owner.transaction(async (tx) => {
    const member = await lockMember(tx, orgId, memberId);
    if (member.role === 'owner' && role !== 'owner') requireAnotherOwner(member.owners);
    await tx.update(members).set({ role }).where(and(eq(members.organizationId, orgId), eq(members.id, memberId)));
    await recordAudit(tx, { orgId, userId, action: 'member.role_changed', subject: member.email, details: { from: member.role, to: role } });
  });
}

/** Takes a person out of the company and signs them out. @throws as {@link changeRole} */
export async function removeMember({ database, orgId, userId }: OrgContext, { memberId }: RemoveMember): Promise<void> {
  await database.owner.transaction(async (tx) => {
    const member = await lockMember(tx, orgId, memberId);
    if (member.role === 'owner') requireAnotherOwner(member.owners);
    await tx.delete(members).where(and(eq(members.organizationId, orgId), eq(members.id, memberId)));
    await tx.delete(sessions).where(eq(sessions.userId, member.userId));
    await recordAudit(tx, { orgId, userId, action: 'member.removed', subject: member.email });
  });
}

/** One member, with the company's member rows locked so that two owners cannot demote each other at once. */
async function lockMember(tx: Tx, orgId: OrgId, memberId: string) {
  const all = await tx
    .select({ id: members.id, userId: members.userId, role: members.role, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.organizationId, orgId))
    .for('update', { of: members });
  const member = all.find(({ id }) => id === memberId);
  if (member === undefined) throw new DomainError('not_found', { what: 'member', key: memberId });
  return { ...member, owners: all.filter(({ role }) => role === 'owner').length };
}

function requireAnotherOwner(owners: number): void {
  if (owners < 2) throw new DomainError('company.last_owner');
}
