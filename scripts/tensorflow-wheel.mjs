import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TENSORFLOW } from '../apps/worker/src/platform/nvidia.mjs';
import { findProgram, installSystemPackages, must, run } from './shell.mjs';

const WHEEL_TIMEOUT_MS = 900_000;
const LIBRARIES = { 'libtensorflow.so': 'libtensorflow_cc.so.2', 'libtensorflow_framework.so': 'libtensorflow_framework.so.2' };

/** What checkouts of one user share: downloads and built parts, all of which can be deleted at any time. */
export function cacheFolder() {
  const folder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'almanac');
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Builds tfjs-node's addon against the C library that TensorFlow's wheel carries; CUDA's libraries lie beside it, where it looks for
 * them. Library, headers and addon stay in the cache, so the next checkout takes seconds. The caller holds the cache's lock.
 * @param {import('../apps/worker/src/platform/nvidia.mjs').TensorflowPlan} plan
 */
export async function stageFromWheel(folder, plan, report) {
  if (process.platform !== 'linux') throw new Error(`not offered for ${process.platform}`);
  const staged = path.join(cacheFolder(), 'tensorflow', `${TENSORFLOW}-${process.platform}-${process.arch}${plan.kind === 'cuda' ? '-cuda' : ''}`);
  if (!fs.existsSync(staged)) await stage(staged, plan, report);
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const napi = Math.min(8, Number(process.versions.napi)); // the newest the package knows
  const built = path.join(staged, `tfjs-node-${version}-napi-v${napi}.node`);
  linkDependencies(folder, staged);
  if (!fs.existsSync(built)) await build(folder, staged, napi, built, report);
  const target = path.join(folder, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.rmSync(target, { force: true });
  fs.copyFileSync(built, target); // a copy: the library is looked for relative to where this file lies
}

async function stage(staged, plan, report) {
  const draft = `${staged}.draft`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const pip = await findPip(report);
  const wheel = await fetchWheel(pip, plan.wheel, `TensorFlow (${plan.downloadMb} MB)`, report);
  report('unpacking the library');
  await unpack(wheel, draft);
  for (const [index, requirement] of plan.cudaWheels.entries()) {
    const part = await fetchWheel(pip, requirement, `CUDA, part ${index + 1} of ${plan.cudaWheels.length}`, report);
    await unpack(part, draft);
    fs.rmSync(part); // they are large, and now unpacked
  }
  for (const [name, target] of Object.entries(LIBRARIES)) {
    if (!fs.existsSync(path.join(draft, 'lib', target))) throw new Error(`the wheel has no ${target}`);
    fs.symlinkSync(target, path.join(draft, 'lib', name));
  }
  fs.renameSync(draft, staged);
}

async function unpack(wheel, target) {
  try {
    await must('Unpacking a wheel', ['python3', '-c', unpackScript, wheel, target]);
  } catch (error) {
    fs.rmSync(wheel, { force: true }); // a cut-off file would fail for ever
    throw error;
  }
}

/** @param {string} requirement as `name==version` */
async function fetchWheel(pip, requirement, what, report) {
  const prefix = `${requirement.replaceAll('-', '_').replace('==', '-')}-`;
  const wheels = path.join(cacheFolder(), 'wheels');
  fs.mkdirSync(wheels, { recursive: true });
  const find = (folder) => fs.readdirSync(folder).find((name) => name.startsWith(prefix) && name.endsWith('.whl'));
  const kept = find(wheels);
  if (kept) return path.join(wheels, kept);
  report(`downloading ${what}`);
  const draft = fs.mkdtempSync(path.join(wheels, '.download-'));
  try {
    const options = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--no-cache-dir', '--disable-pip-version-check', '--retries', '2'];
    await must(`pip download ${requirement}`, [...pip, 'download', ...options, '-d', draft, requirement], { timeoutMs: WHEEL_TIMEOUT_MS });
    const name = find(draft);
    if (name === undefined) throw new Error('pip brought no wheel');
    fs.renameSync(path.join(draft, name), path.join(wheels, name));
    return path.join(wheels, name);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

async function findPip(report) {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip']];
  const works = async (command) => (await run([...command, '--version'])).code === 0;
  for (const command of candidates) if (await works(command)) return command;
  report('installing pip');
  if ((await installSystemPackages(['python3-pip'])) && (await works(candidates[0]))) return candidates[0];
  const venv = path.join(cacheFolder(), 'pip');
  if ((await run(['python3', '-m', 'venv', venv])).code === 0) return [path.join(venv, 'bin', 'pip')];
  throw new Error('pip is missing (install python3-pip)');
}

/** `deps` of the package points into the cache; a folder someone filled by hand is replaced only because it did not load. */
function linkDependencies(folder, staged) {
  const deps = path.join(folder, 'deps');
  fs.rmSync(deps, { recursive: true, force: true });
  fs.symlinkSync(staged, deps);
}

/** Two source files and one library: the compiler alone does what node-gyp would, without its own downloads. */
async function build(folder, staged, napi, target, report) {
  const headers = await nodeHeaders(report);
  if (!findProgram('c++')) {
    report('installing a C++ compiler');
    if (!(await installSystemPackages(['g++']))) throw new Error('a C++ compiler is missing (install g++)');
  }
  report('building the addon');
  const draft = `${target}.draft`;
  const flags = ['-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${napi}`, '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'];
  const include = ['-I', folder, '-I', path.join(staged, 'include'), '-I', headers];
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
  const link = ['-L', path.join(staged, 'lib'), '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  await must('Building the TensorFlow addon', ['c++', ...flags, ...include, ...sources, ...link, '-o', draft], { cwd: folder });
  fs.renameSync(draft, target);
}

async function nodeHeaders(report) {
  const beside = path.join(path.dirname(path.dirname(fs.realpathSync(process.execPath))), 'include', 'node');
  const fetched = path.join(os.homedir(), '.cache', 'node-gyp', process.versions.node, 'include', 'node');
  const find = () => [beside, '/usr/include/node', fetched].find((folder) => fs.existsSync(path.join(folder, 'node_api.h')));
  const found = find();
  if (found) return found;
  report('downloading the headers of Node');
  const gyp = path.join(path.dirname(process.env.npm_execpath ?? ''), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  await run(fs.existsSync(gyp) ? [process.execPath, gyp, 'install'] : ['node-gyp', 'install'], { timeoutMs: 120_000 });
  const late = find();
  if (late === undefined) throw new Error('the headers of Node are missing (node_api.h)');
  return late;
}

const unpackScript = `
import os, shutil, sys, zipfile
wheel, target = sys.argv[1:3]
libraries = {'libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'}
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        folder, name = os.path.split(entry.filename)
        if folder == 'tensorflow' and name in libraries:
            out = os.path.join(target, 'lib', name)
        elif folder.startswith('tensorflow/include/') and name.endswith('.h') and ('/c/' in folder + '/' or 'ctstring' in name):
            out = os.path.join(target, os.path.relpath(entry.filename, 'tensorflow'))
        elif folder.startswith('nvidia/') and '/include' not in folder and not entry.is_dir():
            out = os.path.join(target, entry.filename)
        else:
            continue
        os.makedirs(os.path.dirname(out), exist_ok=True)
        with archive.open(entry) as source, open(out, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 22)
        if name in libraries:
            with open(out, 'rb') as written:
                os.fsync(written.fileno())
`;
