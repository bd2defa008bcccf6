'use client';
import ColumnsMenu from './ColumnsMenu';
import type { InventoryView } from './inventory-view';
import type { MenuName } from './ListMenuButtons';
import ViewsMenu from './ViewsMenu';

type ListMenusProps = { readonly view: InventoryView; readonly mayEdit: boolean; readonly openAtFirst: MenuName | undefined; readonly onChange: (changes: Partial<InventoryView>) => void };

/** Which columns show, and views under a name. */
export default function ListMenus({ view, mayEdit, openAtFirst, onChange }: ListMenusProps) {
  return (
    <>
      <ColumnsMenu view={view} isOpenAtFirst={openAtFirst === 'columns'} onChange={onChange} />
      <ViewsMenu view={view} mayEdit={mayEdit} isOpenAtFirst={openAtFirst === 'views'} onChange={onChange} />
    </>
  );
}
