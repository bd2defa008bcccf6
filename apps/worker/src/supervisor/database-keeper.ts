import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres, type EmbeddedPostgres } from '@almanac/data/embedded';
import postgres from 'postgres';

const EXTERNAL_WAIT_MS = 30_000;

export interface DatabaseKeeper {
  url(): string;
  stop(): Promise<void>;
}

export interface KeeperOptions {
  readonly home: string;
  readonly externalUrl: string | undefined;
  readonly report: (text: string) => void;
  /** Told after a server that died was started again. */
  readonly onReturn: (urlChanged: boolean) => void;
}

/** Opens the database: the server named by the environment, or our own, which is started again whenever it dies. */
export async function keepDatabase({ home, externalUrl, report, onReturn }: KeeperOptions): Promise<DatabaseKeeper> {
  if (externalUrl !== undefined) {
    await waitForExternal(externalUrl, report);
    return { url: () => externalUrl, stop: async () => undefined };
  }
  let isStopping = false;
  let server = await startPostgres({ home, log: report });
  if (server.adopted) report('found running, taken over');
  const watch = (watched: EmbeddedPostgres) => watched.onExit(() => void revive(watched.url));
  async function revive(lastUrl: string): Promise<void> {
    for (let pauseMs = 250; !isStopping; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      try {
        const next = await startPostgres({ home });
        server = next;
        if (isStopping) return void (await next.stop());
        watch(next);
        return onReturn(next.url !== lastUrl);
      } catch (error) {
        report(`cannot be started again: ${error instanceof Error ? error.message : String(error)}`);
        await delay(pauseMs);
      }
    }
  }
  watch(server);
  return {
    url: () => server.url,
    stop: async () => {
      isStopping = true;
      await server.stop();
    },
  };
}

async function waitForExternal(url: string, report: (text: string) => void): Promise<void> {
  const deadline = performance.now() + EXTERNAL_WAIT_MS;
  const { host, pathname } = new URL(url);
  for (let isFirst = true; ; isFirst = false) {
    const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await client`select 1`;
      return;
    } catch (error) {
      const refused = error instanceof postgres.PostgresError && !error.code.startsWith('57P0'); // 57P0x: still starting
      if (refused || performance.now() > deadline) {
        throw new Error(`The database ${pathname.slice(1)} on ${host} (DATABASE_URL) cannot be used: ${(error as Error).message}`, { cause: error });
      }
      if (isFirst) report(`waiting for ${host}`);
      await delay(500);
    } finally {
      await client.end({ timeout: 1 });
    }
  }
}
