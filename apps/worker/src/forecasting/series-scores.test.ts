import { describe, expect, it } from 'vitest';
import { scoreBacktest } from './series-scores';

describe('scoreBacktest', () => {
  it('scores the served forecast and the last season over the same periods', () => {
    const y = Float64Array.of(10, 20, 10, 20, 10, 20, 10, 12, 22);
    const [served, naive] = scoreBacktest({ y }, [{ first: 7, y: [12, 22], mean: [13, 24], median: [11, 24], lower: [10, 23], upper: [13, 25] }], 'day');
    // |12 - 11| + |22 - 24| of 34; the day a week before sold 10 and 20
    expect(served).toEqual({ model: 'combination', wape: 3 / 34, mase: 1.5 / 10, wql: null, coverage80: 0.5, bias: 3 / 34, isChampion: true });
    expect(naive).toMatchObject({ model: 'seasonal-naive', wape: 4 / 34, bias: -4 / 34, coverage80: null, isChampion: false });
  });

  it('leaves missing periods out, and is empty without a window', () => {
    const y = Float64Array.of(1, 2, 3, 4, Number.NaN);
    const [served] = scoreBacktest({ y }, [{ first: 3, y: [4, null], mean: [4, 9], median: [4, 9], lower: [3, 3], upper: [5, 5] }], 'day');
    expect(served).toMatchObject({ wape: 0, coverage80: 1 });
    expect(scoreBacktest({ y }, [], 'day')).toEqual([]);
  });
});
