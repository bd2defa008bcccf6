import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What one installation must keep to itself; made on first use. */
export interface Secrets {
  readonly databasePassword: string;
  readonly authSecret: string;
}

const fileOf = (home: string) => path.join(home, 'secrets.json');

/** Whether a data folder has been used: asking must not be what makes it one. */
export const hasSecrets = (home: string): boolean => fs.existsSync(fileOf(home));

/** Reads `secrets.json` of a data folder, creating it (readable by its owner only) when absent. */
export function loadSecrets(home: string): Secrets {
  const file = fileOf(home);
  fs.mkdirSync(home, { recursive: true });
  if (!fs.existsSync(file)) {
    const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
    const secrets: Secrets = { databasePassword: randomBytes(24).toString('hex'), authSecret: randomBytes(32).toString('hex') };
    fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
    try {
      fs.linkSync(draft, file); // never replaces the secrets another program has just written
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(draft);
    }
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Secrets;
}
