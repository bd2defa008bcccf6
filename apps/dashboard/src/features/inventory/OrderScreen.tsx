'use client';
import { type InventoryItem, mayActAs } from '@almanac/data/contract';
import { Button, Card, CircleCheckIcon, EmptyState, PackageSearchIcon, PageHeader, PrintedFilters, PrinterIcon, Segmented, SelectField, ShoppingCartIcon, Skeleton, SlidersHorizontalIcon } from '@almanac/ui';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { ColumnsMenu } from './ColumnsMenu';
import { ExceptionTiles } from './ExceptionTiles';
import { HelpDialog } from './HelpDialog';
import { InventoryFilters } from './InventoryFilters';
import { InventoryRows } from './InventoryRows';
import { exceptionOf, filterOf, InventoryView, isFiltered, searchOfFilter } from './inventory-view';
import { PlanState } from './PlanState';
import { useEdits } from './use-edits';
import { useSelection } from './use-selection';
import { ViewsMenu } from './ViewsMenu';

// Not part of the first load: few visits group, select or order at once.
const PrintList = lazy(() => import('./PrintList'));
const CreateOrdersDialog = lazy(() => import('./CreateOrdersDialog'));
const GroupedInventory = lazy(() => import('./GroupedInventory'));
const SelectionBar = lazy(() => import('./SelectionBar'));

const PAGE_OF_ALL = 500;

