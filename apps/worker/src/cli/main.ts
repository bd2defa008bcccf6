import { DomainError } from '@almanac/data/contract';
import { Command, CommanderError } from 'commander';
import { errorSentence } from '../platform/sentences';
import { programVersion } from '../platform/version';
import { registerDoctor } from './doctor';

/** Each command's code is loaded when it is asked for, so that `doctor` and `evaluate` start fast and need no database. */
const commands: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  backup: async (program) => (await import('./backup')).registerBackup(program),
  doctor: async (program) => registerDoctor(program),
  evaluate: async (program) => (await import('../evaluation/index')).registerEvaluate(program),
  export: async (program) => {
    (await import('../inventory/cli')).registerExportInventory(program);
    (await import('../recommendation/cli')).registerExportRecommendations(program);
    (await import('../churn/cli')).registerExportChurn(program);
  },
  import: async (program) => (await import('../ingest/cli')).registerImport(program),
  replay: async (program) => (await import('../inventory/cli')).registerReplayInventory(program),
  restore: async (program) => (await import('./backup')).registerRestore(program),
  train: async (program) => (await import('../training/cli')).registerTrain(program),
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // `… | head`
process.exit(await main(process.argv.slice(2)));

async function main(words: string[]): Promise<number> {
  const program = new Command('almanac')
    .description('Almanac on the command line: results on stdout, progress on stderr.')
    .version(programVersion)
    .option('--json', 'write one JSON document instead of text')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  const name = words.find((word) => !word.startsWith('-'));
  const wanted = name === undefined ? undefined : commands[name];
  try {
    for (const register of wanted === undefined ? Object.values(commands) : [wanted]) await register(program);
    inheritSettings(program);
    await program.parseAsync(words, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said what is wrong
    console.error(`almanac: ${explain(error)}`);
    return 1;
  }
}

/** Commander gives `exitOverride` only to commands made after it, and `--json` may stand after the command, too. */
function inheritSettings(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError('(add --help for the options)');
    if (child.commands.length === 0 && !child.options.some(({ long }) => long === '--json')) child.option('--json', 'write one JSON document instead of text');
    inheritSettings(child);
  }
}

function explain(error: unknown): string {
  if (error instanceof DomainError) {
    const details = Object.entries(error.params).map(([name, value]) => `, ${name} ${value}`);
    return `${errorSentence(error)} (${error.code}${details.join('')})`;
  }
  if (error instanceof RangeError || error instanceof TypeError) return error.stack ?? error.message; // our mistake: show where
  return error instanceof Error ? error.message : String(error);
}
