import { Capability, ForecastFrequency, ImportKind, Role } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import type { Outputs } from '../../platform/trpc-client';

type Entry = Outputs['audit']['list']['rows'][number];

const places = ['churn', 'recommendations', 'campaigns'] as const;
const named = ['customer', 'campaign', 'kind', 'capability', 'frequency', 'from', 'to', 'role', 'rows', 'contacts', 'sentOn', 'scopes', 'days'] as const;
const find = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined => names.find((name) => name === value);

/** What an entry was about and its details in the reader's words; what has none stays as it was recorded. */
export function useAuditWords(): (entry: Entry) => string {
  const t = useTranslations();
  const valueOf = (key: string, value: unknown): string => {
    const capability = key === 'capability' ? find(Capability.options, value) : undefined;
    const frequency = key === 'frequency' ? find(ForecastFrequency.options, value) : undefined;
    const kind = key === 'kind' ? find(ImportKind.options, value) : undefined;
    const role = key === 'role' || key === 'from' || key === 'to' ? find(Role.options, value) : undefined;
    if (capability) return t(`training.capabilities.${capability}`);
    if (frequency) return t(`frequency.${frequency}`);
    if (kind) return t(`importKinds.${kind}`);
    return role ? t(`roles.${role}`) : String(value);
  };
  return ({ action, subject, details }) => {
    const place = action === 'people.viewed' ? find(places, subject) : undefined;
    const parts = Object.entries(details).filter(([key, value]) => !(key === 'frequency' && value === 'all')).map(([key, value]) => {
      const name = find(named, key);
      return `${name ? t(`audit.details.${name}`) : key}: ${valueOf(key, value)}`;
    });
    return [place ? t(`${place}.title`) : subject, ...parts].filter((part) => part !== '').join(' · ');
  };
}
