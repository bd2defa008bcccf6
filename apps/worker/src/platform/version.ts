import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { programRoot } from './env';

/** Of the root `package.json`. */
export const programVersion = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(programRoot, 'package.json'), 'utf8'))).version;
