export interface Gpu {
  readonly name: string;
  readonly driver: string;
  readonly memoryMb: number;
  /** CUDA's number for what the chip can do; `NaN` from drivers that do not tell. */
  readonly capability: number;
}

/** Which wheels hold the library that serves this machine best. */
export interface TensorflowPlan {
  readonly kind: 'cpu' | 'cuda';
  readonly wheel: string;
  readonly downloadMb: number;
  /** CUDA's libraries, each a requirement for pip. */
  readonly cudaWheels: readonly string[];
  /** Why the GPU that is there is not used. */
  readonly reason?: string;
}

export const TENSORFLOW: string;
/** The NVIDIA GPUs that `nvidia-smi` sees; none where it does not answer. */
export function findGpus(): Promise<Gpu[]>;
/** Reads the answer of `nvidia-smi --query-gpu=name,driver_version,memory.total,compute_cap --format=csv,noheader,nounits`. */
export function parseGpus(answer: string): Gpu[];
export function planTensorflow(machine: { readonly platform: string; readonly arch: string; readonly gpus: readonly Gpu[] }): TensorflowPlan;
