'use client';
import { Button, icons } from '@almanac/ui';
import { useTranslations } from 'use-intl';

export type MenuName = 'columns' | 'views';

/** Stands in until the menus have been loaded: a click is remembered, and its menu opens once it is there. */
export function ListMenuButtons({ wanted, onWant }: { readonly wanted?: MenuName | undefined; readonly onWant?: (menu: MenuName) => void }) {
  const t = useTranslations('inventory');
  return (
    <>
      <Button aria-haspopup="menu" className="max-md:hidden" aria-busy={wanted === 'columns' || undefined} onClick={() => onWant?.('columns')}>
        <icons.Columns3 aria-hidden />
        {t('columns')}
      </Button>
      <Button aria-haspopup="menu" aria-busy={wanted === 'views' || undefined} onClick={() => onWant?.('views')}>
        <icons.Bookmark aria-hidden />
        {t('views')}
      </Button>
    </>
  );
}
