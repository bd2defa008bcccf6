import { OrgId, RunId } from '@almanac/data/contract';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endOfSilent, superviseChild } from './supervise-child';

afterEach(() => vi.unstubAllEnvs());

describe('a training process', () => {
  it('that finds no more memory fails for want of it', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=20');
    const run = { orgId: OrgId.parse('shop'), runId: RunId.parse('4b1b6f1e-6f0a-4d53-9a53-0c2f3a1a7c11'), attempt: 1, params: { capability: 'forecast', frequency: 'week', horizon: 13, effort: 'quick' }, seed: 1, today: '2024-06-04' } as const;
    const child = superviseChild({ train: { type: 'train', databaseUrl: 'postgres://nobody@127.0.0.1:1/none', run }, onProgress: () => undefined, signal: new AbortController().signal, log: pino({ level: 'silent' }) });
    expect(await child.ended).toEqual({ kind: 'failed', error: { code: 'training.out_of_memory', params: {} } });
  });

  const silent = { code: null, killedBy: null, stderr: '', wasOutOfMemory: false };
  const outOfMemory = { kind: 'failed', error: { code: 'training.out_of_memory', params: {} } };
  const killed = (signal: string) => ({ kind: 'failed', error: { code: 'training.process_killed', params: { signal } } });
  it.each([
    ['killed by the kernel for memory', { killedBy: 'SIGKILL', wasOutOfMemory: true }, outOfMemory],
    ['killed so inside a shell', { code: 137, wasOutOfMemory: true }, outOfMemory],
    ['aborted by V8', { killedBy: 'SIGABRT', stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' }, outOfMemory],
    ['aborted by C++', { code: 134, stderr: "terminate called after throwing an instance of 'std::bad_alloc'" }, outOfMemory],
    ['killed by somebody', { killedBy: 'SIGKILL' }, killed('SIGKILL')],
    ['killed inside a shell', { code: 137 }, killed('SIGKILL')],
    ['crashed', { killedBy: 'SIGSEGV' }, killed('SIGSEGV')],
    ['ended with an error', { code: 1, stderr: 'I0000 00:00:17 1 port.cc:153] oneDNN custom operations are on.\nError: no such table\n' }, { kind: 'accident', message: 'Error: no such table' }],
  ])('that was %s says so', (_how, exit, end) => expect(endOfSilent({ ...silent, ...exit })).toEqual(end));
});
