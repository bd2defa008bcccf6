'use client';
import type { PurchaseOrderDetail } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

type OrderSheetProps = { readonly detail: PurchaseOrderDetail; readonly company: string; readonly supplier: string; readonly unit: (name: string | null) => string };

/** The order on paper, A4: only print shows it, and only this is printed. */
export function OrderSheet({ detail: { order, lines, supplierCode, supplierEmail, note }, company, supplier, unit }: OrderSheetProps) {
  const t = useTranslations('orders');
  const f = useFormatters();
  const facts = [
    [t('sheetNumber'), order.code],
    [t('sheetDate'), f.date(order.orderedOn)],
    [t('sheetExpected'), order.expectedOn === null ? '—' : f.date(order.expectedOn)],
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
        <div>
          <p className="text-xs">{t('sheetTo')}</p>
          <p className="text-base font-semibold">{supplier}</p>
          {supplierCode && <p>{supplierCode}</p>}
          {supplierEmail && <p>{supplierEmail}</p>}
        </div>
        <div>
          <p className="text-xs">{t('sheetDeliverTo')}</p>
          <p className="text-base font-semibold">{company}</p>
          <p>{order.location}</p>
        </div>
      </div>
      <table className="mt-6 w-full border-collapse text-sm">
        <thead>
          <tr className="border-y border-black text-left">
            <th className="py-1.5 pr-3">{t('productCode')}</th>
            <th className="py-1.5 pr-3">{t('product')}</th>
            <th className="py-1.5 pr-3 text-right">{t('quantity')}</th>
            <th className="py-1.5 pr-3 text-right">{t('unitCost')}</th>
            <th className="py-1.5 text-right">{t('lineValue')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.lineId} className="break-inside-avoid border-b border-line align-top">
              <td className="py-1.5 pr-3 whitespace-nowrap">{line.productCode}</td>
              <td className="py-1.5 pr-3">{line.productName}</td>
              <td className="py-1.5 pr-3 text-right whitespace-nowrap tabular-nums">{`${f.quantity(line.quantity)} ${unit(line.unit)}`}</td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{f.moneyCents(line.unitCostMinor)}</td>
              <td className="py-1.5 text-right tabular-nums">{line.unitCostMinor === null ? '—' : f.moneyCents(line.quantity * line.unitCostMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="flex justify-end gap-6 border-b-2 border-black py-2 text-base font-semibold">
        <span>{t('total')}</span>
        <span className="tabular-nums">{f.moneyCents(order.valueMinor)}</span>
      </p>
      {note && (
        <p className="mt-4 text-sm">
          {t('note')}: {note}
        </p>
      )}
    </section>
  );
}
