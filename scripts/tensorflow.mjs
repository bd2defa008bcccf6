import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findGpus, planTensorflow } from '../apps/worker/src/platform/nvidia.mjs';
import { withLock } from '../libs/data/src/embedded/process-lock.mjs';
import { root, run, toolEnvironment } from './shell.mjs';
import { cacheFolder, stageFromWheel } from './tensorflow-wheel.mjs';

const RETRY_AFTER_MS = 24 * 3_600_000;
const PREBUILT_TIMEOUT_MS = 180_000;
const stampFile = path.join(root, 'node_modules', '.almanac-tensorflow');

/**
 * Makes `@tensorflow/tfjs-node` loadable: as it is, else by the project's prebuilt download, else from the C library inside the
 * PyPI wheel; with CUDA where an NVIDIA GPU can use it. Where none works the portable backends serve, and the reason is told once a day.
 * @param {(text: string) => void} report
 * @returns {Promise<string>} how it ended
 */
export async function prepareTensorFlow(report) {
  const folder = packageFolder();
  const gpus = await findGpus();
  const plan = planTensorflow({ platform: process.platform, arch: process.arch, gpus });
  const known = readStamp();
  const isRecent = known !== undefined && Date.now() - known.at < RETRY_AFTER_MS;
  const isAsPlanned = plan.kind === 'cpu' ? known?.gpuReason === plan.reason : known?.kind === 'cuda' || (isRecent && known?.gpuReason !== undefined);
  if (known?.state === 'ready' && isAsPlanned && known.fingerprint === fingerprint(folder)) return 'ready';
  if (known?.state === 'portable' && isRecent && (await loadProblem()) !== undefined) return 'portable (slower; see doctor)';
  if (plan.reason !== undefined) report(`The GPU is not used: ${plan.reason}.`);
  if (plan.kind === 'cpu' && (await loadProblem()) === undefined) return finish(folder, { kind: 'cpu', gpuReason: plan.reason });
  return withLock(path.join(cacheFolder(), 'tensorflow.lock'), () => prepare(folder, plan, report), { onWait: () => report('waiting for another set-up') });
}

async function prepare(folder, plan, report) {
  let gpuReason = plan.reason;
  if (plan.kind === 'cuda') {
    const problem = await attempt(() => stageFromWheel(folder, plan, report), { usesGpu: true });
    if (problem === undefined) return finish(folder, { kind: 'cuda' });
    gpuReason = problem;
    report(`The GPU is not used: ${problem}. It is tried again tomorrow.`);
    if ((await loadProblem()) === undefined) return finish(folder, { kind: 'cpu', gpuReason });
  }
  const plainPlan = planTensorflow({ platform: process.platform, arch: process.arch, gpus: [] });
  const attempts = { prebuilt: () => downloadPrebuilt(folder, report), wheel: () => stageFromWheel(folder, plainPlan, report) };
  const reasons = [];
  for (const [name, work] of Object.entries(attempts)) {
    const problem = await attempt(work);
    if (problem === undefined) return finish(folder, { kind: 'cpu', gpuReason });
    reasons.push(`${name}: ${problem}`);
  }
  writeStamp({ state: 'portable', at: Date.now(), reasons, gpuReason });
  for (const reason of reasons) report(reason);
  report('training will use the portable backend, about 15 times slower. Delete node_modules/.almanac-tensorflow to try again at once.');
  return 'portable';
}

/** @returns what is wrong after it, or `undefined` */
async function attempt(work, wanted) {
  try {
    await work();
    return await loadProblem(wanted);
  } catch (error) {
    return error.message.split('\n')[0];
  }
}

/** Why TensorFlow cannot be loaded by this Node, or `undefined`. Asked in a child, because a broken library ends its process. */
async function loadProblem({ usesGpu = false } = {}) {
  const script = `
    const util = require('node:util'); // tfjs-node wants two functions that newer Nodes warn of or have no more
    util.isNullOrUndefined = (value) => value === null || value === undefined;
    util.isArray = Array.isArray;
    const tf = require('@tensorflow/tfjs-node');
    if (tf.add(2, 3).dataSync()[0] !== 5) process.exit(3);
    if (${usesGpu} && !tf.backend().isUsingGpuDevice) process.exit(4);`;
  const env = { ...toolEnvironment, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { code, output } = await run([process.execPath, '-e', script], { env, timeoutMs: 120_000 });
  if (code === 4) return 'TensorFlow loads, but does not find the GPU';
  return code === 0 ? undefined : (/^.*Error:.*$/m.exec(output)?.[0] ?? `TensorFlow does not load (exit ${code})`);
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

function finish(folder, { kind, gpuReason }) {
  writeStamp({ state: 'ready', kind, at: Date.now(), fingerprint: fingerprint(folder), gpuReason });
  return kind === 'cuda' ? 'ready, with the GPU' : 'ready';
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
