import type { AbcClass, PolicyRule, PolicySource, PolicyValues, ResolvedPolicy, Sourced, XyzClass } from '@almanac/data/contract';

/**
 * What holds where no rule says anything: the more a product sells for, the seldomer it may run out. Under the same stock a cycle
 * service level met more of the demand than a fill rate (docs/methods/inventory.md, replay of the demo company).
 */
export const DEFAULT_POLICIES = {
  A: { kind: 'reorder_up_to', measure: 'cycle', target: 0.95, reviewPeriodDays: 7 },
  B: { kind: 'reorder_up_to', measure: 'cycle', target: 0.9, reviewPeriodDays: 7 },
  C: { kind: 'reorder_up_to', measure: 'cycle', target: 0.8, reviewPeriodDays: 7 },
} as const;

export interface PolicyKey {
  readonly productId: number;
  readonly locationId: number;
  readonly abc: AbcClass;
  readonly xyz: XyzClass;
}
export type PolicyResolver = (key: PolicyKey) => ResolvedPolicy;

/** Looks rules up by scope once, so that 50,000 items are resolved in a moment. */
export function policyResolver(rules: readonly PolicyRule[]): PolicyResolver {
  const byScope = new Map(rules.map(({ scope, values }) => [scopeKey(scope), values]));
  return ({ productId, locationId, abc, xyz }) => {
    const chain: readonly (readonly [PolicySource, PolicyValues | undefined])[] = [
      ['product_location', byScope.get(`product ${productId} ${locationId}`)],
      ['product', byScope.get(`product ${productId} `)],
      ['class', byScope.get(`class ${abc} ${xyz}`)],
      ['class', byScope.get(`class ${abc} `)],
      ['company', byScope.get('company')],
    ];
    const fallback = DEFAULT_POLICIES[abc];
    return {
      kind: firstOf(chain, 'kind') ?? byDefault(fallback.kind),
      measure: firstOf(chain, 'measure') ?? byDefault(fallback.measure),
      target: firstOf(chain, 'target') ?? byDefault(fallback.target),
      reviewPeriodDays: firstOf(chain, 'reviewPeriodDays') ?? byDefault(fallback.reviewPeriodDays),
      orderQuantity: firstOf(chain, 'orderQuantity') ?? byDefault(null),
      shelfLifeDays: firstOf(chain, 'shelfLifeDays') ?? byDefault(null),
    };
  };
}

function scopeKey(scope: PolicyRule['scope']): string {
  if (scope.kind === 'company') return 'company';
  return scope.kind === 'class' ? `class ${scope.abc} ${scope.xyz ?? ''}` : `product ${scope.productId} ${scope.locationId ?? ''}`;
}

/** The most particular rule that gives a value. */
function firstOf<Field extends keyof PolicyValues>(chain: readonly (readonly [PolicySource, PolicyValues | undefined])[], field: Field): Sourced<NonNullable<PolicyValues[Field]>> | undefined {
  for (const [from, values] of chain) {
    const value = values?.[field];
    if (value !== undefined && value !== null) return { value, from };
  }
  return undefined;
}

const byDefault = <T>(value: T): Sourced<T> => ({ value, from: 'default' });
