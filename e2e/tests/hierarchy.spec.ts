import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './almanac';

/** Items in the second column: all rows but the last, and the last, which is their sum. */
async function forecastsOnScreen(page: Page): Promise<{ parts: number[]; sum: number }> {
  const cells = await page.getByRole('table', { name: 'Made up of' }).locator('tbody tr td:nth-child(2)').allInnerTexts();
  const numbers = cells.map((text) => Number(text.replaceAll(',', '')));
  return { parts: numbers.slice(0, -1), sum: numbers.at(-1)! };
}

async function expectToAddUp(page: Page) {
  const { parts, sum } = await forecastsOnScreen(page);
  expect(parts.length).toBeGreaterThan(0);
  expect(Math.abs(parts.reduce((total, part) => total + part, 0) - sum)).toBeLessThan(0.05);
  return sum;
}

const firstPart = (page: Page) => page.getByRole('table', { name: 'Made up of' }).getByRole('link').first();

test('the forecast opens from the company down to a product, and adds up on the way', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/forecasts');
  await page.getByRole('link', { name: 'By level' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'All products' })).toBeVisible();
  await expectToAddUp(page);
  const { parts } = await forecastsOnScreen(page);

  await firstPart(page).click();
  await expect(page).toHaveURL(/level=category&/);
  await expect.poll(() => expectToAddUp(page)).toBe(parts[0]); // the category shows what its line showed
  await firstPart(page).click();
  await expect(page).toHaveURL(/level=category_location/);
  await expect(() => expectToAddUp(page)).toPass();
  await page.reload();
  await expectToAddUp(page);
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Period' })).toBeVisible();
  await firstPart(page).click();
  await expect(page).toHaveURL(/\/forecasts\/\d+/);
});

test('the company is divided another way, and an address nobody knows opens it whole', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.goto('/forecasts/hierarchy?level=category&key=nothing');
  await expect(page.getByRole('heading', { level: 1, name: 'All products' })).toBeVisible();
  await page.getByRole('radio', { name: 'Location' }).click();
  await expect(page).toHaveURL(/by=location/);
  await expectToAddUp(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
