'use client';
import { Button, DownloadIcon, FileSpreadsheetIcon, Menu, MenuItem, MenuLabel, SendIcon } from '@almanac/ui';
import { useLocale, useTranslations } from 'use-intl';

/** Downloads the list with reasons, or the audience as mail tools read it; neither holds those held back. */
export default function CampaignExport({ campaignId }: { readonly campaignId: number }) {
  const t = useTranslations('campaigns.detail');
  const locale = useLocale();
  const href = (file: string) => `/api/downloads/${file}?${new URLSearchParams({ campaignId: String(campaignId), locale })}`;
  const files = [
    { file: 'campaign-audience.csv', label: t('audience'), Icon: SendIcon },
    { file: 'campaign.xlsx', label: t('listXlsx'), Icon: FileSpreadsheetIcon },
    { file: 'campaign.csv', label: t('listCsv'), Icon: DownloadIcon },
  ];
  return (
    <Menu
      trigger={
        <Button>
          <DownloadIcon aria-hidden />
          {t('export')}
        </Button>
      }
    >
      <MenuLabel>{t('exportHint')}</MenuLabel>
      {files.map(({ file, label, Icon }) => (
        <MenuItem key={file} asChild>
          <a href={href(file)} download>
            <Icon aria-hidden />
            {label}
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}
