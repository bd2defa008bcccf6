/** A repeatable source of numbers: the same seed gives the same sequence on every machine. */
export type Random = {
  /** uniform in [0, 1) */
  readonly next: () => number;
  /** uniform integer in [0, bound) */
  readonly integer: (bound: number) => number;
  /** standard normal */
  readonly normal: () => number;
};

/** sfc32, a small fast counting generator (Doty-Humphrey, PractRand), warmed up from one 32-bit seed. */
export function seededRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let k = 0; k < 16; k++) bits();
  const next = () => bits() / 4_294_967_296;
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
