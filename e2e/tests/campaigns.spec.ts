import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, signInAs, test } from './almanac';

test('the day of a marketer: see what the last letter brought, plan the next one, export its list, mark it as sent and take that back', async ({ page }) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Marketer');
  await page.getByRole('navigation').getByRole('link', { name: 'Campaigns' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Campaigns' })).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'Letter:' }).getByRole('link').click();
  await expect(page.getByText(/of those written to bought/)).toBeVisible();
  await expect(page.getByText('Lift in buyers')).toBeVisible();
  const groups = page.getByRole('table', { name: 'Written to and held back' });
  await expect(groups.getByRole('row').filter({ hasText: 'Written to' })).toContainText('900');
  await expect(groups.getByRole('row').filter({ hasText: 'Held back' })).toContainText('300');

  await page.goto('/campaigns/new');
  await page.getByRole('listitem').getByRole('button', { name: /expected buyers/ }).first().click();
  await expect(page).toHaveURL(/product=\d+/);
  await expect(page.getByRole('heading', { name: 'First on the list' })).toBeVisible();
  await page.getByLabel('Most contacts').fill('80');
  await expect(page).toHaveURL(/contacts=80/);
  await expect(page.getByRole('button', { name: 'Save with 80 contacts' })).toBeEnabled();
  await expect(page.getByText(/opted out/)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  const name = `Trial letter ${Date.now()}`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save with 80 contacts' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Not sent yet')).toBeVisible();
  await page.getByRole('button', { name: 'Edit plan' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(`${name}, second try`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name}, second try` })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Export list' }).click();
  const [audience] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /Audience/ }).click()]);
  const lines = (await readFile(await audience.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(81);
  expect(lines[0]).toContain('email,name');

  await page.getByRole('button', { name: 'Mark as sent' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as sent' }).click();
  await expect(page.getByText('No sales known since it was sent')).toBeVisible();
  await page.getByRole('button', { name: 'Undo sending' }).click();
  await expect(page.getByText('Not sent yet')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel campaign' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel campaign' }).click();
  await expect(page.getByText('This campaign was cancelled.')).toBeVisible();
});

test('a viewer sees what campaigns brought, and no names', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/campaigns');
  await page.getByRole('row').filter({ hasText: 'Letter:' }).getByRole('link').click();
  await expect(page.getByText('Lift in buyers')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Whom to write to' })).toHaveCount(0);
  await page.goto('/campaigns/new');
  await expect(page.getByText('Lists of people are for marketers')).toBeVisible();
});
