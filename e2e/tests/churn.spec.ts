import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './almanac';

const sections = ['/churn', '/churn/segments', '/churn/model', '/churn/settings'];

/** Opens the customer with most at stake. */
async function openFirstCustomer(page: Page) {
  await page.goto('/churn');
  await page.getByRole('table', { name: 'Customers by value at risk' }).getByRole('row').nth(1).getByRole('link').click();
  await page.waitForURL('**/churn/customers/*');
  await expect(page.getByRole('heading', { name: 'Risk of leaving' })).toBeVisible();
}

test('the day of a marketer: how many are about to leave, where to draw the line, whom to keep, why, and the list to write to', async ({ page }) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Marketer');
  await page.getByRole('navigation').getByRole('link', { name: 'Churn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Churn' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: /valuable customers? (is|are) about to leave/ })).toBeVisible();

  const slider = page.getByRole('slider', { name: /^Line at a chance/ });
  const found = page.getByText(/of 100 leavers are among them/);
  const before = await found.innerText();
  await slider.focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft');
  await expect(found).not.toHaveText(before);
  await page.getByRole('button', { name: 'Use this line' }).click();
  await expect(page.getByText('The line is moved')).toBeVisible();
  await page.getByRole('button', { name: "Use the model's own line" }).click();
  await expect(found).toHaveText(before);

  await page.getByLabel('Risk', { exact: true }).selectOption({ label: 'High' });
  await page.getByLabel('Consent', { exact: true }).selectOption({ label: 'May be written to' });
  await expect(page).toHaveURL(/risk=high/);
  const table = page.getByRole('table', { name: 'Customers by value at risk' });
  await expect(table.getByRole('row').nth(1)).toContainText('High');
  await expect(table.getByText('No consent')).toHaveCount(0);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click().then(() => page.getByRole('menuitem', { name: /CSV/ }).click())]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines[1]).toContain(',High,');

  await openFirstCustomer(page);
  await expect(page.getByText(/No order for \d+ days; usual gap/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Speaks for leaving' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Chance of no order' })).toBeVisible();
});

test('groups, the model and the rules', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.goto('/churn/segments');
  await page.getByRole('link', { name: /Best customers/ }).click();
  await expect(page).toHaveURL(/rfm=champions/);
  await page.goto('/churn/model');
  await expect(page.getByRole('table', { name: 'Champion and challengers' })).toContainText('Champion');
  await expect(async () => {
    await page.getByRole('radio', { name: 'Lift' }).click(); // once its code has come
    await expect(page).toHaveURL(/curve=lift/, { timeout: 500 });
  }).toPass();
  await expect(page.getByRole('table', { name: 'Does it treat groups alike?' })).toBeVisible();
  await page.goto('/churn/settings');
  await page.getByLabel('Cost of a message (EUR)').fill('lots');
  await expect(page.getByText('This is not a valid number.')).toBeVisible();
  await page.getByLabel('Cost of a message (EUR)').fill('0.6');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
});

test('names are for those who write to customers', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/churn');
  await expect(page.getByText('Names are shown to marketing and managers')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Customers by value at risk' })).toHaveCount(0);
  expect((await page.request.get('/api/downloads/churn.csv')).status()).toBe(403);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('churn is accessible', async ({ page }) => {
      await signInAs(page, 'Marketer');
      for (const path of [...sections, 'customer']) {
        if (path === 'customer') await openFirstCustomer(page);
        else await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test('no page of churn is wider than the screen', async ({ page }) => {
    await signInAs(page, 'Marketer');
    const paths = [...sections];
    await openFirstCustomer(page);
    paths.push(new URL(page.url()).pathname);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBe(0);
    }
  });
});
