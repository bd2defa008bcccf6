// Runs `next start` or `next dev` in this process, which ends when the supervisor does. Started with the dashboard as working folder.
import { createRequire } from 'node:module';
import path from 'node:path';

process.on('disconnect', () => process.exit(0));
createRequire(path.resolve('package.json'))('next/dist/bin/next');
