import { describe, expect, it } from 'vitest';
import { parseGpus, planTensorflow } from './nvidia.mjs';

const linux = { platform: 'linux', arch: 'x64' };
const planFor = (answer: string, machine = linux) => planTensorflow({ ...machine, gpus: parseGpus(answer) });

describe('the TensorFlow library of a machine', () => {
  it('is the plain one where nvidia-smi does not answer, or says that there is nothing', () => {
    expect(planTensorflow({ ...linux, gpus: [] })).toEqual({ kind: 'cpu', wheel: 'tensorflow-cpu==2.21.0', downloadMb: 274, cudaWheels: [] });
    expect(parseGpus('')).toEqual([]);
    expect(parseGpus('No devices were found\n')).toEqual([]);
    expect(parseGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
  });

  it('is the one with CUDA, and its libraries, for a GPU', () => {
    expect(parseGpus('NVIDIA H100 80GB HBM3, 550.54.15, 81559, 9.0\n')).toEqual([{ name: 'NVIDIA H100 80GB HBM3', driver: '550.54.15', memoryMb: 81_559, capability: 9 }]);
    const plan = planFor('NVIDIA H100 80GB HBM3, 550.54.15, 81559, 9.0\n');
    expect(plan).toMatchObject({ kind: 'cuda', wheel: 'tensorflow==2.21.0' });
    expect(plan.cudaWheels).toHaveLength(12);
    expect(plan.cudaWheels.every((wheel) => /^nvidia-[a-z-]+-cu12==[\d.]+$/.test(wheel))).toBe(true);
    expect(planFor('Tesla T4, 535.183.01, 15360, 7.5\nTesla T4, 535.183.01, 15360, 7.5\n').kind).toBe('cuda');
    expect(planFor('GeForce GTX 1080, 525.60.13, 8192, [Not Supported]\n').kind).toBe('cuda');
  });

  it.each([
    ['an old driver', 'Tesla V100-SXM2-16GB, 470.82.01, 16160, 7.0\n', linux, 'the driver 470.82.01 of the Tesla V100-SXM2-16GB is too old: 525 or newer is needed'],
    ['an old chip', 'Tesla K80, 535.104.05, 11441, 3.7\n', linux, 'the Tesla K80 is too old for CUDA 12 (compute capability 3.7)'],
    ['another system', 'NVIDIA RTX A2000, 551.61, 6138, 8.6\n', { platform: 'win32', arch: 'x64' }, 'TensorFlow has no CUDA library for win32-x64'],
  ])('is the plain one, with its reason, for %s', (_what, answer, machine, reason) => expect(planFor(answer, machine)).toMatchObject({ kind: 'cpu', reason, cudaWheels: [] }));
});
