import { describe, expect, it } from 'vitest';
import { AudienceView, audienceInput, campaignPath, CustomersView, customersInput, PairsView, pairsInput, ReachView, reachInput } from './recommendation-view';

describe('views of recommendations', () => {
  it('open at their defaults from any address', () => {
    const view = CustomersView.parse({ q: ['a', 'b'], sort: 'nonsense', dir: '', contactable: 'perhaps' });
    expect(customersInput(view)).toEqual({ q: undefined, segment: undefined, country: undefined, contactable: undefined, sort: 'value', dir: 'desc', limit: 100 });
    expect(reachInput(ReachView.parse({ contacts: '7' }))).toEqual({ contacts: 200, segment: undefined });
    expect(audienceInput(3, AudienceView.parse({ show: '9999' }))).toEqual({ productId: 3, segment: undefined, limit: 50 });
  });

  it('ask the worker for what they say', () => {
    expect(customersInput(CustomersView.parse({ q: 'ada', contactable: 'false', sort: 'orders', dir: 'asc' }))).toMatchObject({ q: 'ada', contactable: false, sort: 'orders', dir: 'asc' });
    expect(pairsInput(PairsView.parse({ tab: 'bundles', category: 'Tea' }))).toEqual({ q: undefined, category: 'Tea', sort: 'sureness', limit: 100 });
  });
});

describe('campaignPath', () => {
  it('carries the product and the segment it is looked at for', () => {
    expect(campaignPath(12)).toBe('/campaigns/new?product=12');
    expect(campaignPath(12, 'tea club')).toBe('/campaigns/new?product=12&segment=tea+club');
  });
});
