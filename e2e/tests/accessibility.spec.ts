import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openFirstItem, openFirstSeries, pages, signInAs, test } from './almanac';

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}

const openLastOf = async (page: Page, path: string) => {
  await page.goto(path);
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.waitForURL(`**${path}/*`);
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('sign-in', async ({ page }) => {
      await page.goto('/sign-in');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await expectAccessible(page);
    });

    test('every page', async ({ page }) => {
      await signInAs(page, 'Owner');
      for (const { path, heading } of pages) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
        await expectAccessible(page);
      }
    });

    test('a product in stock, the rules, an order', async ({ page }) => {
      await signInAs(page, 'Manager');
      await openFirstItem(page);
      await expectAccessible(page);
      await page.goto('/inventory/policy');
      await expect(page.getByRole('heading', { level: 1, name: 'Rules' })).toBeVisible();
      await expectAccessible(page);
      await openLastOf(page, '/orders');
      await expect(page.getByRole('heading', { name: 'Lines' })).toBeVisible();
      await expectAccessible(page);
    });

    test('a change of a forecast, planned promotions', async ({ page }) => {
      await signInAs(page, 'Planner');
      await openFirstSeries(page);
      await page.getByRole('button', { name: 'Change forecast' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/forecasts/promotions');
      await expect(page.getByRole('heading', { level: 1, name: 'Promotions' })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/orders/transfers');
      await expect(page.getByRole('heading', { level: 1, name: 'Transfers' })).toBeVisible();
      await expectAccessible(page);
    });

    test('webhooks and what is asked of one', async ({ page }) => {
      await signInAs(page, 'Owner');
      await page.goto('/settings/webhooks');
      await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Add webhook' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });

    test('a series, a run, a page that is not there', async ({ page }) => {
      await signInAs(page, 'Manager');
      await openFirstSeries(page);
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Table' }).click();
      await expectAccessible(page);
      await page.goto('/forecasts/model');
      await expect(page.getByRole('heading', { level: 1, name: 'How good the forecasts are' })).toBeVisible();
      await expectAccessible(page);
      await openLastOf(page, '/training');
      await expect(page.getByRole('heading', { name: 'How it was made' })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/nowhere');
      await expect(page.getByText('There is nothing here')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('no page is wider than the screen', async ({ page }) => {
    await signInAs(page, 'Owner');
    const { pathname } = new URL((await page.goto('/forecasts'), await page.getByRole('row').nth(1).getByRole('link').getAttribute('href')) ?? '', page.url());
    const item = (await page.goto('/inventory'), await page.getByRole('row').nth(1).getByRole('link').getAttribute('href')) ?? '';
    const order = (await page.goto('/orders'), await page.getByRole('row').nth(1).getByRole('link').getAttribute('href')) ?? '';
    for (const path of [...pages.map((each) => each.path), pathname, '/forecasts/promotions', '/orders/transfers', item, order, '/inventory/policy']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBe(0);
    }
  });

  test('the tabs below lead everywhere', async ({ page }) => {
    await signInAs(page, 'Manager');
    const tabs = page.getByRole('navigation', { name: 'Main navigation' });
    for (const { heading } of pages) {
      if (await tabs.getByRole('link', { name: heading }).isVisible()) await tabs.getByRole('link', { name: heading }).click();
      else await tabs.getByRole('button', { name: 'More' }).click().then(() => page.getByRole('menuitem', { name: heading }).click());
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    }
  });
});

test('the keyboard reaches the content past the navigation', async ({ page }) => {
  await signInAs(page, 'Manager');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
