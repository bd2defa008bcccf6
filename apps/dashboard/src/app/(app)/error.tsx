'use client';
import { ErrorPanel } from '../../features/shell/ErrorPanel';

export default function PageError({ retry }: { readonly retry: () => void }) {
  return <ErrorPanel onRetry={retry} />;
}
