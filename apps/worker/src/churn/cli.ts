import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { withOrg } from '@almanac/data';
import { ChurnRisk } from '@almanac/data/contract';
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
import { forEachCustomer, requireServed } from './service';
import { churnTable } from './tables';
import { churnWords } from './words';

const ExportOptions = z.object({
  org: z.string().optional(),
  format: z.enum(['csv', 'xlsx']),
  output: z.string().min(1),
  risk: z.optional(ChurnRisk),
  contactable: z.boolean().default(false),
  language: z.enum(['en', 'zh']).default('en'),
  json: z.boolean().default(false),
});

/** Adds `export churn` to the command line. */
export function registerExportChurn(program: Command): void {
  const exporting = program.commands.find((command) => command.name() === 'export') ?? program.command('export').description('Write what Almanac has found to a file');
  exporting
    .command('churn')
    .description('Customers by value at risk, with what to do about each')
    .requiredOption('--format <csv|xlsx>', 'kind of file')
    .requiredOption('--output <file>', 'where to write it')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--risk <high|watch|low|lost>', 'only customers of this risk')
    .option('--contactable', 'only customers who may be written to')
    .option('--language <en|zh>', 'of headers and words (en)')
    .action(async (_options: unknown, command: Command) => exportList(ExportOptions.parse(command.optsWithGlobals())));
}

async function exportList({ org: slug, format, output, risk, contactable, language, json }: z.output<typeof ExportOptions>): Promise<void> {
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const org = await chooseOrganization(database, slug);
    const files = openFileStore(path.join(env.ALMANAC_HOME, 'files'));
    const ctx: OrgContext = { database, bus, files, jobs: await openJobQueue(database), clock: systemClock, log: createLogger('warn'), org, orgId: org.id, userId: 'command-line', userName: 'almanac', role: 'owner' };
    const { run } = await withOrg(database.db, org.id, (tx) => requireServed(tx, org.id));
    const filter = { risk, ...(contactable && { contactable }), sort: 'valueAtRisk', dir: 'desc' } as const;
    let rows = 0;
    const counted = async function* () {
      for await (const row of forEachCustomer(ctx, filter)) {
        rows += 1;
        yield row;
      }
    };
    await writeTable(churnTable(ctx, churnWords[language], run, filter, counted()), format, createWriteStream(output));
    await withOrg(database.db, org.id, (tx) => recordAudit(tx, { orgId: org.id, userId: null, action: 'export.downloaded', subject: path.basename(output), details: { rows } }));
    process.stdout.write(json ? `${JSON.stringify({ organization: org.slug, output, format, rows, runId: run.runId, dataUntil: run.dataUntil })}\n` : `${rows} customers of ${org.name} written to ${output}\n`);
  } finally {
    await bus.close();
    await database.close();
  }
}
