import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { churnModels, churnModelScores, servingRuns, trainingRuns } from '../schema/index';

export type ModelRow = typeof churnModels.$inferSelect & { readonly trainedAt: Date };

/** The model that serves. */
export async function findModel(tx: Tx, orgId: OrgId): Promise<ModelRow | undefined> {
  const [row] = await tx
    .select({ model: churnModels, trainedAt: trainingRuns.finishedAt })
    .from(servingRuns)
    .innerJoin(churnModels, and(eq(churnModels.orgId, servingRuns.orgId), eq(churnModels.runId, servingRuns.runId)))
    .innerJoin(trainingRuns, and(eq(trainingRuns.orgId, servingRuns.orgId), eq(trainingRuns.id, servingRuns.runId)))
    .where(and(eq(servingRuns.orgId, orgId), eq(servingRuns.capability, 'churn')));
  return row === undefined ? undefined : { ...row.model, trainedAt: row.trainedAt! }; // a run that serves has ended
}

/** All models there were, the newest first, with their champions' scores. */
export function listModels(tx: Tx, orgId: OrgId, limit: number) {
  return tx
    .select({
      runId: churnModels.runId,
      trainedAt: sql<Date>`${trainingRuns.finishedAt}`.mapWith(trainingRuns.finishedAt),
      dataUntil: churnModels.dataUntil,
      champion: churnModelScores.model,
      rocAuc: churnModelScores.rocAuc,
      brier: churnModelScores.brier,
      churnRate: churnModels.churnRate,
      learntFrom: churnModels.learntFrom,
      outcome: churnModels.outcome,
      isServed: sql<boolean>`${servingRuns.runId} is not null`,
    })
    .from(churnModels)
    .innerJoin(trainingRuns, and(eq(trainingRuns.orgId, churnModels.orgId), eq(trainingRuns.id, churnModels.runId)))
    .innerJoin(churnModelScores, and(eq(churnModelScores.orgId, churnModels.orgId), eq(churnModelScores.runId, churnModels.runId), churnModelScores.isChampion))
    .leftJoin(servingRuns, and(eq(servingRuns.orgId, churnModels.orgId), eq(servingRuns.runId, churnModels.runId)))
    .where(eq(churnModels.orgId, orgId))
    .orderBy(desc(trainingRuns.finishedAt))
    .limit(limit);
}

/** Scores of runs, the champion first. */
export function listScores(tx: Tx, orgId: OrgId, runIds: readonly string[]) {
  return tx
    .select()
    .from(churnModelScores)
    .where(and(eq(churnModelScores.orgId, orgId), sql`${churnModelScores.runId} = any(${sql.param([...runIds])}::uuid[])`))
    .orderBy(desc(churnModelScores.isChampion), desc(churnModelScores.rocAuc), churnModelScores.model);
}

/** Margin over revenue of what was sold between two days, of products whose cost is known; `null` without such sales. */
export async function measureMargin(tx: Tx, orgId: OrgId, { from, until, minorUnits }: { from: string; until: string; minorUnits: number }): Promise<number | null> {
  const [row] = await tx.execute<{ margin: number | null }>(sql`
    select (1 - sum(l.quantity * p.cost_minor / ${minorUnits}::float8) / nullif(sum(l.quantity * l.unit_price), 0))::float8 as margin from sales_lines l
    join products p on p.org_id = l.org_id and p.id = l.product_id and p.cost_minor is not null
    where l.org_id = ${orgId} and l.kind = 'sale' and l.sold_on > ${from}::date and l.sold_on <= ${until}::date`);
  const margin = row?.margin ?? null;
  return margin !== null && margin > 0 && margin <= 1 ? margin : null;
}

/** Segments of the customers file. */
export async function listSegmentRows(tx: Tx, orgId: OrgId): Promise<string[]> {
  const rows = await tx.execute<{ segment: string }>(sql`select distinct segment from customers where org_id = ${orgId} and segment is not null order by 1 limit 100`);
  return rows.map(({ segment }) => segment);
}
