'use client';
import { lazy, Suspense } from 'react';
import type { CurveChartProps } from './CurveFigure';

const CurveFigure = lazy(() => import('./CurveFigure'));

/** One quantity against another in a few points, joined by a line. Its code is loaded with the pages that show one. */
export function CurveChart(props: CurveChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height ?? 280 }} />}>
      <CurveFigure {...props} />
    </Suspense>
  );
}
