'use client';
import { lazy, Suspense } from 'react';
import type { StockBarProps } from './StockFigure';

const StockFigure = lazy(() => import('./StockFigure'));

/** Where stock stands between safety stock and the most that is wanted. Its code is loaded with the pages that show one. */
export function StockBar(props: StockBarProps) {
  return (
    <Suspense fallback={<div className="h-28" />}>
      <StockFigure {...props} />
    </Suspense>
  );
}
