'use client';
import type { SavedView } from '@almanac/data/contract';
import { BookmarkIcon, Button, Menu, MenuItem, MenuLabel, MenuSeparator } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { searchOf } from '../../platform/use-view';
import { InventoryView } from './inventory-view';

const SaveViewDialog = lazy(() => import('./SaveViewDialog'));

type ViewsMenuProps = { readonly view: InventoryView; readonly mayEdit: boolean; readonly onChange: (view: InventoryView) => void };

/** Filters, columns and grouping under a name, for oneself or the whole company. */
export function ViewsMenu({ view, mayEdit, onChange }: ViewsMenuProps) {
  const t = useTranslations('inventory');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: views = [] } = useQuery(trpc.inventory.views.queryOptions());
  const [isSaving, setIsSaving] = useState(false);
  const keep = (next: readonly SavedView[]) => queryClient.setQueryData(trpc.inventory.views.queryKey(), [...next]);
  const remove = useMutation(trpc.inventory.removeView.mutationOptions({ onSuccess: keep }));
  const present = searchOf(InventoryView, view);
  const isOpen = (query: string) => query === present;
  const open = views.find(({ query }) => isOpen(query));
  return (
    <>
      <Menu
        align="start"
          trigger={
          <Button>
            <BookmarkIcon aria-hidden />
            <span className="max-w-32 truncate">{open?.name ?? t('views')}</span>
          </Button>
        }
      >
        <MenuLabel>{views.length === 0 ? t('noViews') : t('viewsHint')}</MenuLabel>
        {views.map(({ viewId, name, query, isShared, owner }) => (
          <MenuItem key={viewId} isChecked={isOpen(query)} onSelect={() => onChange(InventoryView.parse(Object.fromEntries(new URLSearchParams(query))))}>
            <span className="max-w-56 truncate">{name}</span>
            {isShared && <span className="ml-auto pl-4 text-xs text-ink-faint">{owner}</span>}
          </MenuItem>
        ))}
        {mayEdit && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => setIsSaving(true)}>{t('saveView')}</MenuItem>
            {open?.isOwn && <MenuItem onSelect={() => remove.mutate({ viewId: open.viewId })}>{t('removeView', { name: open.name })}</MenuItem>}
          </>
        )}
      </Menu>
      {isSaving && (
        <Suspense>
          <SaveViewDialog query={present} onClose={() => setIsSaving(false)} onSaved={keep} />
        </Suspense>
      )}
    </>
  );
}
