'use client';
import type { EChartsType } from 'echarts/core';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { classNames } from '../class-names';
import { useIsPrinting } from '../use-is-printing';
import { type ChartLabels, chartOption, type ChartPalette } from './chart-option';
import type { ChartColor, TimeChartModel } from './time-chart-model';

type TimeChartProps = ChartLabels & {
  readonly model: TimeChartModel;
  /** What the chart shows, in a sentence, for those who cannot see it. */
  readonly description: string;
  readonly height?: number;
  readonly hasZoom?: boolean;
  /** First position in view when the chart can be zoomed. */
  readonly zoomFrom?: number;
};

/** About what a printed page is wide, so that letters keep their size. */
const PRINT_WIDTH = 690;

/** Lines, intervals and marks over time, on canvas. The charting code arrives after the page. */
export function TimeChart({ model, description, height = 280, hasZoom = false, zoomFrom = 0, ...labels }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const [isReady, setIsReady] = useState(false);
  const isPrinting = useIsPrinting();
  const palette = usePalette(isPrinting);

  useEffect(() => {
    let isGone = false;
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => chart.current?.resize());
    void import('./echarts-parts').then(({ init }) => {
      if (isGone) return;
      chart.current = init(element);
      observer.observe(element);
      setIsReady(true);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (!isReady || !palette) return;
    chart.current?.setOption(chartOption(model, palette, labels, { hasZoom: hasZoom && !isPrinting, zoomFrom }), { notMerge: true });
    if (isPrinting) chart.current?.getZr().flush(); // paper does not wait for the next frame
  });

  useLayoutEffect(() => {
    if (isReady) chart.current?.resize(isPrinting ? { width: PRINT_WIDTH } : undefined);
  }, [isReady, isPrinting]);

  return (
    <figure className="min-w-0">
      <Legend model={model} />
      <div className="relative" style={{ height }}>
        {!isReady && <div aria-hidden className="absolute inset-0 animate-pulse rounded-md bg-sunken" />}
        <div ref={frame} role="img" aria-label={description} className="absolute inset-0 print:[&_canvas]:h-auto! print:[&_canvas]:w-full! print:[&>div]:w-full!" />
      </div>
    </figure>
  );
}

const swatches: Record<ChartColor, string> = {
  history: 'bg-chart-history',
  forecast: 'bg-chart-forecast',
  backtest: 'bg-chart-backtest',
  promotion: 'bg-chart-promotion',
  'stock-out': 'bg-chart-stock-out',
  adjusted: 'bg-chart-adjusted',
  muted: 'bg-chart-muted',
};

function Legend({ model }: { readonly model: TimeChartModel }) {
  const hasValue = ({ values }: { readonly values: readonly (number | null)[] }) => values.some((value) => value !== null);
  const entries = [
    ...model.lines.filter(hasValue).map((line) => ({ ...line, shape: 'h-0.5 w-3.5' })),
    ...(model.bands ?? []).filter((band) => hasValue({ values: band.upper })).map((band) => ({ ...band, shape: classNames('h-2.5 w-3.5 rounded-xs', band.opacity > 0.2 ? 'opacity-70' : 'opacity-35') })),
    ...(model.points ?? []).filter(hasValue).map((point) => ({ ...point, shape: 'size-2 rounded-full' })),
    ...(model.spans && model.spans.ranges.length > 0 ? [{ id: 'spans', ...model.spans, shape: 'h-2.5 w-3.5 rounded-xs opacity-35' }] : []),
  ];
  return (
    <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
      {entries.map(({ id, name, color, shape }) => (
        <span key={id} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={classNames('inline-block', shape, swatches[color])} />
          {name}
        </span>
      ))}
    </figcaption>
  );
}

/** The theme's colours as canvas needs them, read again whenever the theme changes; those of the light theme on paper. */
function usePalette(isPrinting: boolean): ChartPalette | undefined {
  const [palette, setPalette] = useState<ChartPalette>();
  useEffect(() => {
    const read = () => setPalette(readPalette());
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
    return () => observer.disconnect();
  }, []);
  const onPaper = useMemo(() => (isPrinting ? readLightPalette() : undefined), [isPrinting]);
  return onPaper ?? palette;
}

/** Takes the dark theme off for a moment; nothing is drawn in between. */
function readLightPalette(): ChartPalette {
  const { classList } = document.documentElement;
  const isDark = classList.contains('dark');
  if (isDark) classList.remove('dark');
  const palette = readPalette();
  if (isDark) classList.add('dark');
  return palette;
}

function readPalette(): ChartPalette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    history: color('chart-history'),
    forecast: color('chart-forecast'),
    backtest: color('chart-backtest'),
    promotion: color('chart-promotion'),
    'stock-out': color('chart-stock-out'),
    adjusted: color('chart-adjusted'),
    muted: color('chart-muted'),
    ink: color('ink'),
    inkFaint: color('ink-faint'),
    line: color('line'),
    surface: color('surface'),
    fontFamily: getComputedStyle(document.body).fontFamily,
  };
}
