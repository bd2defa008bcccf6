import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** JSON lines on stderr, so that a command's stdout stays its result. Secrets are cut by name. */
export function createLogger(level: string, to: DestinationStream = pino.destination({ fd: 2, sync: true })): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: { paths: ['password', '*.password', 'token', '*.token', 'cookie', '*.cookie', 'authorization', '*.authorization', 'headers.cookie', '*.headers.cookie', 'DATABASE_URL', '*.DATABASE_URL'], censor: '[redacted]' },
    },
    to,
  );
}
