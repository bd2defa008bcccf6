'use client';
import { useEffect, useState } from 'react';

type LongList = { readonly loaded: number; readonly wanted: number; readonly isLoading: boolean; readonly hasFailed: boolean; readonly loadMore: () => void };

/** Prints once the rows that are wanted on paper have been read. */
export function usePrintAll({ loaded, wanted, isLoading, hasFailed, loadMore }: LongList): { readonly isPreparing: boolean; readonly print: () => void } {
  const [isAsked, setIsAsked] = useState(false);
  const isReady = loaded >= wanted || hasFailed;
  useEffect(() => {
    if (!isAsked || isLoading) return;
    if (!isReady) return loadMore();
    const timer = setTimeout(() => {
      setIsAsked(false);
      window.print();
    });
    return () => clearTimeout(timer);
  }, [isAsked, isLoading, isReady, loadMore, loaded]);
  return { isPreparing: isAsked && !isReady, print: () => setIsAsked(true) };
}
