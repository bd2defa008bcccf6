import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './almanac';

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}

test('a marketer goes from what it should bring to a customer, to a product, to a list for the mail tool', async ({ page }) => {
  await signInAs(page, 'Marketer');
  await page.getByRole('navigation').getByRole('link', { name: 'Recommendations' }).click();
  await expect(page.getByText(/of 100 customers, \d+ then bought something/)).toBeVisible();
  await page.getByRole('radio', { name: '500' }).click();
  await expect(page).toHaveURL(/contacts=500/);
  await expect(page.getByText(/Customers left out: .* no consent/)).toBeVisible();

  await page.getByRole('link', { name: 'See these customers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
  await expect(page).toHaveURL(/contactable=true/);
  const first = page.getByRole('row').nth(1).getByRole('link');
  await first.click();
  await expect(page.getByRole('heading', { name: 'What they bought' })).toBeVisible();
  const list = page.getByRole('table', { name: 'Tell them about' });
  await expect(list.getByText(/^(Because they bought|Bought before|Customers with a similar history)/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Due again' })).toBeVisible();

  await list.getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Who to tell' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Start a campaign' })).toHaveAttribute('href', /\/campaigns\/new\?product=\d+/);
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const [header, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(header).toContain('E-mail');
  expect(lines.length).toBeGreaterThan(10);
});

test('what is excluded leaves the lists at once, and comes back by undo', async ({ page }) => {
  await signInAs(page, 'Marketer');
  await page.goto('/recommendations/products');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('button', { name: 'Never recommend' }).click();
  await expect(page.getByText('This product is on the exclusion list')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('This product is on the exclusion list')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Never recommend' })).toBeVisible();
});

test('a viewer sees what sells together, and no names', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/recommendations/pairs');
  await expect(page.getByRole('row').nth(1)).toContainText('×');
  await expect(page.getByRole('link', { name: 'Customers', exact: true })).toHaveCount(0);
  await page.goto('/recommendations/customers');
  await expect(page.getByText('Names of customers are for marketers')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every page of recommendations can be used by everyone', async ({ page }) => {
      test.setTimeout(240_000); // ten pages, each looked at whole
      await signInAs(page, 'Marketer');
      for (const path of ['', '/customers', '/products', '/pairs', '/pairs?tab=bundles', '/categories', '/model', '/rules']) {
        await page.goto(`/recommendations${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle');
        await expectAccessible(page);
      }
      for (const path of ['/customers', '/products']) {
        await page.goto(`/recommendations${path}`);
        await page.getByRole('row').nth(1).getByRole('link').click();
        await page.waitForURL(`**/recommendations${path}/*`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}
