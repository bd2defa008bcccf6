import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { withLock } from '../libs/data/src/embedded/process-lock.mjs';
import { root, run, toolEnvironment } from './shell.mjs';
import { cacheFolder, stageFromWheel } from './tensorflow-wheel.mjs';

const RETRY_AFTER_MS = 24 * 3_600_000;
const PREBUILT_TIMEOUT_MS = 180_000;
const stampFile = path.join(root, 'node_modules', '.almanac-tensorflow');

/**
 * Makes `@tensorflow/tfjs-node` loadable: as it is, else by the project's prebuilt download, else from the C library inside the
 * PyPI wheel. Where none works the portable backends serve, and the reason is told once a day.
 * @param {(text: string) => void} report
 * @returns {Promise<string>} how it ended
 */
export async function prepareTensorFlow(report) {
  const folder = packageFolder();
  const known = readStamp();
  if (known?.state === 'ready' && known.fingerprint === fingerprint(folder)) return 'ready';
  if (known?.state === 'portable' && Date.now() - known.at < RETRY_AFTER_MS && !(await canLoad())) return 'portable (slower; see doctor)';
  if (await canLoad()) return finish(folder);
  return withLock(path.join(cacheFolder(), 'tensorflow.lock'), async () => {
    const reasons = [];
    for (const [name, attempt] of [['prebuilt', downloadPrebuilt], ['wheel', stageFromWheel]]) {
      try {
        await attempt(folder, report);
        const problem = await loadProblem();
        if (problem === undefined) return finish(folder);
        throw new Error(problem);
      } catch (error) {
        reasons.push(`${name}: ${error.message.split('\n')[0]}`);
      }
    }
    writeStamp({ state: 'portable', at: Date.now(), reasons });
    for (const reason of reasons) report(reason);
    report('training will use the portable backend, about 15 times slower. Delete node_modules/.almanac-tensorflow to try again at once.');
    return 'portable';
  }, { onWait: () => report('waiting for another set-up') });
}

/** Why TensorFlow cannot be loaded by this Node, or `undefined`. Asked in a child, because a broken library ends its process. */
async function loadProblem() {
  const script = `
    const util = require('node:util'); // tfjs-node wants two functions that Node 23 took away
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    const tf = require('@tensorflow/tfjs-node');
    if (tf.add(2, 3).dataSync()[0] !== 5) process.exit(3);`;
  const env = { ...toolEnvironment, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { code, output } = await run([process.execPath, '-e', script], { env, timeoutMs: 120_000 });
  return code === 0 ? undefined : (/^.*Error:.*$/m.exec(output)?.[0] ?? `TensorFlow does not load (exit ${code})`);
}

async function canLoad() {
  return (await loadProblem()) === undefined;
}

async function downloadPrebuilt(folder, report) {
  const { binary } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const hasProxy = ['HTTPS_PROXY', 'https_proxy'].some((name) => process.env[name]); // which the package's script knows and fetch does not
  if (!hasProxy) {
    await fetch(binary.host, { method: 'HEAD', signal: AbortSignal.timeout(4000) }).catch(() => {
      throw new Error('its server cannot be reached');
    });
  }
  report('downloading the prebuilt library');
  const env = { ...toolEnvironment, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` };
  const manifest = fs.readFileSync(path.join(folder, 'package.json'));
  const { code } = await run([process.execPath, 'scripts/install.js'], { cwd: folder, env, timeoutMs: PREBUILT_TIMEOUT_MS });
  fs.writeFileSync(path.join(folder, 'package.json'), manifest); // the script rewrites it while it runs
  if (code !== 0) throw new Error('the download failed');
}

function finish(folder) {
  writeStamp({ state: 'ready', at: Date.now(), fingerprint: fingerprint(folder) });
  return 'ready';
}

/** What the last successful load depended on: when it is unchanged, loading is not tried again. */
function fingerprint(folder) {
  const addons = path.join(folder, 'lib');
  const names = fs.existsSync(addons) ? fs.readdirSync(addons).map((name) => path.join(addons, name, 'tfjs_binding.node')) : [];
  const libraries = ['libtensorflow.so', 'libtensorflow_framework.so', 'libtensorflow.dylib', 'tensorflow.dll'].map((name) => path.join(folder, 'deps', 'lib', name));
  const facts = [...names, ...libraries].map((file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat ? `${path.basename(file)} ${stat.size} ${Math.round(stat.mtimeMs)}` : '';
  });
  return [process.platform, process.arch, process.versions.modules, ...facts].join('|');
}

function packageFolder() {
  return path.dirname(createRequire(path.join(root, 'apps/worker/package.json')).resolve('@tensorflow/tfjs-node/package.json'));
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined; // never written, or cut off: the check is simply made again
  }
}

function writeStamp(stamp) {
  fs.writeFileSync(stampFile, JSON.stringify(stamp));
}
