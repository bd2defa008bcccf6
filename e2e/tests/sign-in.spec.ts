import { expect, signInAs, test } from './almanac';

test('a wrong password is refused in words', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('The e-mail or the password is wrong.')).toBeVisible();
});

test('a link leads to its page after signing in', async ({ page }) => {
  await page.goto('/forecasts?q=lamp');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Forecasts' })).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveValue('lamp');
});

test('signing out closes the session', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/training');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a viewer sees runs and imports but cannot start one', async ({ page }) => {
  await signInAs(page, 'Viewer');
  await page.goto('/training');
  await expect(page.getByRole('heading', { level: 1, name: 'Training' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start training' })).toHaveCount(0);
  await page.goto('/data');
  await expect(page.getByText('Your role can look at imports but not start one.')).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Members' })).toHaveCount(0);
});

test('pages are served with a strict content security policy', async ({ page }) => {
  const answer = await page.goto('/sign-in');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self' 'nonce-");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer?.headers()['x-content-type-options']).toBe('nosniff');
  expect(answer?.headers()['x-powered-by']).toBeUndefined();
});
