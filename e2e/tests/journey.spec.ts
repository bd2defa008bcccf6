import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './almanac';
import { salesFile } from './sales-file';

const TRAINING_LIMIT_MS = 8 * 60_000;

async function upload(page: Page, name: string, content: string) {
  await page.goto('/data');
  await page.getByLabel(/Drop a file here/).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content, 'utf8') });
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('a file with problems writes nothing, lists them all, and its good lines can be taken alone and undone', async ({ page }) => {
  await signInAs(page, 'Planner');
  await upload(page, 'sales with problems.csv', salesFile({ breakEvery: 100 }));
  await page.getByRole('button', { name: 'Check file' }).click();
  await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('cell', { name: 'zwölf' })).toHaveCount(7);
  const [problems] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download all' }).click()]);
  expect((await readFile(await problems.path(), 'utf8')).match(/zwölf/g)).toHaveLength(7);
  await page.getByRole('button', { name: /good lines$/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: /good lines$/ }).click();
  await expect(page.getByText('Imported', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Undo import' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByText('Undone', { exact: true })).toBeVisible({ timeout: 30_000 });
});

test('import, train, see the forecast, export it', async ({ page }) => {
  test.setTimeout(TRAINING_LIMIT_MS + 120_000);
  await signInAs(page, 'Planner');

  await upload(page, 'sales.csv', salesFile());
  await expect(page.getByLabel('Meaning of column Menge')).toHaveValue('quantity');
  await page.getByRole('button', { name: 'Check file' }).click();
  await page.getByRole('button', { name: 'Import 1,456 lines' }).click({ timeout: 30_000 });
  await expect(page.getByText('Imported', { exact: true })).toBeVisible({ timeout: 30_000 });

  await expect(page.getByText('What the file says')).toBeVisible();
  await page.getByRole('link', { name: 'Choose what to train' }).click();
  await page.getByRole('radio', { name: 'Quick' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('progressbar', { name: 'Training progress' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Training progress' })).toBeHidden({ timeout: TRAINING_LIMIT_MS });
  await expect(page.getByRole('row').nth(1)).toContainText('In use');

  await page.goto('/forecasts?q=E2E-KETTLE');
  await page.getByRole('link', { name: /Copper kettle/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Copper kettle' })).toBeVisible();
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('Week of');

  await page.getByRole('button', { name: 'Export' }).click();
  const [workbookFile] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /xlsx/ }).click()]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await workbookFile.path());
  expect(workbook.worksheets.length).toBeGreaterThan(1);
  expect(workbook.worksheets[0]?.rowCount).toBeGreaterThan(4);

  await page.getByRole('button', { name: 'Export' }).click();
  const [csvFile] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /csv/ }).click()]);
  expect((await readFile(await csvFile.path(), 'utf8')).split('\n').length).toBeGreaterThan(4);
});

test('a run can be cancelled while it goes', async ({ page }) => {
  await signInAs(page, 'Planner');
  await page.goto('/training');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('Cancelled', { timeout: 45_000 });
});
