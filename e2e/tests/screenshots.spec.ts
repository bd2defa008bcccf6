import path from 'node:path';
import { expect, signInAs, test } from './almanac';

const folder = path.join(import.meta.dirname, '../../docs/screenshots');

/** The pictures of the README; made anew by `UPDATE_SCREENSHOTS=1 npm run e2e -- screenshots`. */
test.describe('screenshots', () => {
  test.skip(process.env.UPDATE_SCREENSHOTS !== '1', 'only when asked');
  test.use({ deviceScaleFactor: 1.5, viewport: { width: 1280, height: 832 } });

  test('of the main pages', async ({ page }) => {
    await signInAs(page, 'Manager');
    const shoot = async (name: string) => {
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
    };
    await shoot('overview');
    await page.goto('/forecasts');
    await shoot('forecasts');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL('**/forecasts/*');
    await shoot('series');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot('series-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/inventory');
    await shoot('inventory');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL('**/inventory/*');
    await expect(page.getByText('Order-up-to level').first()).toBeVisible(); // the bar is loaded after the page
    await shoot('inventory-product');
    await page.goto('/inventory/policy');
    await shoot('inventory-rules');
    for (const name of ['recommendations', 'churn']) {
      await page.goto(`/${name}`);
      await shoot(name);
    }
    await page.goto('/campaigns');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL('**/campaigns/*');
    await shoot('campaign');
    await page.goto('/training');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL('**/training/*');
    await shoot('training-run');
    await page.goto('/data');
    await shoot('data');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/');
    await shoot('phone');
  });
});
