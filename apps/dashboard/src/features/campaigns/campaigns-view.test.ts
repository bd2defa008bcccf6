import { expect, it } from 'vitest';
import { PlanView, planInput } from './campaigns-view';

it('opens at its defaults from any address', () => {
  const view = PlanView.parse({ origin: 'x', product: 'x', contacts: '-3', holdout: '99', days: '' });
  expect(view).toMatchObject({ origin: 'recommendation', product: undefined, contacts: 500, holdout: 20, days: undefined });
  expect(planInput(view, 100)).toBeUndefined();
});

it('asks for a preview in minor units and shares', () => {
  expect(planInput(PlanView.parse({ product: '7', cost: '0.25', holdout: '10' }), 100)).toMatchObject({ origin: 'recommendation', productId: 7, costMinor: 25, holdoutShare: 0.1, budget: 500, windowDays: 28 });
  expect(planInput(PlanView.parse({ origin: 'churn', product: '7', segment: 'Home' }), 100)).toMatchObject({ origin: 'churn', productId: undefined, segment: 'Home', windowDays: 90 });
});
