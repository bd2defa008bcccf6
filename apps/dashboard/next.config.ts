import path from 'node:path';
import type { NextConfig } from 'next';

/** The content security policy needs a nonce for each answer: src/proxy.ts sends it. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  transpilePackages: ['@almanac/ui', '@almanac/data'],
  turbopack: {
    root: path.join(import.meta.dirname, '../..'),
    // Messages are taken apart on the server, see src/platform/messages.ts.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
  experimental: { optimizePackageImports: ['@almanac/ui', '@tremor/react', 'radix-ui'] },
  // `npm run typecheck` checks types once for the whole workspace; the build would do it a second time.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
