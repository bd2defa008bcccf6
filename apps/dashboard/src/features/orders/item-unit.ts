import { useTranslations } from 'use-intl';
import { useUnitName } from '../../platform/use-unit-name';

/** The unit of a line as a sentence wants it; what is counted in pieces are items. */
export function useItemUnit(): (name: string | null) => string {
  const t = useTranslations();
  const unitName = useUnitName();
  return (name) => (name === null || unitName(name) === t('units.piece') ? t('orders.items') : unitName(name));
}
