/**
 * One line a step: `[2/7] TensorFlow … ready (12 s)`. Steps may run side by side, so a line is written when its step is done.
 * @param {{ total: number, write?: (line: string) => void }} options
 */
export function createProgress({ total, write = (line) => console.log(line) }) {
  let started = 0;
  return {
    note: write,
    async step(name, work) {
      const number = ++started;
      const since = performance.now();
      const line = (text) => write(`[${number}/${total}] ${name} … ${text}`);
      try {
        const outcome = await work((text) => line(text));
        line(`${typeof outcome === 'string' ? outcome : 'ready'} (${seconds(since)})`);
        return outcome;
      } catch (error) {
        line(`failed (${seconds(since)})`);
        throw error;
      }
    },
  };
}

/** Whole seconds since `start`, as people say them. */
export function seconds(start) {
  return `${Math.round((performance.now() - start) / 1000)} s`;
}
