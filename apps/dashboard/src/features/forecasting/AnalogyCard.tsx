'use client';
import { type ForecastFrequency, mayActAs, MOST_SIMILAR } from '@almanac/data/contract';
import { Button, Card, Checkbox, PlayIcon, SearchField, TextField, toast } from '@almanac/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';

type Analogy = Outputs['forecasting']['analogy'];

/** For a product without enough history: which similar ones the next training forecasts it like. */
export function AnalogyCard({ seriesId, frequency }: { readonly seriesId: number; readonly frequency: ForecastFrequency }) {
  const t = useTranslations('analogy');
  const all = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [edited, setEdited] = useState<{ readonly chosen: Analogy['chosen']; readonly percent: string }>();
  const q = useDeferredValue(typed.trim());
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useQuery(trpc.forecasting.analogy.queryOptions({ seriesId, q: q === '' ? undefined : q }, { placeholderData: keepPreviousData }));
  const save = useMutation(
    trpc.forecasting.setAnalogy.mutationOptions({
      onSuccess: async () => {
        toast.success(t('saved'));
        await queryClient.invalidateQueries({ queryKey: trpc.forecasting.analogy.pathKey() });
        setEdited(undefined);
      },
    }),
  );
  const train = useMutation(trpc.training.start.mutationOptions({ onSuccess: ({ runId }) => router.push(`/training/${runId}`) }));
  if (data === undefined) return null;
  const { chosen, percent } = edited ?? { chosen: data.chosen, percent: String(data.scalePercent) };
  const scale = Number(percent.replace(',', '.'));
  const isValid = percent.trim() !== '' && scale >= 1 && scale <= 1000;
  const isChosen = (id: number) => chosen.some((product) => product.id === id);
  const rows = [...chosen, ...data.found.filter(({ id }) => !isChosen(id))];
  const facts = ({ category, priceMinor, soldSince }: Analogy['found'][number]) => [category, priceMinor === null ? undefined : f.moneyCents(priceMinor), soldSince === null ? t('neverSold') : t('soldSince', { date: f.date(soldSince) })].filter(Boolean).join(' · ');
  const choice = data.author === null || data.createdAt === null ? t('none') : t('by', { author: data.author, date: f.instant(data.createdAt) });

  if (!mayActAs(session.role, 'planner'))
    return (
      <Card title={t('title')} description={t('text')}>
        <p className="text-sm text-ink-soft">{[choice, ...data.chosen.map(({ code, name }) => `${code} ${name}`)].join(' · ')}</p>
      </Card>
    );
  return (
    <Card
      title={t('title')}
      description={t('text')}
      actions={
        data.chosen.length > 0 && (
          <Button isBusy={train.isPending} disabled={edited !== undefined} onClick={() => train.mutate({ capability: 'forecast', frequency })}>
            <PlayIcon aria-hidden />
            {all('training.start')}
          </Button>
        )
      }
    >
      <form
        className="grid gap-3 print:hidden"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ seriesId, likeIds: chosen.map(({ id }) => id), scalePercent: scale });
        }}
      >
        <p className="text-sm text-ink-soft">{choice}</p>
        <SearchField label={t('search')} value={typed} onChange={(event) => setTyped(event.target.value)} className="max-w-sm" />
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium text-ink-soft">{t('choose', { most: MOST_SIMILAR })}</legend>
          {rows.map((product) => (
            <div key={product.id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-1 last:border-b-0">
              <Checkbox
                label={`${product.code} ${product.name}`}
                isLabelShown
                checked={isChosen(product.id)}
                disabled={!isChosen(product.id) && chosen.length >= MOST_SIMILAR}
                onChange={() => setEdited({ percent, chosen: isChosen(product.id) ? chosen.filter(({ id }) => id !== product.id) : [...chosen, product] })}
              />
              <span className="text-xs text-ink-faint">{facts(product)}</span>
            </div>
          ))}
          {data.found.length === 0 && <p className="text-sm text-ink-faint">{t(q === '' ? 'noSuggestions' : 'nothingFound')}</p>}
        </fieldset>
        <div className="w-56">
          <TextField label={t('scale')} hint={t('scaleHint')} inputMode="decimal" value={percent} onChange={(event) => setEdited({ chosen, percent: event.target.value })} error={isValid ? undefined : t('scaleInvalid')} />
        </div>
        <div>
          <Button type="submit" variant="primary" isBusy={save.isPending} disabled={edited === undefined || !isValid}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
