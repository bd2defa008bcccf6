import { queryPath } from './procedures';

export type Kind = 'page' | 'data' | 'export';
export interface Visit {
  readonly kind: Kind;
  /** What is asked, the same for all products, customers and filters. */
  readonly name: string;
  readonly path: string;
}

/** What one person does in a working day: every page with its data, sorted and searched, one thing after another opened, and now and then a file. */
export function visitsOf(person: number): readonly Visit[] {
  const visits = Array.from({ length: ROUNDS }, (_, round) => roundOf(person * ROUNDS + round, person, round)).flat();
  const start = (person * 37) % visits.length; // not everybody on the same page at once
  return [...visits.slice(start), ...visits.slice(0, start)];
}

const ROUNDS = 4;
const isMarketer = (person: number) => person % 5 !== 1 && person % 5 !== 3; // planners and viewers see no lists of people

function roundOf(n: number, person: number, round: number): Visit[] {
  const [series, product, customer, location] = [1 + ((n * 7919) % 50_000), 1 + ((n * 7919) % 10_000), 1 + ((n * 104_729) % 50_000), 1 + (n % 5)];
  const category = `Category ${n % 40}`;
  const people = isMarketer(person);
  return [
    page('/'),
    data('overview.get', {}),
    data('overview.get', { location }),
    page('/forecasts'),
    data('forecasting.list', {}),
    data('forecasting.list', { sort: 'change', dir: 'desc', location }),
    data('forecasting.list', { q: `Product ${n % 100}` }),
    data('forecasting.list', { category, sort: 'accuracy', dir: 'asc' }),
    data('forecasting.facets', {}),
    page('/forecasts/…', `/forecasts/${series}`),
    data('forecasting.get', { seriesId: series }),
    data('forecasting.analogy', { seriesId: series }),
    page('/forecasts/hierarchy'),
    data('forecasting.hierarchy', { level: 'category', key: category, by: 'product' }),
    data('forecasting.valueAdded', {}),
    page('/forecasts/promotions'),
    data('forecasting.promotions', {}),
    page('/inventory'),
    data('inventory.list', {}),
    data('inventory.list', { sort: 'risk', location, category }),
    data('inventory.list', { q: `Product ${n % 100}` }),
    data('inventory.summary'),
    data('inventory.facets'),
    data('inventory.groups', { by: 'supplier' }),
    page('/inventory/…', `/inventory/${product}-${location}`),
    data('inventory.get', { productId: product, locationId: location }),
    page('/inventory/policy'),
    data('inventory.policies'),
    data('inventory.replay', {}),
    page('/orders'),
    data('purchaseOrders.list', {}),
    page('/orders/transfers'),
    data('transfers.list', {}),
    page('/recommendations'),
    data('recommendation.overview'),
    data('recommendation.reach', {}),
    page('/recommendations/products'),
    data('recommendation.products', {}),
    page('/recommendations/products/…', `/recommendations/products/${product}`),
    data('recommendation.product', { productId: product }),
    page('/recommendations/pairs'),
    data('recommendation.pairs', {}),
    data('recommendation.bundles'),
    page('/recommendations/categories'),
    data('recommendation.affinity'),
    page('/recommendations/customers'),
    ...(people ? [data('recommendation.customers', {}), data('recommendation.customers', { q: `Customer ${n % 100}` }), page('/recommendations/customers/…', `/recommendations/customers/${customer}`), data('recommendation.customer', { customerId: customer }), data('recommendation.history', { customerId: customer })] : []),
    page('/churn'),
    data('churn.overview'),
    data('churn.threshold'),
    data('churn.settings'),
    ...(people ? [data('churn.customers', {}), data('churn.customers', { sort: 'probability', segment: `Segment ${n % 5}` }), page('/churn/customers/…', `/churn/customers/${customer}`), data('churn.customer', { customerId: customer })] : []),
    page('/churn/segments'),
    data('churn.segments'),
    page('/churn/model'),
    data('churn.model'),
    page('/campaigns'),
    data('campaigns.list', {}),
    page('/data'),
    data('ingest.list', {}),
    page('/training'),
    data('training.list'),
    data('training.schedule'),
    page('/settings'),
    ...exportsOf(round, person, location),
  ];
}

/** Each person takes one file a round; in four rounds a whole list, fifty thousand rows. */
function exportsOf(round: number, person: number, location: number): Visit[] {
  const files = [`/api/downloads/forecasts.csv?location=${location}`, '/api/downloads/inventory.csv?exception=out_of_stock', `/api/downloads/forecasts.xlsx?location=${location}&category=Category%20${person % 40}`];
  const whole = ['/api/downloads/forecasts.csv', '/api/downloads/inventory.csv', ...(isMarketer(person) ? ['/api/downloads/churn.csv'] : [])];
  const file = round < files.length ? files[round]! : whole[person % whole.length]!;
  return [{ kind: 'export', name: round < files.length ? `${file.split('?')[0]} (filtered)` : `${file} (whole)`, path: file }];
}

const page = (name: string, path = name): Visit => ({ kind: 'page', name, path });
const data = (procedure: string, input?: unknown): Visit => ({ kind: 'data', name: procedure, path: queryPath(procedure, input) });
