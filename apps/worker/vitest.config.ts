import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['src/**/*.test.ts'], globalSetup: ['../../libs/data/src/testing/global-setup.ts'], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 },
});
