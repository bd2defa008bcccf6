'use client';
import { Button, DownloadIcon, FileSpreadsheetIcon, Menu, MenuItem, MenuLabel } from '@almanac/ui';
import { useLocale, useTranslations } from 'use-intl';

type ExportMenuProps = { readonly name: 'audit' | 'audience' | 'churn' | 'forecast' | 'forecasts' | 'inventory' | 'purchase-order' | 'recommendations'; readonly search: string; readonly isDisabled?: boolean };

/** Downloads what is on screen, filters and language included, as a workbook or as CSV. */
export function ExportMenu({ name, search, isDisabled }: ExportMenuProps) {
  const t = useTranslations('actions');
  const locale = useLocale();
  const href = (format: 'csv' | 'xlsx') => `/api/downloads/${name}.${format}?${new URLSearchParams([...new URLSearchParams(search), ['locale', locale]])}`;
  return (
    <Menu
      trigger={
        <Button disabled={isDisabled}>
          <DownloadIcon aria-hidden />
          {t('export')}
        </Button>
      }
    >
      <MenuLabel>{t('exportHint')}</MenuLabel>
      <MenuItem asChild>
        <a href={href('xlsx')} download>
          <FileSpreadsheetIcon aria-hidden />
          {t('exportXlsx')}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={href('csv')} download>
          <DownloadIcon aria-hidden />
          {t('exportCsv')}
        </a>
      </MenuItem>
    </Menu>
  );
}
