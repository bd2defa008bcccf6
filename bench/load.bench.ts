import { CUSTOMERS, SALES_LINES } from './load/company';
import { home, prepareDatabase } from './load/database';
import { keepTraining, preparePlan } from './load/background';
import { startProduct, type Product } from './load/product';
import { describeMemory, describeTraffic } from './load/report';
import { sendTraffic } from './load/traffic';

export const name = 'load';

const PEOPLE = 50;
const SAMPLE_EVERY_MS = 5_000;

/**
 * The built product under people: fifty of them, signed in, open pages, ask for their data and take files, one thing every five seconds each, in a company of
 * fifty thousand series, while a training runs. Server, Postgres, training and the sender of requests share the machine. `--quick` takes one minute instead of ten.
 */
export async function run({ log, isQuick }: { log: (line: string) => void; isQuick: boolean }) {
  const seconds = isQuick ? 60 : 600;
  const cookies = await prepareDatabase(PEOPLE, log);
  const product = await startProduct({ home, port: 4740, hasDemo: false }, log);
  try {
    const manager = cookies[0]!;
    await preparePlan(product.url, manager, log);
    await sendTraffic({ url: product.url, cookies, seconds: 20 }, log); // code compiled and connections made, as on any day but the first
    const training = await keepTraining(product.url, manager);
    const stopSampling = sampleMemory(product);
    const answered = await sendTraffic({ url: product.url, cookies, seconds }, log);
    const samples = await stopSampling();
    await training.stop();
    const traffic = describeTraffic(answered, seconds);
    log(`${answered.length} answers, ${answered.filter(({ isGood }) => !isGood).length} errors`);
    const rows = [...traffic.rows, ...describeMemory(samples), { subject: 'training beside it', note: `running in ${Math.round((100 * samples.filter(({ training: mb }) => mb !== undefined).length) / samples.length)} % of ${samples.length} looks; ${CUSTOMERS.toLocaleString('en')} series and customers, ${SALES_LINES.toLocaleString('en')} sales lines` }];
    return { name, rows, ratios: traffic.ratios };
  } finally {
    await product.stop();
  }
}

function sampleMemory(product: Product): () => Promise<Record<string, number>[]> {
  const samples: Promise<Record<string, number>>[] = [product.memory()];
  const timer = setInterval(() => samples.push(product.memory()), SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    return Promise.all(samples);
  };
}
