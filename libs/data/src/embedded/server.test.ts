import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterFolder } from './cluster';
import { serverAccount } from './identity';
import { processIdentity } from './process-lock.mjs';
import { findRunning } from './running';
import { findPostgres, removeCluster, startPostgres, type EmbeddedPostgres } from './server';

const moduleUrl = new URL('./server.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('startPostgres', () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-embedded-'));
    fs.chmodSync(home, 0o711);
  });
  afterEach(async () => {
    await (await findPostgres(home))?.stop();
    removeCluster(home);
    fs.rmSync(home, { recursive: true, force: true });
  });

  it('creates, serves, stops and keeps what was written', async () => {
    const first = await startPostgres({ home });
    expect(first.adopted).toBe(false);
    await query(first, 'create table kept (n int); insert into kept values (7)');
    await first.stop();
    expect(processIdentity(first.pid)).toBeUndefined();
    const second = await startPostgres({ home });
    expect(await query(second, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(second.url).toBe(first.url); // same port and password, so clients find it again
  });

  it('keeps the password to the owner of the data folder', async () => {
    const server = await startPostgres({ home });
    expect(fs.statSync(path.join(home, 'secrets.json')).mode & 0o077).toBe(0);
    const wrong = Object.assign(new URL(server.url), { password: 'guess' }).href;
    await expect(query({ ...server, url: wrong }, 'select 1')).rejects.toThrow(/password/);
  });

  it('gives programs that start together one server', async () => {
    const servers = await Promise.all([startPostgres({ home }), startPostgres({ home }), startPostgres({ home })]);
    expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
    expect(servers.filter((server) => !server.adopted)).toHaveLength(1);
  });

  it('adopts the server of a program that was killed', async () => {
    const script = `import(${JSON.stringify(moduleUrl)}).then(async ({ startPostgres }) => { const s = await startPostgres({ home: ${JSON.stringify(home)} }); console.log(String(s.pid)); setInterval(() => undefined, 1000); })`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '-e', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await firstLine(parent));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(processIdentity(pid)).toBeDefined();
    const adopted = await startPostgres({ home });
    expect({ adopted: adopted.adopted, pid: adopted.pid }).toEqual({ adopted: true, pid });
    expect(await query(adopted, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('leaves the file of a server alone that has only begun to write it', () => {
    const file = path.join(home, 'postmaster.pid');
    for (const content of ['', '12']) {
      fs.writeFileSync(file, content);
      expect(findRunning(home)).toBeUndefined();
      expect(fs.readFileSync(file, 'utf8')).toBe(content);
    }
  });

  it('starts again after the server was killed, and tells who waits for that', async () => {
    const first = await startPostgres({ home });
    await query(first, 'create table kept (n int); insert into kept values (1)');
    const gone = new Promise<void>((resolve) => first.onExit(resolve));
    process.kill(first.pid, 'SIGKILL');
    await gone;
    const second = await startPostgres({ home });
    expect({ adopted: second.adopted, url: second.url }).toEqual({ adopted: false, url: first.url });
    expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('does not mistake a stranger for its server, neither by process number nor by port', async () => {
    const first = await startPostgres({ home });
    const port = Number(new URL(first.url).port);
    await first.stop();
    const folder = clusterFolder(home, serverAccount());
    fs.writeFileSync(path.join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n0\n${port}\n\n127.0.0.1\n0 0\nready\n`);
    const stranger = net.createServer((socket) => socket.end('not a database')).listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      expect(await findPostgres(home)).toBeUndefined();
      const second = await startPostgres({ home });
      expect(new URL(second.url).port).not.toBe(String(port));
      expect(await query(second, 'select 1 as n')).toEqual([{ n: 1 }]);
    } finally {
      stranger.close();
    }
  });

  it('knows the letters of every script, so that a search by part of a Chinese name can use its index', async () => {
    const server = await startPostgres({ home });
    await query(server, 'create extension pg_trgm');
    expect(await query(server, "select cardinality(show_trgm('绿茶')) as trigrams, upper('é') as upper")).toEqual([{ trigrams: 3, upper: 'É' }]);
  });

  it('leaves no half-made cluster: a start after an interrupted initdb makes a whole one', async () => {
    const folder = clusterFolder(home, serverAccount());
    fs.mkdirSync(path.join(path.dirname(folder), '.initdb-dead', 'data'), { recursive: true });
    const server = await startPostgres({ home });
    expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(fs.readdirSync(path.dirname(folder)).filter((name) => name.startsWith('.initdb'))).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)('serves a data folder that only root can enter', async () => {
    fs.chmodSync(home, 0o700);
    const server = await startPostgres({ home });
    expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.stop();
    const first = clusterFolder(home, serverAccount());
    fs.rmSync(path.join(home, 'secrets.json')); // as when the data folder is deleted to begin anew
    const anew = await startPostgres({ home });
    expect(await query(anew, 'select 1 as n')).toEqual([{ n: 1 }]);
    await anew.stop();
    for (const folder of [first, clusterFolder(home, serverAccount())]) fs.rmSync(path.dirname(folder), { recursive: true });
  });
});

async function query(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const client = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await client.unsafe(text))];
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  return chunk.toString().trim();
}
