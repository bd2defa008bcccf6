import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@almanac/models';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluateRecommend } from './evaluate-recommend';
import { leaveLastOut, readInteractionFile } from './interaction-file';
import { splitInteractions } from './interaction-split';

const folder = mkdtempSync(join(tmpdir(), 'almanac-interactions-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const write = (text: string) => {
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, text);
  return path;
};
const columns = { user: 'who', item: 'what' };
const plain = { backend: 'none' };

describe('readInteractionFile', () => {
  it('reads amounts, dates and the split, whatever else is there', async () => {
    const path = write('\uFEFFwhat,who,n,day,colour,part\nx,a,2,2024-01-02,red,train\ny,a,,2024-01-01 08:30,,TEST\n\n');
    const rows = await readInteractionFile(path, { ...columns, weight: 'n', time: 'day', split: 'part' });
    expect(rows).toEqual([
      { user: 'a', item: 'x', weight: 2, time: Date.UTC(2024, 0, 2) / 1000, isTest: false },
      { user: 'a', item: 'y', weight: 1, time: Date.UTC(2024, 0, 1, 8, 30) / 1000, isTest: true },
    ]);
  });

  it('names what is wrong by line and column', async () => {
    await expect(readInteractionFile(write('who,thing\na,b\n'), columns)).rejects.toThrow(/column what: is missing, which --item names; the header has "who", "thing"/);
    await expect(readInteractionFile(write('who,what,n,t\n,x,1,1\na,x,many,1\na,x,1,soon\n'), { ...columns, weight: 'n', time: 't' })).rejects.toThrow(/line 2, column who[^]*line 3, column n[^]*line 4, column t/);
    await expect(readInteractionFile(write('who,what,part\na,x,maybe\n'), { ...columns, split: 'part' })).rejects.toThrow(/write train or test/);
    await expect(readInteractionFile(write(''), columns)).rejects.toThrow(/empty/);
    await expect(readInteractionFile(join(folder, 'absent.csv'), columns)).rejects.toThrow(/cannot be read/);
  });
});

describe('splitInteractions', () => {
  const row = (user: string, item: string, isTest = false, time = Number.NaN) => ({ user, item, weight: 1, time, isTest });

  it('hides the last row by time, and by place where times are equal', () => {
    const rows = leaveLastOut([row('a', 'x', false, 3), row('a', 'y', false, 1), row('b', 'x', false, 1), row('b', 'z', false, 1), row('c', 'x', false, 1)]);
    expect(rows.filter(({ isTest }) => isTest).map(({ user, item }) => user + item)).toEqual(['ax', 'bz']);
    expect(() => leaveLastOut([row('a', 'x')])).toThrow(/nothing to hide/);
  });

  it('takes the order of rows for time unless they are sorted by item', () => {
    const shuffled = ['5', '12', '3', '9', '7', '1'].map((item) => row('a', item));
    expect(splitInteractions(shuffled, false).order).toBe('rows');
    expect(splitInteractions([...shuffled].sort((a, b) => Number(a.item) - Number(b.item)), false).order).toBe('none');
    expect(splitInteractions(shuffled, true).order).toBe('time');
  });

  it('keeps test products that training lacks as misses, and counts what was owned already', () => {
    const { training, tests, repeatedTestPairs } = splitInteractions([row('a', 'x'), row('a', 'new', true), row('a', 'x', true), row('late', 'x', true)], false);
    expect(training.items).toBe(1);
    expect(tests.map(({ user, targets }) => [user, ...targets])).toEqual([[0, 1, 0], [1, 0]]);
    expect(repeatedTestPairs).toBe(1);
  });
});

describe('evaluateRecommend', () => {
  const random = seededRandom(5);
  const rows = Array.from({ length: 150 }, (_, u) => u).flatMap((user) => {
    const begin = random.integer(30);
    return Array.from({ length: 6 }, (_, t) => ({ user: `u${user}`, item: `i${(begin + 3 * t) % 30}`, weight: 1, time: t, isTest: t === 5 }));
  });

  it('scores every method and the champion, repeatably', async () => {
    const input = { ...splitInteractions(rows, true), k: 5, seed: 2 };
    const [one, two] = [await evaluateRecommend(input, plain), await evaluateRecommend(input, plain)];
    const scores = ({ models }: typeof one) => models.map(({ fitSeconds: _fit, predictSeconds: _predict, ...rest }) => rest);
    expect(scores(one)).toEqual(scores(two));
    expect(one.data).toMatchObject({ users: 150, items: 30, trainingPairs: 750, testUsers: 150, testPairs: 150, order: 'time' });
    expect(one.models.slice(0, 6).map(({ name }) => name)).toEqual(['popularity', 'item-cosine', 'item-lift', 'ease', 'als', 'sequence']);
    expect(one.champion.ndcg10).toBeGreaterThan(0.9); // the next one follows from the last
    expect(one.champion.atK?.k).toBe(5);
  });

  it('says what is missing', async () => {
    await expect(evaluateRecommend({ ...splitInteractions(rows.filter(({ isTest }) => !isTest), true), k: 10, seed: 1 }, plain)).rejects.toThrow(/test rows/);
    await expect(evaluateRecommend({ ...splitInteractions(rows.filter(({ isTest }) => isTest), true), k: 10, seed: 1 }, plain)).rejects.toThrow(/learn from/);
  });
});

const datasets = process.env['ALMANAC_DATASETS'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

describe.skipIf(!existsSync(join(datasets, 'online-retail/recs_train.csv.gz')))('the optional public data sets', () => {
  it('are split as published, and popularity scores as published', async () => {
    const file = (name: string) => join(datasets, 'online-retail', name);
    const read = { user: 'user', item: 'sku' };
    const all = [...(await readInteractionFile(file('recs_train.csv.gz'), read)), ...(await readInteractionFile(file('recs_test.csv.gz'), read, true))];
    const { data, champion } = await evaluateRecommend({ ...splitInteractions(all, false), k: 10, models: ['popularity'], seed: 1 }, plain);
    expect(data).toMatchObject({ users: 3613, items: 3502, trainingPairs: 188_399, testUsers: 1753, testPairs: 47_683, repeatedTestPairs: 0, order: 'none' });
    expect(champion.ndcg10).toBeCloseTo(0.0441, 3); // equal counts may be ranked in another order
    expect(champion.recall20).toBeCloseTo(0.0339, 3);
  });
});
