'use client';
import type { TransferDetail } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

type TransferSheetProps = { readonly detail: TransferDetail; readonly company: string; readonly unit: (name: string | null) => string };

/** The transfer on paper, A4, with room to tick what was picked and what arrived: only print shows it, and only this is printed. */
export function TransferSheet({ detail: { transfer, lines }, company, unit }: TransferSheetProps) {
  const t = useTranslations('transfers');
  const f = useFormatters();
  const facts = [
    [t('sheetNumber'), transfer.code],
    [t('sheetDate'), f.date(transfer.createdOn)],
    [t('sheetExpected'), f.date(transfer.expectedOn)],
  ];
  const ends = [
    [t('sheetFrom'), transfer.from],
    [t('sheetTo'), transfer.to],
  ];
  return (
    <section aria-hidden className="hidden text-black print:block">
      <div className="flex items-start justify-between border-b-2 border-black pb-3">
        <div>
          <p className="text-2xl font-semibold">{t('sheetTitle')}</p>
          <p className="mt-1 text-base">{company}</p>
        </div>
        <table className="text-sm">
          <tbody>
            {facts.map(([label, value]) => (
              <tr key={label}>
                <td className="pr-4">{label}</td>
                <td className="text-right font-semibold">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-5 grid grid-cols-2 gap-8 text-sm">
        {ends.map(([label, value]) => (
          <div key={label}>
            <p className="text-xs">{label}</p>
            <p className="text-base font-semibold">{value}</p>
          </div>
        ))}
      </div>
      <table className="mt-6 w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-black text-left">
            <th className="py-1.5 font-semibold">{t('product')}</th>
            <th className="py-1.5 text-right font-semibold">{t('quantity')}</th>
            <th className="w-24 py-1.5 pl-6 text-left font-semibold">{t('sheetPicked')}</th>
            <th className="w-24 py-1.5 pl-6 text-left font-semibold">{t('sheetArrived')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.lineId} className="break-inside-avoid border-b border-neutral-300">
              <td className="py-2">
                <span className="block font-medium">{line.productName}</span>
                <span className="block text-xs">{line.productCode}</span>
              </td>
              <td className="py-2 text-right tabular-nums">
                {f.quantity(line.quantity)} {unit(line.unit)}
              </td>
              <td className="py-2 pl-6">
                <span className="inline-block size-4 border border-black" />
              </td>
              <td className="py-2 pl-6">
                <span className="inline-block size-4 border border-black" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-16 grid grid-cols-2 gap-8 text-xs">
        {[t('sheetHandedOver'), t('sheetTakenOver')].map((label) => (
          <p key={label} className="border-t border-black pt-1">
            {label}
          </p>
        ))}
      </div>
    </section>
  );
}
