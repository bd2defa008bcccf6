import path from 'node:path';
import { withLock } from '../libs/data/src/embedded/process-lock.mjs';
import { installPackages } from './packages.mjs';
import { root } from './shell.mjs';
import { prepareTensorFlow } from './tensorflow.mjs';

const OLDEST_NODE = [20, 19];

/** How many steps {@link setUp} reports. */
export const setUpSteps = 2;

/**
 * Brings a checkout to where its programs run: packages and TensorFlow. Does nothing twice, may be killed at any moment, and two
 * that run together take turns.
 * @param {ReturnType<typeof import('../apps/worker/src/supervisor/progress.mjs').createProgress>} progress
 */
export async function setUp(progress) {
  checkNode();
  await withLock(
    path.join(root, '.almanac', 'setup.lock'),
    async () => {
      await progress.step('Packages', installPackages);
      await progress.step('TensorFlow', prepareTensorFlow);
    },
    { onWait: (pid) => progress.note(`Another set-up (process ${pid}) is at work; waiting for it.`) },
  );
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Almanac needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}
