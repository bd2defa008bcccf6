import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { withOrg } from '@almanac/data';
import type { Command } from 'commander';
import { z } from 'zod';
import { recordAudit } from '../audit/index';
import { openDatabase } from '../cli/database';
import { chooseOrganization } from '../cli/organization';
import { writeTable } from '../exports/index';
import { openEventBus } from '../platform/bus';
import { systemClock } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { parseEnv } from '../platform/env';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { openJobQueue } from '../platform/queue';
import { exportRecommendations } from './export-recommendations';
import { recommendationWords } from './words';

const ExportOptions = z.object({
  org: z.string().optional(),
  format: z.enum(['csv', 'xlsx']),
  output: z.string().min(1),
  limit: z.coerce.number().int().min(1).max(50).default(5),
  segment: z.string().optional(),
  language: z.enum(['en', 'zh']).default('en'),
  json: z.boolean().default(false),
});

/** Adds `export recommendations` to the command line. */
export function registerExportRecommendations(program: Command): void {
  const exporting = program.commands.find((command) => command.name() === 'export') ?? program.command('export').description('Write what Almanac has found to a file');
  exporting
    .command('recommendations')
    .description('What to tell each customer about, with reasons and expected revenue; customers who may not be written to are left out')
    .requiredOption('--format <csv|xlsx>', 'kind of file')
    .requiredOption('--output <file>', 'where to write it')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--limit <n>', 'products for each customer (5)')
    .option('--segment <name>', 'only customers of this segment')
    .option('--language <en|zh>', 'of headers and words (en)')
    .action(async (_options: unknown, command: Command) => exportList(ExportOptions.parse(command.optsWithGlobals())));
}

async function exportList({ org: slug, format, output, limit, segment, language, json }: z.output<typeof ExportOptions>): Promise<void> {
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const org = await chooseOrganization(database, slug);
    const files = openFileStore(path.join(env.ALMANAC_HOME, 'files'));
    const ctx: OrgContext = { database, bus, files, jobs: await openJobQueue(database), clock: systemClock, log: createLogger('warn'), org, orgId: org.id, userId: 'command-line', userName: 'almanac', role: 'owner' };
    const { table, model } = await exportRecommendations(ctx, recommendationWords[language], { sort: 'value', dir: 'desc', ...(segment !== undefined && { segment }) }, limit);
    let rows = 0;
    const counted = async function* () {
      for await (const row of table.rows) {
        rows += 1;
        yield row;
      }
    };
    await writeTable({ ...table, rows: counted() }, format, createWriteStream(output));
    await withOrg(database.db, org.id, (tx) => recordAudit(tx, { orgId: org.id, userId: null, action: 'export.downloaded', subject: path.basename(output), details: { rows } }));
    process.stdout.write(json ? `${JSON.stringify({ organization: org.slug, output, format, rows, runId: model.runId, dataUntil: model.dataUntil })}\n` : `${rows} recommendations for customers of ${org.name} written to ${output}\n`);
  } finally {
    await bus.close();
    await database.close();
  }
}
