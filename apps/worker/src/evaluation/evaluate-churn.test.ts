import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inferTable, purchaseFeatures, seededRandom } from '@almanac/models';
import { afterAll, describe, expect, it } from 'vitest';
import { readCustomerFile, readFolds, readLabels, readTransactions } from './churn-files';
import { evaluateChurn } from './evaluate-churn';

const folder = mkdtempSync(join(tmpdir(), 'almanac-churn-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const write = (text: string) => {
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, text);
  return path;
};
const customers = { id: 'who', label: 'left', positive: 'Yes', ignore: [] };
const plain = { backend: 'none' };

describe('readCustomerFile', () => {
  it('reads labels and the columns that may be features', async () => {
    const { ids, labels, columns } = await readCustomerFile(write('\uFEFFwho,age,plan,left\n7,31,basic,Yes\n8.0,,"a, b",No\n'), { ...customers, ignore: ['plan'] });
    expect(ids).toEqual(['7', '8']);
    expect([...labels]).toEqual([1, 0]);
    expect(columns).toEqual([{ name: 'age', cells: ['31', ''] }]);
  });

  it('names what is wrong by file, line and column', async () => {
    await expect(readCustomerFile(write('who,left\n1,Yes\n'), { ...customers, label: 'gone' })).rejects.toThrow(/line 1, column gone: is missing, which --label names; the header has "who", "left"/);
    await expect(readCustomerFile(write('who,left\n1,Yes\n1,No\n,No\n2,\n'), customers)).rejects.toThrow(/line 3, column who: "1" is in line 2 already[^]*line 4, column who: is empty[^]*line 5, column left: is empty/);
    await expect(readCustomerFile(write('who,left\n1,true\n2,false\n'), customers)).rejects.toThrow(/no row has "Yes" in column left, which --positive names; it holds "true", "false"/);
    await expect(readCustomerFile(write('who,left\n1,Yes\n2\n'), customers)).rejects.toThrow(/line 3, column who: the row has 1 cells, the header 2/);
    await expect(readCustomerFile(write(''), customers)).rejects.toThrow(/empty/);
    await expect(readFolds(write('who,fold\n1,0\n'), 'who', ['1', '2'])).rejects.toThrow(/customer "2" has none/);
    await expect(readLabels(write('who,churned,fold\n1,maybe,0\n'), 'CustomerID')).rejects.toThrow(/line 2, column churned: "maybe" is neither 1/);
  });
});

describe('readTransactions', () => {
  const cutoff = 20_000; // 2024-10-04
  it('keeps what was before the cutoff, with returns apart', async () => {
    const path = write('c,day,n,price,receipt\n1,2024-10-01 10:00:00,2,3,r1\n1,2024-10-01,1,4,r1\n1,2024-10-02,-1,3,r2\n1,2024-10-04,9,9,r3\n2,2024-10-03,1,0,r4\n3,2024-10-03,1,1,r5\n,2024-10-03,1,1,r6\n');
    const { histories, lines } = await readTransactions(path, { id: 'c', date: 'day', quantity: 'n', price: 'price', order: 'receipt' }, cutoff, ['1', '2']);
    expect(lines).toBe(3);
    expect([...histories.amount]).toEqual([10, 0]);
    expect([...histories.returned]).toEqual([0, 3]);
  });

  it('names what is wrong by line and column', async () => {
    await expect(readTransactions(write('c,day,v\n1,01/10/2024,5\n1,2024-10-01,many\n'), { id: 'c', date: 'day', amount: 'v' }, cutoff, ['1'])).rejects.toThrow(/line 2, column day: "01\/10\/2024" is no date[^]*line 3, column v: "many" is no number/);
    await expect(readTransactions(write('c,day,v\n5,2024-10-01,5\n'), { id: 'c', date: 'day', amount: 'v' }, cutoff, ['1'])).rejects.toThrow(/none of the 1 customers has a sale/);
  });
});

