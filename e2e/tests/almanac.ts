import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';

/** A page that fails its test when anything is reported to the browser's console as an error. */
export const test = base.extend<{ readonly quietConsole: void }>({
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        // A refused request is logged by the browser itself; what the page makes of it is what tests look at.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export type Role = 'Owner' | 'Manager' | 'Planner' | 'Marketer' | 'Viewer';

/** The session of each role: signing in anew for every test would look like an attack, and be refused like one. */
const sessions = new Map<Role, Parameters<BrowserContext['addCookies']>[0]>();

/** Signs in to the demo company by its button on the sign-in page, or goes on with the session of an earlier test. */
export async function signInAs(page: Page, role: Role) {
  const context = page.context();
  await context.addCookies(sessions.get(role) ?? []);
  await page.goto('/');
  if (new URL(page.url()).pathname === '/sign-in') await page.getByRole('button', { name: new RegExp(`^${role}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  const cookies = await context.cookies();
  sessions.set(role, cookies.filter(({ name }) => name.includes('session')));
}

/** The pages of the side bar, by address and English heading. */
export const pages = [
  { path: '/', heading: 'Overview' },
  { path: '/forecasts', heading: 'Forecasts' },
  { path: '/inventory', heading: 'Inventory' },
  { path: '/orders', heading: 'Orders' },
  { path: '/recommendations', heading: 'Recommendations' },
  { path: '/churn', heading: 'Churn' },
  { path: '/campaigns', heading: 'Campaigns' },
  { path: '/data', heading: 'Data' },
  { path: '/training', heading: 'Training' },
  { path: '/settings', heading: 'Settings' },
];

/** Opens the first series of the list of forecasts. */
export async function openFirstSeries(page: Page) {
  await page.goto('/forecasts');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('tab', { name: 'Chart' })).toBeVisible();
}

/** Opens the first product of the order screen. */
export async function openFirstItem(page: Page) {
  await page.goto('/inventory');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Expected stock' })).toBeVisible();
}
