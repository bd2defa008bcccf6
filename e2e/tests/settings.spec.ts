import { expect, signInAs, test } from './almanac';

test('an owner makes a token, uses it, and revokes it', async ({ page, request }) => {
  await signInAs(page, 'Owner');
  await page.goto('/settings');
  await page.getByRole('navigation', { name: 'Pages of the settings' }).getByRole('link', { name: 'API tokens' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible();
  const name = `Web shop ${Date.now()}`;
  await page.getByRole('button', { name: 'Create token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.getByLabel('Token').inputValue();
  expect(token).toMatch(/^alm_/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(name) }).getByText('Active')).toBeVisible();

  const ask = () => request.get('/api/v1/recommendations?limit=3', { headers: { authorization: `Bearer ${token}` } });
  const answer = await ask();
  expect(answer.status()).toBe(200);
  expect(answer.headers()['etag']).toBeTruthy();
  expect(await answer.json()).toMatchObject({ customer: null, currency: 'EUR' });

  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) }).getByText('Revoked')).toBeVisible();
  const refused = await ask();
  expect(refused.status()).toBe(401);
  expect(refused.headers()['content-type']).toBe('application/problem+json');
  expect(await refused.json()).toMatchObject({ code: 'token.revoked' });
});

test('a manager finds an export in the audit log, and sees no tokens', async ({ page }) => {
  await signInAs(page, 'Manager');
  const file = await page.request.get('/api/downloads/forecasts.csv?frequency=week&locale=en');
  expect(file.status()).toBe(200);
  await page.goto('/settings/audit?action=export.downloaded');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('forecasts-');
  await expect(page.getByRole('link', { name: 'API tokens' })).toHaveCount(0);
  await page.goto('/settings/tokens');
  await expect(page.getByText('There is nothing here')).toBeVisible();
});

test('a person changes their password, and back', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/settings');
  const change = async (current: string, next: string) => {
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Present password').fill(current);
    await dialog.getByLabel('New password').fill(next);
    await dialog.getByRole('button', { name: 'Change' }).click();
  };
  await change('not-my-password', 'another-password');
  await expect(page.getByText('This is not your password')).toBeVisible();
  await page.keyboard.press('Escape');
  await change('almanac-demo', 'another-password');
  await expect(page.getByText('Password changed')).toBeVisible();
  await change('another-password', 'almanac-demo');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('an owner adds a webhook, sees its secret once, tries it and takes it away', async ({ page }) => {
  await signInAs(page, 'Owner');
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByLabel('Address').fill('http://127.0.0.1:9/hook');
  await page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click();
  await expect(page.getByLabel('Secret')).toHaveValue(/^whs_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('an address inside the network')).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Remove http' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No webhooks yet')).toBeVisible();
});
