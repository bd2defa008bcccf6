'use client';
import type { CampaignSummary } from '@almanac/data/contract';
import { Card } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

const SHOWN = 3;

/** What came of the last campaigns to keep customers: a score alone earns nothing. */
export default function CampaignsCard() {
  const t = useTranslations('churn.campaigns');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.campaigns.list.queryOptions({ limit: 50 }));
  const own = data?.items.filter(({ origin, status }) => origin === 'churn' && status !== 'cancelled').slice(0, SHOWN) ?? [];
  if (data === undefined) return null;
  return (
    <Card title={t('title')} description={own.length === 0 ? t('none') : t('text')} isFlush={own.length > 0}>
      {own.length === 0 ? (
        <p className="text-sm text-ink-faint">{t('hint')}</p>
      ) : (
        <ul className="border-t border-line">
          {own.map((campaign) => (
            <Campaign key={campaign.campaignId} campaign={campaign} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Campaign({ campaign: { campaignId, name, ownerName, dueOn, sentOn, contacts, holdout, result } }: { readonly campaign: CampaignSummary }) {
  const t = useTranslations('churn.campaigns');
  const f = useFormatters();
  const gain = result?.gainMinor ?? null;
  const came = sentOn === null ? t('planned', { date: f.date(dueOn) }) : gain === null ? t('running', { date: f.date(sentOn) }) : t('gain', { gain: f.moneyWhole(gain.mean), lower: f.moneyWhole(gain.lower), upper: f.moneyWhole(gain.upper) });
  return (
    <li className="border-b border-line last:border-b-0">
      <Link href={`/campaigns/${campaignId}`} className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm hover:bg-canvas sm:px-5">
        <span className="min-w-40 flex-1">
          <span className="block font-medium">{name}</span>
          <span className="block text-xs text-ink-faint">{t('who', { owner: ownerName, contacts: f.integer(contacts), holdout: f.integer(holdout) })}</span>
        </span>
        <span className="tabular-nums">{came}</span>
      </Link>
    </li>
  );
}