describe('evaluateChurn', () => {
  const random = seededRandom(4);
  const rows = Array.from({ length: 400 }, (_, k) => ({ id: String(k), months: random.integer(40), plan: ['a', 'b'][random.integer(2)]! }));
  const labels = Uint8Array.from(rows, ({ months, plan }) => (random.next() < 1 / (1 + Math.exp(months / 6 - 1 - (plan === 'a' ? 1 : 0))) ? 1 : 0));
  const { table } = inferTable([{ name: 'months', cells: rows.map(({ months }) => String(months)) }, { name: 'plan', cells: rows.map(({ plan }) => plan) }]);
  const folds = rows.map((_, k) => String(k % 3));

  it('scores every method and what serves, repeatably', async () => {
    const input = { table, labels, folds, models: ['logistic', 'gbdt'] as const, seed: 2 };
    const [one, two] = [await evaluateChurn(input, plain), await evaluateChurn(input, plain)];
    const scores = ({ evaluation }: typeof one) => [...evaluation.models, evaluation.champion].map(({ fitSeconds: _fit, ...rest }) => rest);
    expect(scores(one)).toEqual(scores(two));
    expect(one.evaluation.models.map(({ name }) => name)).toEqual(['logistic', 'gbdt', 'combination']);
    expect(one.evaluation.data).toMatchObject({ customers: 400, features: 2, folds: 3 });
    expect(one.evaluation.champion.rocAuc).toBeGreaterThan(0.75);
    expect(one.probabilities.get('champion')!.every((p) => p > 0 && p < 1)).toBe(true);
  }, 60_000);

  it('says which fold cannot be scored', async () => {
    await expect(evaluateChurn({ table, labels, folds: rows.map(() => '0'), seed: 1 }, plain)).rejects.toThrow(/at least two folds/);
    await expect(evaluateChurn({ table, labels, folds: rows.map((_, k) => String(labels[k])), seed: 1 }, plain)).rejects.toThrow(/fold 0 has 0 customers who left/);
  });

  it('answers on the command line with one document, or a sentence on what to change', () => {
    const input = write(['id,months,plan,left', ...rows.slice(0, 200).map(({ id, months, plan }, k) => `${id},${months},${plan},${labels[k] === 1 ? 'Yes' : 'No'}`)].join('\n'));
    const almanac = (...words: string[]) => execFileSync('npx', ['tsx', fileURLToPath(new URL('../cli/main.ts', import.meta.url)), 'evaluate', 'churn', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const predictions = join(folder, 'predictions.csv');
    const answer = JSON.parse(almanac('--input', input, '--id', 'id', '--label', 'left', '--positive', 'Yes', '--models', 'logistic', '--predictions', predictions, '--json')) as { champion: object; data: object; seed: number };
    expect(Object.keys(answer.champion)).toEqual(['name', 'rocAuc', 'rocAucSd', 'prAuc', 'f1', 'brier', 'lift10', 'fitSeconds']);
    expect(answer).toMatchObject({ data: { customers: 200, folds: 5 }, seed: 1, champion: { name: 'logistic' } });
    expect(readFileSync(predictions, 'utf8').trim().split('\n')).toHaveLength(1 + 3 * 200);
    expect(() => almanac('--input', input, '--id', 'id')).toThrow(/--label: with --input, name the column that says who left/);
    expect(() => almanac('--transactions', input, '--id', 'id', '--date', 'd', '--cutoff', '2024-02-30', '--labels', input)).toThrow(/--cutoff: is no day/);
  }, 60_000);
});

const datasets = process.env['ALMANAC_DATASETS'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

describe.skipIf(!existsSync(join(datasets, 'telco-churn/customers.csv.gz')))('the optional public data sets', () => {
  it('are read as published', async () => {
    const { ids, labels, columns } = await readCustomerFile(join(datasets, 'telco-churn/customers.csv.gz'), { id: 'customerID', label: 'Churn', positive: 'Yes', ignore: [] });
    const folds = await readFolds(join(datasets, 'telco-churn/folds.csv.gz'), 'customerID', ids);
    const { table, leftOut } = inferTable(columns);
    expect([ids.length, table.columns.length, leftOut.length]).toEqual([7043, 19, 0]);
    expect(labels.reduce((sum, label) => sum + label, 0) / 7043).toBeCloseTo(0.2654, 4);
    expect(new Set(folds).size).toBe(5);
    expect(table.columns[table.names.indexOf('TotalCharges')]).toMatchObject({ kind: 'numeric' });
  });

  it('give everyone a label and a history before the cutoff', async () => {
    const known = await readLabels(join(datasets, 'cdnow/churn_labels.csv.gz'), 'customer');
    const { histories } = await readTransactions(join(datasets, 'cdnow/purchases.csv.gz'), { id: 'customer', date: 'date', amount: 'amount' }, 10_135, known.ids); // 1997-10-01
    expect(known.ids).toHaveLength(23_570);
    expect(purchaseFeatures(histories, 10_135).purchases!.age.every((age) => age > 0)).toBe(true);
  });
});
