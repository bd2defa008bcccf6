'use client';

/** Shown when even the layout fails: nothing of ours, not even translations, can be relied on here. */
export default function GlobalError({ retry }: { readonly retry?: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', display: 'grid', placeItems: 'center', minHeight: '100vh', margin: 0 }}>
        <main style={{ textAlign: 'center', padding: 24 }}>
          <h1 style={{ fontSize: 18 }}>Almanac could not open · Almanac 无法打开</h1>
          <p>
            <button type="button" onClick={() => (retry ? retry() : window.location.reload())}>
              Try again · 重试
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