/** What to order, what not, and why: exceptions by money at stake, changed and decided on in place. */
export function OrderScreen() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [view, setView] = useView(InventoryView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: facets } = useSuspenseQuery(trpc.inventory.facets.queryOptions());
  const { data: summary } = useSuspenseQuery({ ...trpc.inventory.summary.queryOptions(), refetchInterval: (query) => (query.state.data?.isPlanning ? 3000 : false) });
  const mayEdit = mayActAs(session.role, 'planner');
  const selection = useSelection();
  const edits = useEdits(selection.patch);
  const [isSelecting, setIsSelecting] = useState(false);
  const [isOrdering, setIsOrdering] = useState(false);

  const plannedAt = summary.plannedAt?.getTime();
  const seenPlan = useRef(plannedAt);
  useEffect(() => {
    if (seenPlan.current === plannedAt) return;
    seenPlan.current = plannedAt;
    void edits.readAllAgain();
  }, [plannedAt, edits]);

  useEffect(() => {
    const undoOnShortcut = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isTyping) return;
      event.preventDefault();
      void edits.undo();
    };
    window.addEventListener('keydown', undoOnShortcut);
    return () => window.removeEventListener('keydown', undoOnShortcut);
  }, [edits]);

  /** Everything that matches, also what has not been scrolled to yet. */
  const selectAll = useCallback(
    async (filter: ReturnType<typeof filterOf>) => {
      setIsSelecting(true);
      const found: InventoryItem[] = [];
      for (let cursor: number | null = 0; cursor !== null; ) {
        const page: { readonly rows: readonly InventoryItem[]; readonly nextCursor: number | null } = await queryClient.fetchQuery(trpc.inventory.list.queryOptions({ ...filter, limit: PAGE_OF_ALL, cursor }));
        found.push(...page.rows);
        cursor = page.nextCursor;
      }
      selection.set(found);
      setIsSelecting(false);
    },
    [queryClient, trpc, selection],
  );

  const approved = summary.approved.items + summary.approvedTransfers;
  const named = (list: readonly { readonly id: number; readonly name: string }[], id: number | undefined) => list.find((each) => each.id === id)?.name;
  const printed: readonly (readonly [string, string | undefined])[] = [
    [t('inventory.exceptionsTitle'), t(`inventory.exceptions.${exceptionOf(view)}`)],
    [t('inventory.search'), view.q],
    [t('inventory.terms.supplier'), named(facets.suppliers, view.supplier)],
    [t('terms.location'), named(facets.locations, view.location)],
    [t('terms.category'), view.category],
    [t('inventory.suggestion'), view.kind && t(`inventory.kinds.${view.kind}`)],
    [t('inventory.terms.decision'), view.decision && t(`inventory.decisions.${view.decision}`)],
  ];
  const grouping = [{ value: '', label: t('inventory.noGroups') }, ...(['supplier', 'location', 'category', 'abc'] as const).map((value) => ({ value, label: t(`inventory.groupBy.${value}`) }))];
  const rowsProps = { view, selection, edits, mayEdit, onSort: (sort: InventoryView['sort']) => setView(sort === view.sort ? { dir: view.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: ['name', 'cover', 'orderOn'].includes(sort) ? 'asc' : 'desc' }) };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PageHeader
        title={t('inventory.title')}
        description={summary.plannedOn ? t('inventory.plannedOn', { date: f.date(summary.plannedOn), counted: summary.stockCountedOn ? f.date(summary.stockCountedOn) : '—' }) : t('inventory.subtitle')}
        actions={
          <>
            <Button asChild>
              <Link href="/inventory/policy">
                <SlidersHorizontalIcon aria-hidden />
                {t('inventory.policy.title')}
              </Link>
            </Button>
            <ExportMenu name="inventory" search={searchOfFilter(view)} isDisabled={summary.itemCount === 0} />
            <Suspense fallback={<Button size="icon" disabled aria-label={t('actions.print')}><PrinterIcon aria-hidden /></Button>}>
              <PrintList filter={filterOf(view)} />
            </Suspense>
            {mayEdit && (
              <Button variant="primary" disabled={approved === 0} onClick={() => setIsOrdering(true)}>
                <ShoppingCartIcon aria-hidden />
                {t('inventory.createOrders', { count: approved })}
              </Button>
            )}
          </>
        }
      />
      <PrintedFilters items={printed.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />
      <PlanState summary={summary} mayEdit={mayEdit} />
      {summary.itemCount > 0 && (
        <>
          <ExceptionTiles summary={summary} value={exceptionOf(view)} onChange={(exception) => setView({ exception, open: undefined })} />
          <InventoryFilters view={view} facets={facets} onChange={setView}>
            <SelectField label={t('inventory.grouping')} isLabelHidden className="w-40" options={grouping} value={view.by ?? ''} onChange={(event) => setView({ by: InventoryView.shape.by.parse(event.target.value || undefined), open: undefined })} />
            <Segmented
              label={t('inventory.measure')}
              value={view.measure}
              onChange={(measure) => setView({ measure })}
              options={[
                { value: 'units', label: t('inventory.inUnits') },
                { value: 'money', label: f.currency },
              ]}
            />
            <ColumnsMenu view={view} onChange={setView} />
            <ViewsMenu view={view} mayEdit={mayEdit} onChange={setView} />
            <HelpDialog />
            {mayEdit && (
              <Button variant="ghost" isBusy={isSelecting} onClick={() => void selectAll(filterOf(view))} className="ml-auto">
                {t('inventory.selectAll')}
              </Button>
            )}
          </InventoryFilters>
          <Card isFlush className="overflow-clip [&>div]:pt-0">
            <Suspense fallback={<Skeleton className="m-4 h-64" />}>
              {view.by === undefined ? (
                <InventoryRows filter={filterOf(view)} {...rowsProps} emptyState={<NothingFound isFiltered={isFiltered(view)} isPlanned={summary.stockCountedOn !== null && summary.forecastRunId !== null} onAll={() => setView({ exception: 'all' })} />} />
              ) : (
                <GroupedInventory {...rowsProps} by={view.by} onOpen={(open) => setView({ open })} onSelectGroup={(filter) => void selectAll(filter)} />
              )}
            </Suspense>
          </Card>
        </>
      )}
      <Suspense>
        {selection.items.length > 0 && <SelectionBar selection={selection} edits={edits} />}
        {isOrdering && <CreateOrdersDialog onClose={() => setIsOrdering(false)} onCreated={selection.clear} />}
      </Suspense>
    </div>
  );
}

/** An empty exception is good news, and says until when, unless stock or a forecast is still missing. */
function NothingFound({ isFiltered, isPlanned, onAll }: { readonly isFiltered: boolean; readonly isPlanned: boolean; readonly onAll: () => void }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.inventory.list.queryOptions({ exception: 'ok', sort: 'orderOn', dir: 'asc', limit: 1 }, { enabled: !isFiltered && isPlanned }));
  if (isFiltered) return <EmptyState icon={<PackageSearchIcon />} title={t('forecasts.noMatchTitle')} description={t('inventory.noMatchText')} />;
  if (!isPlanned) return <EmptyState icon={<PackageSearchIcon />} title={t('inventory.nothingYet')} description={t('inventory.nothingYetText')} action={<Button onClick={onAll}>{t('inventory.showAll')}</Button>} />;
  const until = data?.rows[0]?.orderOn;
  return <EmptyState icon={<CircleCheckIcon />} title={until ? t('inventory.wellUntil', { date: f.date(until) }) : t('inventory.allWell')} description={t('inventory.allWellText')} action={<Button onClick={onAll}>{t('inventory.showAll')}</Button>} />;
}
