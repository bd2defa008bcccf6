/** Adam (Kingma & Ba 2015) with decoupled weight decay and the gradient clipped to a global norm, on plain arrays in place. */
export type Adam = { readonly step: (parameters: readonly Float32Array[], gradients: readonly Float32Array[], learningRate: number) => void };

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export function createAdam(sizes: readonly number[], { weightDecay = 0, clipNorm = 1 }: { readonly weightDecay?: number; readonly clipNorm?: number } = {}): Adam {
  const first = sizes.map((size) => new Float64Array(size));
  const second = sizes.map((size) => new Float64Array(size));
  let count = 0;
  return {
    step: (parameters, gradients, learningRate) => {
      count += 1;
      const norm = Math.sqrt(gradients.reduce((sum, g) => sum + g.reduce((s, v) => s + v * v, 0), 0));
      if (!Number.isFinite(norm)) return; // a batch that overflowed teaches nothing
      const shrink = norm > clipNorm ? clipNorm / norm : 1;
      const rate = (learningRate * Math.sqrt(1 - BETA2 ** count)) / (1 - BETA1 ** count);
      parameters.forEach((parameter, k) => {
        const [m, v, gradient] = [first[k]!, second[k]!, gradients[k]!];
        for (let j = 0; j < parameter.length; j++) {
          const g = gradient[j]! * shrink;
          m[j] = BETA1 * m[j]! + (1 - BETA1) * g;
          v[j] = BETA2 * v[j]! + (1 - BETA2) * g * g;
          parameter[j] = parameter[j]! * (1 - learningRate * weightDecay) - (rate * m[j]!) / (Math.sqrt(v[j]!) + EPSILON);
        }
      });
    },
  };
}

/** Learning rate that warms up over the first steps and falls to a hundredth along half a cosine. */
export function cosineRate(peak: number, step: number, steps: number): number {
  const warmup = Math.min(20, steps / 10);
  if (step < warmup) return (peak * (step + 1)) / warmup;
  return peak * (0.01 + 0.99 * 0.5 * (1 + Math.cos((Math.PI * (step - warmup)) / Math.max(1, steps - warmup))));
}
