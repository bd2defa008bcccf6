'use client';
import type { ChurnCustomerDetail, ChurnReason } from '@almanac/data/contract';
import { Card, classNames } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useReasonText } from './names';

const LEAST = 0.02;

/** What moves a customer's score, in words; bars say how much, on the scale of the strongest. */
export function Reasons({ detail: { customer } }: { readonly detail: ChurnCustomerDetail }) {
  const t = useTranslations('churn.customer');
  const { reasons } = customer;
  if (customer.probability === null) return null;
  const strongest = Math.max(...(reasons ?? []).map(({ contribution }) => Math.abs(contribution)), LEAST);
  const part = (title: string, sign: 1 | -1) => ({ title, sign, rows: (reasons ?? []).filter(({ contribution }) => contribution * sign > LEAST * strongest) });
  return (
    <Card title={t('reasonsTitle')} description={t('reasonsText')}>
      {reasons === null ? (
        <p className="text-sm text-ink-faint">{t('noReasons')}</p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 md:grid-cols-2">
          {[part(t('forLeaving'), 1), part(t('againstLeaving'), -1)].map(({ title, sign, rows }) => (
            <section key={sign}>
              <h3 className="mb-2 text-sm font-medium text-ink-soft">{title}</h3>
              {rows.length === 0 ? <p className="text-sm text-ink-faint">—</p> : <ul className="grid gap-2.5">{rows.map((reason) => <Reason key={reason.feature} reason={reason} share={Math.abs(reason.contribution) / strongest} isFor={sign > 0} customer={customer} />)}</ul>}
            </section>
          ))}
        </div>
      )}
    </Card>
  );
}

function Reason({ reason, share, isFor, customer }: { readonly reason: ChurnReason; readonly share: number; readonly isFor: boolean; readonly customer: ChurnCustomerDetail['customer'] }) {
  const text = useReasonText();
  return (
    <li className="text-sm">
      {text(reason, customer)}
      <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-sunken">
        <span className={classNames('block h-full rounded-full', isFor ? 'bg-bad' : 'bg-good')} style={{ width: `${Math.max(3, share * 100)}%` }} />
      </span>
    </li>
  );
}
