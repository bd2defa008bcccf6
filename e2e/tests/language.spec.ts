import { expect, signInAs, test } from './almanac';

test('the interface speaks Chinese when asked, and remembers', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '总览' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  for (const [path, heading] of [['/forecasts', '预测'], ['/inventory', '库存'], ['/orders', '采购订单'], ['/data', '数据'], ['/training', '训练'], ['/settings', '设置']] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
});

test.describe('a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('is greeted in Chinese', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
    await page.getByRole('button', { name: /^经理/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '总览' })).toBeVisible();
  });
});

test('the theme is chosen and kept', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});
