'use client';
import { AbcClass, mayActAs, XyzClass } from '@almanac/data/contract';
import { Badge, Button, Callout, Card, Facts, PageHeader, PencilIcon, Table } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { CompanySettings } from './CompanySettings';
import { policyFields, usePolicyText } from './policy-text';
import { isSameScope, PolicyDialog } from './PolicyDialog';
import { Proof } from './Proof';

type Cell = { readonly abc: AbcClass; readonly xyz: XyzClass };

/** Rules of the company, of classes and of products, and what they would have done in the past. */
export function Policy() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const text = usePolicyText();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: policies } = useSuspenseQuery(trpc.inventory.policies.queryOptions());
  const mayEdit = mayActAs(session.role, 'planner');
  const [editing, setEditing] = useState<Cell | 'company'>();
  const remove = useMutation(trpc.inventory.setPolicy.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() }) }));
  const ruleOf = (scope: Parameters<typeof isSameScope>[1]) => policies.rules.find((rule) => isSameScope(rule.scope, scope))?.values;
  const company = ruleOf({ kind: 'company' });
  const inForce = ({ abc, xyz }: Cell) => {
    const chain = [ruleOf({ kind: 'class', abc, xyz }), ruleOf({ kind: 'class', abc }), company];
    const first = (field: 'target' | 'reviewPeriodDays') => chain.map((values) => values?.[field]).find((value) => value != null) ?? policies.defaults[abc][field];
    return { target: first('target'), days: first('reviewPeriodDays'), isOwn: chain[0] !== undefined };
  };
  const products = policies.rules.flatMap((rule) => (rule.scope.kind === 'product' ? [{ scope: rule.scope, values: rule.values }] : []));
  const described = (values: (typeof products)[number]['values']) => policyFields.filter((field) => values[field] != null).map((field) => `${t(`inventory.policy.fields.${field}`)}: ${text(field, values[field])}`).join('; ');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/inventory">{t('inventory.title')}</BackLink>}
        title={t('inventory.policy.title')}
        description={t('inventory.policy.subtitle')}
      />
      {!mayEdit && <Callout title={t('inventory.policy.readOnly')} />}
      <Proof mayEdit={mayEdit} company={company ?? {}} />
      <Card title={t('inventory.policy.classTitle')} description={t('inventory.policy.classText')} isFlush>
        <Table
          caption={t('inventory.policy.classTitle')}
          rows={AbcClass.options}
          rowKey={(abc) => abc}
          columns={[
            { id: 'abc', header: t('inventory.terms.class'), cell: (abc) => <span className="font-medium">{t(`inventory.abcClasses.${abc}`)}</span> },
            ...XyzClass.options.map((xyz) => ({
              id: xyz,
              header: t(`inventory.xyzClasses.${xyz}`),
              cell: (abc: AbcClass) => {
                const { target, days, isOwn } = inForce({ abc, xyz });
                const content = (
                  <>
                    <span className="block font-medium tabular-nums">{t('inventory.policy.cell', { target: f.percent(target), days })}</span>
                    {isOwn && <Badge tone="accent">{t('inventory.policy.own')}</Badge>}
                  </>
                );
                return mayEdit ? (
                  <button type="button" onClick={() => setEditing({ abc, xyz })} className="-mx-2 rounded-md px-2 py-1 text-left hover:bg-sunken">
                    {content}
                  </button>
                ) : (
                  content
                );
              },
            })),
          ]}
        />
      </Card>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <CompanySettings settings={policies.settings} mayEdit={mayEdit} />
        <Card
          title={t('inventory.policy.companyRules')}
          description={t('inventory.policy.companyRulesText')}
          actions={
            mayEdit && (
              <Button onClick={() => setEditing('company')}>
                <PencilIcon aria-hidden />
                {t('inventory.policy.edit')}
              </Button>
            )
          }
        >
          <Facts items={policyFields.map((field) => ({ label: t(`inventory.policy.fields.${field}`), value: company?.[field] == null ? t('inventory.policy.notSet') : text(field, company[field]) }))} />
        </Card>
      </div>
      {products.length > 0 && (
        <Card title={t('inventory.policy.productRules')} isFlush>
          <Table
            caption={t('inventory.policy.productRules')}
            rows={products}
            rowKey={({ scope }) => `${scope.productId} ${scope.locationId}`}
            columns={[
              {
                id: 'product',
                header: t('inventory.policy.product'),
                cell: ({ scope }) => (
                  <>
                    <span className="block font-medium">{scope.productName}</span>
                    <span className="block text-xs text-ink-faint">{`${scope.productCode} · ${scope.location ?? t('terms.allLocations')}`}</span>
                  </>
                ),
              },
              { id: 'rule', header: t('inventory.policy.rule'), cell: ({ values }) => described(values) },
              {
                id: 'remove',
                header: <span className="sr-only">{t('inventory.policy.remove')}</span>,
                align: 'end',
                cell: ({ scope }) =>
                  mayEdit && (
                    <Button variant="ghost" onClick={() => remove.mutate({ scope: { kind: 'product', productId: scope.productId, locationId: scope.locationId }, values: {} })}>
                      {t('inventory.policy.remove')}
                    </Button>
                  ),
              },
            ]}
          />
        </Card>
      )}
      {editing && (
        <PolicyDialog
          name={editing === 'company' ? session.org.name : `${editing.abc}${editing.xyz}`}
          scopes={editing === 'company' ? [{ label: session.org.name, scope: { kind: 'company' } }] : [{ label: `${editing.abc}${editing.xyz}`, scope: { kind: 'class', ...editing } }, { label: t(`inventory.abcClasses.${editing.abc}`), scope: { kind: 'class', abc: editing.abc } }]}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}
