import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { must, npmCommand, root } from './shell.mjs';

const lockFile = path.join(root, 'package-lock.json');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.almanac-setup');

/** Installs what package-lock.json names, unless it is there. The stamp is written last, so an interrupted run is done again. */
export async function installPackages(report) {
  const stamp = `${createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex')} ${process.platform}-${process.arch}\n`;
  if (readIfPresent(stampFile) === stamp) return 'ready';
  if (!isInstalled()) {
    report('installing');
    // Install scripts are skipped: the one of tfjs-node fails without a download, and ours prepares TensorFlow.
    await must('npm ci', [...npmCommand(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
  fs.writeFileSync(stampFile, stamp);
  return 'installed';
}

/** Whether npm's own record of node_modules says the same as the lock file, as after a contributor's `npm install`. */
function isInstalled() {
  const record = readIfPresent(path.join(modules, '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  const wanted = Object.entries(JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages).filter(([name]) => name.includes('node_modules/'));
  return wanted.every(([name, { version, optional, devOptional, peer, link }]) => {
    const present = installed[name];
    if (present === undefined) return Boolean(optional || devOptional || peer);
    return Boolean(link) === Boolean(present.link) && present.version === version;
  });
}

function readIfPresent(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
