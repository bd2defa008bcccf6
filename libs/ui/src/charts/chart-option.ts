import type { ChartColor, TimeChartModel } from './time-chart-model';

export type ChartPalette = Record<ChartColor | 'ink' | 'inkFaint' | 'line' | 'surface' | 'fontFamily', string>;

export type ChartLabels = {
  readonly formatValue: (value: number) => string;
  readonly formatAxisValue: (value: number) => string;
  readonly formatPosition: (position: string) => string;
  readonly formatAxisPosition: (position: string) => string;
};

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The ECharts option of a model. Bands are two stacked lines, a clear one up to the lower bound and a filled one of the band's height. */
export function chartOption(model: TimeChartModel, palette: ChartPalette, labels: ChartLabels, { hasZoom, zoomFrom }: { readonly hasZoom: boolean; readonly zoomFrom: number }) {
  const lastPosition = Math.max(0, model.positions.length - 1);
  const bands = (model.bands ?? []).flatMap((band) => {
    const shared = { type: 'line', stack: band.id, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, emphasis: { disabled: true }, z: 1 } as const;
    return [
      { ...shared, name: `${band.name}-lower`, data: anchored(band.lower, band.anchor), areaStyle: { opacity: 0 } },
      { ...shared, name: band.name, data: anchored(band.upper.map((upper, index) => difference(upper, band.lower[index])), band.anchor && { ...band.anchor, value: 0 }), areaStyle: { color: palette[band.color], opacity: band.opacity } },
    ];
  });
  const lines = model.lines.map((line, index) => ({
    type: 'line' as const,
    name: line.name,
    data: anchored(line.values, line.anchor),
    symbol: 'none',
    connectNulls: false,
    z: 3,
    lineStyle: { color: palette[line.color], width: line.isThin ? 1.25 : 1.75, type: line.isDashed ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color: palette[line.color] },
    emphasis: { disabled: true },
    ...(index === 0 ? annotations(model, palette) : {}),
  }));
  const points = (model.points ?? []).map((point) => ({ type: 'scatter' as const, name: point.name, data: point.values, symbolSize: 7, z: 5, itemStyle: { color: palette[point.color], borderColor: palette.surface, borderWidth: 1.5 } }));
  return {
    animation: false,
    textStyle: { fontFamily: palette.fontFamily },
    grid: { left: 4, right: 20, top: 18, bottom: hasZoom ? 48 : 6, containLabel: true },
    xAxis: {
      type: 'category' as const,
      data: [...model.positions],
      boundaryGap: false,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { color: palette.inkFaint, fontSize: 11, hideOverlap: true, margin: 10, formatter: labels.formatAxisPosition },
    },
    yAxis: {
      type: 'value' as const,
      splitNumber: 4,
      axisLabel: { color: palette.inkFaint, fontSize: 11, formatter: labels.formatAxisValue },
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      transitionDuration: 0,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      padding: [8, 10],
      textStyle: { color: palette.ink, fontSize: 12 },
      axisPointer: { lineStyle: { color: palette.inkFaint, type: 'dashed' as const } },
      formatter: (items: unknown) => tooltipHtml(model, palette, labels, positionOf(items)),
    },
    dataZoom: hasZoom
      ? [
          { type: 'inside' as const, startValue: zoomFrom, endValue: lastPosition, zoomOnMouseWheel: 'ctrl' as const, moveOnMouseWheel: false },
          {
            type: 'slider' as const,
            startValue: zoomFrom,
            endValue: lastPosition,
            height: 22,
            bottom: 8,
            borderColor: palette.line,
            fillerColor: 'transparent',
            handleStyle: { color: palette.surface, borderColor: palette.inkFaint },
            moveHandleStyle: { color: palette.muted },
            dataBackground: { lineStyle: { color: palette.muted }, areaStyle: { color: palette.muted, opacity: 0.15 } },
            selectedDataBackground: { lineStyle: { color: palette.forecast }, areaStyle: { color: palette.forecast, opacity: 0.15 } },
            showDetail: false,
            brushSelect: false,
          },
        ]
      : [],
    series: [...lines, ...bands, ...points], // the first one is drawn in the zoom slider too
  };
}

/** The values with the point a line or band begins at, which its tooltip leaves out. */
function anchored(values: readonly (number | null)[], anchor: { readonly position: number; readonly value: number } | undefined): readonly (number | null)[] {
  return anchor === undefined ? values : values.map((value, index) => value ?? (index === anchor.position ? anchor.value : null));
}

const difference = (upper: number | null | undefined, lower: number | null | undefined) => (upper == null || lower == null ? null : upper - lower);

function annotations({ spans, cut }: TimeChartModel, palette: ChartPalette) {
  return {
    markArea: spans && {
      silent: true,
      itemStyle: { color: palette[spans.color], opacity: 0.13 },
      data: spans.ranges.map(([from, to]) => [{ xAxis: Math.max(0, from - 0.5) }, { xAxis: to + 0.5 }]),
    },
    markLine: cut && {
      silent: true,
      symbol: 'none',
      lineStyle: { color: palette.inkFaint, type: 'dashed' as const, width: 1 },
      label: { formatter: cut.label, color: palette.inkFaint, fontSize: 11, position: 'insideEndTop' as const, rotate: 0, distance: 4, align: 'right' as const },
      data: [{ xAxis: cut.position }],
    },
  };
}

function positionOf(items: unknown): number {
  const first: unknown = Array.isArray(items) ? items[0] : items;
  return typeof first === 'object' && first !== null && 'dataIndex' in first && typeof first.dataIndex === 'number' ? first.dataIndex : -1;
}

/** What the pointer rests on, in words; every name is escaped, since names may come from a company's own data. */
export function tooltipHtml(model: TimeChartModel, palette: ChartPalette, labels: ChartLabels, at: number): string {
  const position = model.positions[at];
  if (position === undefined) return '';
  const row = (color: string, name: string, value: string) =>
    `<div style="display:flex;gap:8px;align-items:center"><span style="width:8px;height:8px;border-radius:2px;background:${color}"></span><span style="flex:1">${escapeHtml(name)}</span><b style="margin-left:12px;font-variant-numeric:tabular-nums">${escapeHtml(value)}</b></div>`;
  const rows = [
    ...[...model.lines, ...(model.points ?? [])].flatMap(({ name, color, values }) => {
      const value = values[at];
      return value == null ? [] : [row(palette[color], name, labels.formatValue(value))];
    }),
    ...(model.bands ?? []).flatMap(({ name, color, lower, upper }) => {
      const [low, high] = [lower[at], upper[at]];
      return low == null || high == null || low === high ? [] : [row(palette[color], name, `${labels.formatValue(low)} – ${labels.formatValue(high)}`)];
    }),
    ...(model.spans?.ranges.some(([from, to]) => from <= at && at <= to) ? [row(palette[model.spans.color], model.spans.name, '✓')] : []),
  ];
  return `<div style="font-weight:600;margin-bottom:4px">${escapeHtml(labels.formatPosition(position))}</div>${rows.join('')}`;
}
