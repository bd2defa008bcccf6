// Plain JavaScript, because the set-up scripts use it before anything is installed. Types: nvidia.d.mts.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ANSWER_MS = 10_000;
const OLDEST_DRIVER = 525; // of CUDA 12
const OLDEST_CAPABILITY = 6; // Pascal: the oldest TensorFlow 2.21 has code for

/** What TensorFlow's own wheel asks for with its extra `and-cuda`, at the versions pip chose for it. */
const cudaWheels = {
  'nvidia-cublas-cu12': '12.9.3.13',
  'nvidia-cuda-cupti-cu12': '12.9.79',
  'nvidia-cuda-nvcc-cu12': '12.9.86',
  'nvidia-cuda-nvrtc-cu12': '12.9.86',
  'nvidia-cuda-runtime-cu12': '12.9.79',
  'nvidia-cudnn-cu12': '9.28.0.42',
  'nvidia-cufft-cu12': '11.4.1.4',
  'nvidia-curand-cu12': '10.3.10.19',
  'nvidia-cusolver-cu12': '11.7.5.82',
  'nvidia-cusparse-cu12': '12.5.10.65',
  'nvidia-nccl-cu12': '2.32.3',
  'nvidia-nvjitlink-cu12': '12.9.86',
};

export const TENSORFLOW = '2.21.0';

export async function findGpus() {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', ['--query-gpu=name,driver_version,memory.total,compute_cap', '--format=csv,noheader,nounits'], { timeout: ANSWER_MS });
    return parseGpus(stdout);
  } catch {
    return []; // no such program, or one that finds no driver
  }
}

export function parseGpus(answer) {
  return answer.split('\n').flatMap((line) => {
    const [name, driver, memoryMb, capability] = line.split(',').map((cell) => cell.trim());
    return Number(memoryMb) > 0 ? [{ name, driver, memoryMb: Number(memoryMb), capability: Number(capability) }] : [];
  });
}

export function planTensorflow({ platform, arch, gpus }) {
  const cpu = (reason) => ({ kind: 'cpu', wheel: `tensorflow-cpu==${TENSORFLOW}`, downloadMb: 274, cudaWheels: [], ...(reason && { reason }) });
  if (gpus.length === 0) return cpu();
  const [{ name }] = gpus;
  if (platform !== 'linux' || arch !== 'x64') return cpu(`TensorFlow has no CUDA library for ${platform}-${arch}`);
  const usable = gpus.filter(({ driver, capability }) => Number.parseInt(driver) >= OLDEST_DRIVER && !(capability < OLDEST_CAPABILITY));
  if (usable.length > 0) return { kind: 'cuda', wheel: `tensorflow==${TENSORFLOW}`, downloadMb: 572, cudaWheels: Object.entries(cudaWheels).map(([wheel, version]) => `${wheel}==${version}`) };
  const isOldDriver = gpus.some(({ capability }) => !(capability < OLDEST_CAPABILITY));
  return cpu(isOldDriver ? `the driver ${gpus[0].driver} of the ${name} is too old: ${OLDEST_DRIVER} or newer is needed` : `the ${name} is too old for CUDA 12 (compute capability ${gpus[0].capability})`);
}
