'use client';
import { lazy, Suspense } from 'react';
import type { HeatTableProps } from './HeatFigure';

const HeatFigure = lazy(() => import('./HeatFigure'));

/** A table whose cells are coloured by how far they are from ordinary. Its code is loaded with the pages that show one. */
export function HeatTable(props: HeatTableProps) {
  return (
    <Suspense fallback={<div className="h-80" />}>
      <HeatFigure {...props} />
    </Suspense>
  );
}
