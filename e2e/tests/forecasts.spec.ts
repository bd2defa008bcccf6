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
  await expect(page.getByRole('columnheader', { name: 'WAPE' }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Every method, on the products of its class' })).toBeVisible();
});

test('the command palette finds a product by its code', async ({ page }) => {
  await page.goto('/forecasts');
  const text = await page.getByRole('row').nth(1).getByRole('link').innerText();
  const [product = '', details = ''] = text.split('\n');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search pages, products, orders, customers…').fill(details.split(' · ')[0] ?? '');
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

test('a forecast is changed by hand beside the model, found again, and taken back', async ({ page }) => {
  await openFirstSeries(page);
  const product = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: 'Change forecast' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change forecast' });
  await dialog.getByLabel('To', { exact: true }).selectOption({ index: 2 });
  await dialog.getByLabel('Change, %').fill('-50');
  await expect(dialog.getByText(/^The model says .+; changed it is/)).toBeVisible();
  await dialog.getByLabel('Reason').selectOption('Supply');
  await dialog.getByLabel('Note').fill('The ship is late');
  await dialog.getByRole('button', { name: 'Save change' }).click();
  await expect(page.getByText('The forecast was changed')).toBeVisible();
  await expect(page.getByText(/Supply · The ship is late/).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Changed, items' })).toBeVisible();

  await page.goto('/forecasts');
  await page.getByLabel('Marked').selectOption('Changed by hand');
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '2');
  await expect(page.getByRole('row').filter({ hasText: product }).getByText('changed', { exact: true })).toBeVisible();
  await page.getByRole('row').filter({ hasText: product }).getByRole('link').click();
  await page.getByRole('button', { name: 'Withdraw' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Withdrawn', { exact: true }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Changed, items' })).toHaveCount(0);
});

test('a promotion is planned ahead and removed', async ({ page }) => {
  await page.goto('/forecasts/promotions');
  await page.getByRole('button', { name: 'Plan a promotion' }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan a promotion' });
  await dialog.getByLabel('Name').fill('Spring fair');
  await dialog.getByRole('radio', { name: 'A category' }).click();
  await dialog.getByLabel('First day').fill('2037-03-02');
  await dialog.getByLabel('Last day').fill('2037-03-08');
  await dialog.getByLabel('Discount, %').fill('15');
  await dialog.getByRole('button', { name: 'Save promotion' }).click();
  await expect(page.getByText('Changed: the forecast does not know of it yet')).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Spring fair' });
  await expect(row).toContainText('15%');
  await row.getByRole('button', { name: 'Remove Spring fair' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});

test('a dark page is printed with every row of its filter, and its chart', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/forecasts?sort=name');
  const total = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
  // a print dialog would wait for somebody: what the browser does around it is done here
  await page.evaluate(() => {
    window.print = () => {
      window.dispatchEvent(new Event('beforeprint'));
      document.body.setAttribute('data-printed-rows', String(document.querySelectorAll('[role=row]').length));
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  await expect(async () => {
    await page.getByRole('button', { name: 'Print' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-printed-rows', String(total), { timeout: 10_000 });
  }).toPass({ timeout: 45_000 });
  await openFirstSeries(page);
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
});

test('what the model promised leads to its run, where another may be put to use', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.goto('/forecasts');
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How good the forecasts are' })).toBeVisible();
  await expect(page.getByText('Has the business moved since?')).toBeVisible();
  await expect(page.getByRole('table', { name: 'History' }).getByText('In use')).toBeVisible();
  await page.getByRole('table', { name: 'History' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'How it was made' })).toBeVisible();
});
