import { NotFound } from '../features/shell/NotFound';

export default function RootNotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <NotFound />
    </main>
  );
}
