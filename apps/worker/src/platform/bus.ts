import { EventEmitter, on } from 'node:events';
import type { Database, Queryable } from '@almanac/data';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { z } from 'zod';

const Event = z.object({ orgId: z.string(), topic: z.enum(['run', 'import']), id: z.string() });
/** Something about a row has changed; whoever listens reads the row. */
export type BusEvent = z.output<typeof Event>;

export interface EventBus {
  /** Tells every process, once the transaction is committed. */
  publish(tx: Queryable, event: BusEvent): Promise<void>;
  /** The events of one row from this call on, until the signal aborts. After a lost connection one more, since some may be lost. */
  subscribe(of: BusEvent, signal: AbortSignal): AsyncIterable<BusEvent>;
  close(): Promise<void>;
}

const CHANNEL = 'almanac_events';

export async function publishEvent(tx: Queryable, event: BusEvent): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`);
}

/** Postgres' LISTEN and NOTIFY, so that any process can stream what another one does. Reconnects by itself. */
export async function openEventBus({ url }: Database): Promise<EventBus> {
  const client = postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: 'almanac-bus' } });
  const emitter = new EventEmitter().setMaxListeners(0);
  const listened = new Map<string, BusEvent>();
  await client.listen(
    CHANNEL,
    (text) => {
      const event = Event.parse(JSON.parse(text));
      emitter.emit(keyOf(event), event);
    },
    () => listened.forEach((event, key) => emitter.emit(key, event)),
  );
  return {
    publish: publishEvent,
    subscribe(of, signal) {
      const key = keyOf(of);
      listened.set(key, of);
      const events = signal.aborted ? [] : on(emitter, key, { signal }); // listens from here, not from the first `next`
      return relay(events, signal, () => {
        if (emitter.listenerCount(key) === 0) listened.delete(key);
      });
    },
    close: () => client.end({ timeout: 5 }),
  };
}

const keyOf = ({ orgId, topic, id }: BusEvent) => `${orgId} ${topic} ${id}`;

async function* relay(events: AsyncIterable<unknown[]> | never[], signal: AbortSignal, onEnd: () => void): AsyncGenerator<BusEvent> {
  try {
    for await (const [event] of events) yield Event.parse(event);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    onEnd();
  }
}
