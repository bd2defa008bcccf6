import path from 'node:path';
import { findProgram, installSystemPackages, must, root } from './shell.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * A Chromium for the end-to-end tests: the system's, else Debian's where we may install it, else Playwright's own.
 * @returns {Promise<Record<string, string>>} what the test run's environment needs to know
 */
export async function ensureChromium(report) {
  if (!find()) {
    report('installing Chromium');
    await installSystemPackages(['chromium']);
  }
  const system = find();
  if (system) return { CHROMIUM_PATH: system };
  await must('Installing Chromium', [process.execPath, path.join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], { timeoutMs: 600_000 });
  return {};
}

function find() {
  return names.map(findProgram).find((file) => file !== undefined);
}
