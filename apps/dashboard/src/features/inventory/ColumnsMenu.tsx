'use client';
import { Button, Columns3Icon, Menu, MenuLabel, MenuToggle } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { columnsOf, columnsText, type InventoryView, optionalColumns } from './inventory-view';

/** Which columns show. */
export function ColumnsMenu({ view, onChange }: { readonly view: InventoryView; readonly onChange: (changes: Partial<InventoryView>) => void }) {
  const t = useTranslations('inventory');
  const shown = columnsOf(view.columns);
  return (
    <Menu
      align="start"
      trigger={
        <Button className="max-md:hidden">
          <Columns3Icon aria-hidden />
          {t('columns')}
        </Button>
      }
    >
      <MenuLabel>{t('columnsHint')}</MenuLabel>
      <div className="max-h-[60dvh] overflow-y-auto">
        {optionalColumns.map((column) => (
          <MenuToggle key={column} isOn={shown.includes(column)} onToggle={(isOn) => onChange({ columns: columnsText(isOn ? [...shown, column] : shown.filter((each) => each !== column)) })}>
            {t(`columnNames.${column}`)}
          </MenuToggle>
        ))}
      </div>
    </Menu>
  );
}
