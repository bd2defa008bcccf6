import { addLists, scaledTop } from './combination';
import { weighHistory } from './fitted-method';
import { countUsers, historyOf, type History, type Interactions } from './interactions';
import type { RecommenderName } from './method';
import { ranksOf, topItems } from './ranking';
import type { FittedMethod, Listener, Reason, Recommendation, Recommender, RecommendOptions } from './recommender';

/** The answers of a fitted recommender. */
export function serve(data: Interactions, methods: readonly FittedMethod[]): Pick<Recommender, 'recommend' | 'recommendBy' | 'explain' | 'audience'> {
  const { items } = data;
  const usersOf = countUsers(data);
  const tieRank = ranksOf(usersOf);
  const serving = methods.filter(({ weight }) => weight > 0);
  const [scores, sums] = [new Float32Array(items), new Float32Array(items)];
  const popular = Float32Array.from(usersOf);

  const scoresOf = (name: RecommenderName, history: History, isExcluded: Uint8Array): Float32Array => {
    if (history.items.length === 0) return popular;
    const alone = name === 'combination' && serving.length > 1 ? undefined : (methods.find((method) => method.name === name) ?? serving[0]);
    if (alone) {
      alone.scorer.score(weighHistory(history, alone.weighting), scores);
      return scores;
    }
    const lists = serving.map(({ scorer, weighting }) => {
      scorer.score(weighHistory(history, weighting), scores);
      return scaledTop(scores, tieRank, isExcluded);
    });
    sums.fill(0);
    addLists(lists, serving.map(({ weight }) => weight), sums);
    return sums;
  };

  const recommendBy = (name: RecommenderName, history: History, k: number, { isExcluded, keepsOwned = false }: RecommendOptions = {}): Recommendation[] => {
    const excluded = isExcluded ? isExcluded.slice() : new Uint8Array(items);
    if (!keepsOwned) for (const item of history.items) excluded[item] = 1;
    const { items: best, scores: values } = topItems(scoresOf(name, history, excluded), k, tieRank, excluded);
    return Array.from(best, (item, place) => ({ item, score: values[place]! }));
  };

  const explain = (history: History, item: number, most: number): Reason[] => {
    const total = new Float64Array(history.items.length);
    for (const { scorer, weighting, weight } of serving) {
      const parts = scorer.contributions?.(weighHistory(history, weighting), item);
      if (!parts) continue;
      const size = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
      if (size > 0) parts.forEach((part, k) => (total[k]! += (weight * Math.max(0, part)) / size));
    }
    const sum = total.reduce((a, b) => a + b, 0);
    return Array.from(total, (part, k) => ({ item: history.items[k]!, share: part / sum }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || a.item - b.item)
      .slice(0, most);
  };

  const audience = (of: Interactions, item: number, most: number): Listener[] => {
    const judges = [...serving].sort((a, b) => b.weight - a.weight).filter(({ scorer }) => scorer.contributions !== undefined);
    const judge = judges[0];
    if (!judge) return [];
    const listeners: Listener[] = [];
    for (let user = 0; user < of.users; user++) {
      const history = historyOf(of, user);
      if (history.items.includes(item)) continue;
      const score = judge.scorer.contributions!(weighHistory(history, judge.weighting), item).reduce((sum, part) => sum + part, 0);
      if (score > 0) listeners.push({ user, score });
    }
    return listeners.sort((a, b) => b.score - a.score || a.user - b.user).slice(0, most);
  };

  return { recommend: (history, k, options) => recommendBy('combination', history, k, options), recommendBy, explain, audience };
}
