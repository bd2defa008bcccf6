// Plain JavaScript, because the set-up scripts use it before anything is installed. Types: process-lock.d.mts.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export function processIdentity(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') {
    const stat = readIfPresent(`/proc/${pid}/stat`);
    if (stat === undefined) return undefined;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19]}`;
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : `${pid}@${line.replace(/^\S+\s+/, '')}`;
  } catch {
    return undefined;
  }
}

export function parentOf(pid) {
  if (process.platform === 'linux') return Number(readIfPresent(`/proc/${pid}/stat`)?.split(') ').at(-1).split(' ')[1] ?? 0);
  try {
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return 0;
  }
}

export function commandLine(pid) {
  if (process.platform === 'linux') return readIfPresent(`/proc/${pid}/cmdline`)?.split('\0').filter((word) => word !== '') ?? [];
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim().split(/\s+/);
  } catch {
    return [];
  }
}

export function readHolder(file) {
  const text = readIfPresent(file);
  if (text === undefined) return undefined;
  try {
    const holder = JSON.parse(text);
    return { ...holder, isAlive: holder.identity !== undefined && processIdentity(holder.pid) === holder.identity };
  } catch {
    return { pid: 0, identity: '', details: {}, isAlive: false };
  }
}

export function tryLock(file, details = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const claim = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const write = (content) =>
    fs.writeFileSync(claim, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid), details: content }), { mode: 0o644 });
  for (let attempt = 0; attempt < 5; attempt++) {
    write(details);
    try {
      fs.linkSync(claim, file); // appears whole or not at all
      fs.rmSync(claim);
      return {
        update: (changed) => {
          write(changed);
          fs.renameSync(claim, file);
        },
        release: () => {
          if (readHolder(file)?.pid === process.pid) fs.rmSync(file, { force: true });
        },
      };
    } catch (error) {
      fs.rmSync(claim, { force: true });
      if (error.code !== 'EEXIST') throw error;
    }
    if (!breakStale(file)) return undefined;
  }
  return undefined;
}

export async function withLock(file, work, { onWait = () => undefined } = {}) {
  let lock = tryLock(file);
  if (lock === undefined) onWait(readHolder(file)?.pid);
  while (lock === undefined) {
    await delay(100);
    lock = tryLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Takes a dead holder's lock away. Two that try at once: the second may carry off the first one's new lock, so it puts that back. */
function breakStale(file) {
  const holder = readHolder(file);
  if (holder === undefined) return true;
  if (holder.isAlive) return false;
  const aside = `${file}.stale.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    fs.renameSync(file, aside);
    if (readHolder(aside)?.isAlive) fs.linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
  return true;
}

function readIfPresent(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH' || error.code === 'EACCES') return undefined;
    throw error;
  }
}
