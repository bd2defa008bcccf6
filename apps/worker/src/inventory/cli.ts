import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { inventory, withOrg } from '@almanac/data';
import { DomainError, InventoryFilter } from '@almanac/data/contract';
import type { Command } from 'commander';
import { z } from 'zod';
import { openDatabase } from '../cli/database';
import { chooseOrganization } from '../cli/organization';
import { writeTable } from '../exports/index';
import { openEventBus } from '../platform/bus';
import { systemClock, today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { parseEnv } from '../platform/env';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { openJobQueue } from '../platform/queue';
import { planInventory } from './plan-inventory';
import { replayInventory } from './replay';
import { describeList } from './routes';
import { forEachItem } from './service';
import { inventoryTable } from './tables';
import { inventoryWords } from './words';

const ExportOptions = z.object({
  org: z.string().optional(),
  format: z.enum(['csv', 'xlsx']),
  output: z.string().min(1),
  language: z.enum(['en', 'zh']).default('en'),
  json: z.boolean().default(false),
});

const ReplayOptions = z.object({ org: z.string().optional(), category: z.string().optional(), json: z.boolean().default(false) });

/** Adds `export inventory` to the command line. */
export function registerExportInventory(program: Command): void {
  const exporting = program.commands.find((command) => command.name() === 'export') ?? program.command('export').description('Write what Almanac has found to a file');
  exporting
    .command('inventory')
    .description('Order suggestions as the order screen lists them, planned for today')
    .requiredOption('--format <csv|xlsx>', 'kind of file')
    .requiredOption('--output <file>', 'where to write it')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--language <en|zh>', 'of headers and sentences (en)')
    .action(async (_options: unknown, command: Command) => exportList(ExportOptions.parse(command.optsWithGlobals())));
}

/** Adds `replay inventory` to the command line. */
export function registerReplayInventory(program: Command): void {
  const replaying = program.commands.find((command) => command.name() === 'replay') ?? program.command('replay').description("Play a company's past over under other rules");
  replaying
    .command('inventory')
    .description('The last months under the order policy at several service targets, beside what happened and a min/max rule')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--category <name>', 'only this category')
    .action(async (_options: unknown, command: Command) => replay(ReplayOptions.parse(command.optsWithGlobals())));
}

function exportList({ org: slug, format, output, language, json }: z.output<typeof ExportOptions>): Promise<void> {
  return withCompany(slug, async (ctx) => {
    const rows = await requirePlan(ctx);
    const filter = InventoryFilter.parse({});
    const { plan, chosen } = await describeList(ctx, filter);
    await writeTable(inventoryTable(ctx, inventoryWords[language], plan, chosen, forEachItem(ctx, filter)), format, createWriteStream(output));
    const { org } = ctx;
    process.stdout.write(json ? `${JSON.stringify({ organization: org.slug, output, format, rows, plannedOn: plan.plannedOn, forecastRunId: plan.forecastRunId })}\n` : `${rows} rows of ${org.name} written to ${output}\n`);
  });
}

function replay({ org: slug, category, json }: z.output<typeof ReplayOptions>): Promise<void> {
  return withCompany(slug, async ({ database, orgId, org, clock }) => {
    const report = await replayInventory(database, { orgId, scope: { category }, today: today(clock, org.timeZone), now: clock.now });
    const line = (cells: readonly string[]) => cells.map((cell, k) => (k === 0 ? cell.padEnd(16) : cell.padStart(14))).join('');
    const rows = report.outcomes.map(({ policy, target, fillRate, stockOutDays, averageStockMinor, orders }) =>
      line([policy === 'almanac' ? `almanac ${target ?? 'as set'}` : policy, `${(fillRate * 100).toFixed(1)} %`, String(stockOutDays), String(averageStockMinor), String(orders)]),
    );
    const text = [`${report.items} items of ${org.name}, ${report.from} to ${report.to}; ${report.skipped} left out`, line(['rule', 'served', 'days without', 'stock (minor)', 'order lines']), ...rows];
    process.stdout.write(json ? `${JSON.stringify({ organization: org.slug, ...report })}\n` : `${text.join('\n')}\n`);
  });
}

async function withCompany(slug: string | undefined, work: (ctx: OrgContext) => Promise<void>): Promise<void> {
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const org = await chooseOrganization(database, slug);
    const files = openFileStore(path.join(env.ALMANAC_HOME, 'files'));
    await work({ database, bus, files, jobs: await openJobQueue(database), clock: systemClock, log: createLogger('warn'), org, orgId: org.id, userId: 'command-line', userName: 'almanac', role: 'owner' });
  } finally {
    await bus.close();
    await database.close();
  }
}

/** Plans first where there is no plan for today. @throws DomainError `inventory.no_stock` when there is nothing to plan */
async function requirePlan({ database, orgId, org, clock }: OrgContext): Promise<number> {
  const day = today(clock, org.timeZone);
  const run = await withOrg(database.db, orgId, (tx) => inventory.findPlanRun(tx, orgId));
  if (run?.plannedOn === day) return run.itemCount;
  process.stderr.write('Planning …\n');
  const count = await planInventory(database, { orgId, today: day, now: clock.now });
  if (count === 0) throw new DomainError('inventory.no_stock');
  return count;
}
