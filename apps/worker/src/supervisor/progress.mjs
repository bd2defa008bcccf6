// Plain JavaScript, because the set-up scripts use it before anything is installed. Types: progress.d.mts.

export function createProgress({ total, first = 1, write = (line) => console.log(line) }) {
  let next = first;
  return {
    note: write,
    async step(name, work) {
      const number = next++;
      const since = performance.now();
      const line = (text) => write(`[${number}/${total}] ${name} … ${text}`);
      try {
        const outcome = await work(line);
        line(`${typeof outcome === 'string' ? outcome : 'ready'} (${seconds(since)})`);
        return outcome;
      } catch (error) {
        line(`failed (${seconds(since)})`);
        throw error;
      }
    },
  };
}

export function seconds(start) {
  return `${Math.round((performance.now() - start) / 1000)} s`;
}
