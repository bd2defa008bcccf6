'use client';
import type { TrainingRun } from '@almanac/data/contract';
import { Card, Metric, MetricStrip } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { ScoreTable, useModelName } from '../forecasting/index';
import { ChampionWeights } from './ChampionWeights';
import { ClassifierScoreTable, RecommenderScoreTable } from './RunScores';

/** The headline figures of what serves, by the measures of its capability. */
export function RunMetrics({ run }: { readonly run: TrainingRun }) {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  const first = run.champion !== null && <Metric label={t('scores.champion')} value={modelName(run.champion)} />;
  const size = <Metric label={t(`training.learnedFrom.${run.capability}`)} value={f.integer(run.seriesCount)} />;
  switch (run.capability) {
    case 'forecast': {
      const champion = run.scores.find(({ isChampion }) => isChampion);
      if (!champion) return null;
      const naive = run.scores.find(({ model }) => model === 'seasonal-naive');
      const gain = champion.wape != null && naive?.wape ? champion.wape / naive.wape - 1 : undefined;
      return (
        <MetricStrip>
          {first}
          <Metric label={t('overview.forecastError')} value={f.percent(champion.wape)} unit="WAPE" detail={gain !== undefined && t('training.versusNaive', { change: f.percentSigned(gain) })} help={t('overview.wapeHelp')} />
          <Metric label={t('overview.coverage')} value={f.percent(champion.coverage80)} detail={t('overview.coverageTarget')} help={t('overview.coverageHelp')} />
          {size}
        </MetricStrip>
      );
    }
    case 'recommend': {
      const champion = run.scores.find(({ isChampion }) => isChampion);
      if (!champion) return null;
      const popular = run.scores.find(({ model }) => model === 'popularity');
      const times = champion.hitRate10 != null && popular?.hitRate10 ? champion.hitRate10 / popular.hitRate10 : undefined;
      return (
        <MetricStrip>
          {first}
          <Metric label={t('scores.hitRate')} value={f.percent(champion.hitRate10)} detail={times !== undefined && t('training.versusPopular', { times: f.ratio(times) })} help={t('scores.hitRateHelp')} />
          <Metric label={t('scores.catalogCoverage')} value={f.percent(champion.coverage10)} help={t('scores.catalogCoverageHelp')} />
          {size}
        </MetricStrip>
      );
    }
    case 'churn': {
      const champion = run.scores.find(({ isChampion }) => isChampion);
      if (!champion) return null;
      return (
        <MetricStrip>
          {first}
          <Metric label="ROC AUC" value={f.decimal(champion.rocAuc)} help={t('scores.rocHelp')} />
          <Metric label={t('scores.lift')} value={f.ratio(champion.lift10)} help={t('scores.liftHelp')} />
          {size}
        </MetricStrip>
      );
    }
  }
}

/** All methods compared, and what serves. */
export function RunComparison({ run }: { readonly run: TrainingRun }) {
  const t = useTranslations('training');
  return (
    <div className="grid gap-5">
      <Card title={t('scoresTitle')} isFlush className="[&>div:last-child]:px-4 [&>div:last-child]:pb-2 sm:[&>div:last-child]:px-5">
        {run.capability === 'forecast' && <ScoreTable scores={run.scores} caption={t('scoresTitle')} explanation={t('scoresText')} />}
        {run.capability === 'recommend' && <RecommenderScoreTable scores={run.scores} />}
        {run.capability === 'churn' && <ClassifierScoreTable scores={run.scores} />}
      </Card>
      {run.capability === 'forecast' && run.weights && <ChampionWeights weights={run.weights} reconciliation={run.reconciliation} />}
    </div>
  );
}
