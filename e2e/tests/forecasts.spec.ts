import { expect, openFirstSeries, signInAs, test } from './almanac';

test.beforeEach(({ page }) => signInAs(page, 'Planner'));

test('the list is searched, filtered and sorted, and its address says how', async ({ page }) => {
  await page.goto('/forecasts');
  const rows = page.getByRole('row');
  const name = await rows.nth(1).getByRole('link').innerText();
  const code = /\S+(?= · )/.exec(name)?.[0] ?? '';
  await page.getByRole('searchbox').fill(code);
  await expect(page).toHaveURL(new RegExp(`q=${code}`));
  await expect(rows.nth(1)).toContainText(code);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByLabel('Location').selectOption({ index: 1 });
  await expect(page).toHaveURL(/location=\d+/);
  await page.getByRole('button', { name: 'Sort by Product' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole('columnheader', { name: 'Product' })).toHaveAttribute('aria-sort', 'ascending');
  await page.reload();
  await expect(page).toHaveURL(/location=\d+/);
  await expect(page.getByLabel('Location')).not.toHaveValue('');
});

test('a long list scrolls to its end', async ({ page }) => {
  await page.goto('/forecasts');
  const total = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
  expect(total).toBeGreaterThan(200);
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(page.getByRole('row').last()).toHaveAttribute('aria-rowindex', String(total), { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test('a series shows its chart, table and accuracy', async ({ page }) => {
  await openFirstSeries(page);
  await expect(page.getByRole('img', { name: /^Demand of/ })).toBeVisible();
  await page.getByRole('switch', { name: 'Show earlier forecasts' }).click();
  await expect(page).toHaveURL(/backtest=0/);
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('columnheader', { name: '80% interval' })).toBeVisible();
  await page.getByRole('tab', { name: 'Accuracy' }).click();
  await expect(page.getByRole('columnheader', { name: 'WAPE' })).toBeVisible();
});

test('the command palette finds a product by its code', async ({ page }) => {
  await page.goto('/forecasts');
  const text = await page.getByRole('row').nth(1).getByRole('link').innerText();
  const [product = '', details = ''] = text.split('\n');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search pages and products…').fill(details.split(' · ')[0] ?? '');
  await page.getByRole('option', { name: new RegExp(product.replaceAll(/[^\w ]/g, '.')) }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: product })).toBeVisible();
});

test('an unknown series is not found, inside the frame', async ({ page }) => {
  await page.goto('/forecasts/999999999');
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Training' }).first()).toBeVisible();
});

test('printing shows what the list was narrowed to', async ({ page }) => {
  await page.goto('/forecasts?q=a');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('definition').filter({ hasText: 'All locations' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});
