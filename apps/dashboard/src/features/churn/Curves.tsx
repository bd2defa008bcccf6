'use client';
import type { ChurnRunFacts, ChurnThresholds } from '@almanac/data/contract';
import { Card, CurveChart, Facts, Segmented } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useView } from '../../platform/use-view';
import { ModelView } from './churn-view';
import { prepareModelCurve } from './prepare-model-curve';

const kinds = ['roc', 'pr', 'gain', 'lift'] as const;

/** ROC, precision and recall, gain and lift, and the four counts at the line in force. */
export function Curves({ thresholds, run }: { readonly thresholds: ChurnThresholds; readonly run: ChurnRunFacts }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const [view, setView] = useView(ModelView);
  const { curve, chosen } = prepareModelCurve(thresholds.points, thresholds.chosen, view.curve);
  const line = thresholds.points[thresholds.chosen];
  if (!line) return null;
  const threshold = f.percentWhole(run.threshold);
  const count = (value: number) => <span className="block text-right text-base font-medium tabular-nums">{f.integer(value)}</span>;
  return (
    <Card title={t('curvesTitle')} actions={<Segmented label={t('curvesTitle')} value={view.curve} onChange={(kind) => setView({ curve: kind })} options={kinds.map((value) => ({ value, label: t(`curves.${value}`) }))} />}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[3fr_2fr]">
        <CurveChart
          description={t('curveDescription', { name: t(`curves.${view.curve}`) })}
          curve={curve.map((point) => ({ ...point, label: t('atLine', { threshold: f.percent(point.threshold) }) }))}
          curveName={t('curveName')}
          chosen={chosen}
          others={[]}
          xLabel={t(`${view.curve}X`)}
          yLabel={t(`${view.curve}Y`)}
          formatX={f.percentWhole}
          formatY={view.curve === 'lift' ? f.quantity : f.percentWhole}
        />
        <div className="grid content-start gap-4">
          <div>
            <h3 className="text-base font-semibold">{t('confusionTitle', { threshold })}</h3>
            <p className="text-sm text-ink-faint">{t('confusionText', { count: f.integer(run.learntFrom) })}</p>
          </div>
          <table className="w-full text-sm">
            <thead>
              <tr className="text-xs text-ink-faint">
                <td />
                <th scope="col" className="py-1 text-right font-medium">{t('left')}</th>
                <th scope="col" className="py-1 text-right font-medium">{t('stayed')}</th>
              </tr>
            </thead>
            <tbody>
              <tr className="border-t border-line">
                <th scope="row" className="py-2 text-left font-normal">{t('above')}</th>
                <td className="text-good">{count(line.truePositives)}</td>
                <td>{count(line.falsePositives)}</td>
              </tr>
              <tr className="border-t border-line">
                <th scope="row" className="py-2 text-left font-normal">{t('below')}</th>
                <td className="text-bad">{count(line.falseNegatives)}</td>
                <td>{count(line.trueNegatives)}</td>
              </tr>
            </tbody>
          </table>
          <Facts
            items={[
              { label: t('accuracy'), value: f.percent(line.accuracy) },
              { label: t('precision'), value: f.percent(line.precision) },
              { label: t('recall'), value: f.percent(line.recall) },
              { label: t('f1'), value: f.ratio(line.f1) },
            ]}
          />
        </div>
      </div>
    </Card>
  );
}
