import { schema } from '@almanac/data';
import { AddMember, ChangeRole, CreateCompany, DomainError, OrgId, RemoveMember, UpdateCompany } from '@almanac/data/contract';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../audit/index';
import { procedureFor, publicProcedure, router } from '../platform/trpc';
import { programVersion } from '../platform/version';
import { createCompany, needsFirstCompany } from './first-company';
import { DEMO_PASSWORD, demoOrganization, demoUsers } from './demo-users';
import { changeRole, listMembers, removeMember } from './members';
import { addMember, updateOrganization } from './organizations';

export const sessionRouter = router({
  me: procedureFor('viewer').query(({ ctx }) => ({
    user: { id: ctx.userId, name: ctx.userName, email: ctx.userEmail },
    org: ctx.org,
    role: ctx.role,
    orgs: ctx.organizations.map(({ id, name, slug }) => ({ id, name, slug })),
    version: programVersion,
  })),

  /** What the sign-in page shows: the demo accounts where there is a demo, the first-run form where there is nothing yet. */
  welcome: publicProcedure.query(async ({ ctx }) => {
    const { database } = ctx.services;
    const [demo] = await database.owner.select({ id: schema.organizations.id }).from(schema.organizations).where(eq(schema.organizations.slug, demoOrganization.slug));
    return {
      isFirstRun: await needsFirstCompany(database),
      demo: demo === undefined ? null : { password: DEMO_PASSWORD, users: demoUsers.map(({ email, role }) => ({ email, role })) },
    };
  }),

  createCompany: publicProcedure.input(CreateCompany).mutation(({ ctx, input }) => createCompany(ctx.services.database, ctx.auth, input)),

  switchOrganization: procedureFor('viewer')
    .input(z.object({ orgId: OrgId }))
    .mutation(async ({ ctx, input }) => {
      if (!ctx.organizations.some(({ id }) => id === input.orgId)) throw new DomainError('not_found', { what: 'organization', key: input.orgId });
      await ctx.database.owner.update(schema.sessions).set({ activeOrganizationId: input.orgId }).where(eq(schema.sessions.id, ctx.sessionId));
    }),
});

export const companyRouter = router({
  members: procedureFor('manager').query(({ ctx }) => listMembers(ctx)),
  addMember: procedureFor('owner')
    .input(AddMember)
    .mutation(async ({ ctx, input }) => {
      await addMember(ctx.auth, ctx.database, ctx.orgId, input);
      await recordAudit(ctx.database.owner, { orgId: ctx.orgId, userId: ctx.userId, action: 'member.added', subject: input.email, details: { role: input.role } });
    }),
  changeRole: procedureFor('owner').input(ChangeRole).mutation(({ ctx, input }) => changeRole(ctx, input)),
  removeMember: procedureFor('owner').input(RemoveMember).mutation(({ ctx, input }) => removeMember(ctx, input)),
  update: procedureFor('owner').input(UpdateCompany).mutation(({ ctx, input }) => updateOrganization(ctx, input)),
});
