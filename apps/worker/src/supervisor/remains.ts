import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from '@almanac/data/embedded';
import { z } from 'zod';
import { signalGroup } from './supervised-process';

const Remains = z.record(z.string(), z.object({ pid: z.number(), identity: z.string() }));
const GRACE_MS = 5_000;

/** The processes this installation has started, on disk, so that the next supervisor finds what a killed one left. */
export function openRemains(home: string) {
  const file = path.join(home, 'processes.json');
  const known: z.output<typeof Remains> = {};
  return {
    note(name: string, pid: number): void {
      known[name] = { pid, identity: processIdentity(pid) ?? '' };
      const draft = `${file}.draft`;
      writeFileSync(draft, JSON.stringify(known));
      renameSync(draft, file);
    },
    /** Ends what is left of an earlier supervisor. @returns the names of what was still alive */
    async clear(): Promise<string[]> {
      const left = Object.entries(readRemains(file)).filter(([, { pid, identity }]) => processIdentity(pid) === identity);
      for (const [, { pid }] of left) signalGroup(pid, 'SIGTERM');
      const deadline = performance.now() + GRACE_MS;
      const isAnyAlive = () => left.some(([, { pid, identity }]) => processIdentity(pid) === identity);
      while (isAnyAlive() && performance.now() < deadline) await delay(50);
      for (const [, { pid }] of left) signalGroup(pid, 'SIGKILL');
      return left.map(([name]) => name);
    },
  };
}

function readRemains(file: string): z.output<typeof Remains> {
  if (!existsSync(file)) return {};
  try {
    return Remains.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {}; // written by another version: its processes end by themselves when they lose their supervisor
  }
}
