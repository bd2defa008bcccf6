import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processIdentity, readHolder, tryLock, withLock } from './process-lock.mjs';

describe('process lock', () => {
  let file: string;
  beforeEach(() => {
    file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-lock-')), 'lock');
  });
  afterEach(() => fs.rmSync(path.dirname(file), { recursive: true }));

  it('is held by one, told to others, and free after release', () => {
    const lock = tryLock(file, { url: 'here' });
    expect(tryLock(file)).toBeUndefined();
    expect(readHolder(file)).toMatchObject({ pid: process.pid, isAlive: true, details: { url: 'here' } });
    lock?.update({ url: 'there' });
    expect(readHolder(file)?.details).toEqual({ url: 'there' });
    lock?.release();
    expect(tryLock(file)).toBeDefined();
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(child, 'spawn');
    fs.writeFileSync(file, JSON.stringify({ pid: child.pid, identity: processIdentity(child.pid!), details: {} }));
    expect(tryLock(file)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tryLock(file)).toBeDefined();
    expect(fs.readdirSync(path.dirname(file))).toEqual(['lock']);
  });

  it('is not held by a process that merely got the same number', () => {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, identity: `${process.pid}@0`, details: {} }));
    expect(tryLock(file)).toBeDefined();
  });

  it('is taken over from a torn file', () => {
    fs.writeFileSync(file, '{"pid":');
    expect(tryLock(file)).toBeDefined();
  });

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(file, work)));
    expect(most).toBe(1);
  });
});
