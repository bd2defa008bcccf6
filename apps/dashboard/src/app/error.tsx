'use client';
import { ErrorPanel } from '../features/shell/ErrorPanel';

export default function AppError({ retry }: { readonly retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorPanel onRetry={retry} />
    </main>
  );
}
