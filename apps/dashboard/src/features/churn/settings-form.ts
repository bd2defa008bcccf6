import { ChurnSettings } from '@almanac/data/contract';

/** The rules as they are typed: empty means the default of the data. */
export type SettingsText = {
  readonly windowDays: string;
  readonly horizonMonths: string;
  readonly contactCost: string;
  readonly offerCost: string;
  readonly saveRate: string;
  readonly marginShare: string;
  readonly valueColumn: string;
  readonly excluded: readonly string[];
  readonly groupColumns: readonly string[];
};

const round = (value: number) => String(Math.round(value * 100) / 100);

export const settingsText = ({ windowDays, horizonMonths, contactCostMinor, offerCostMinor, saveRate, marginShare, valueColumn, excluded, groupColumns }: ChurnSettings, minorUnits: number): SettingsText => ({
  windowDays: windowDays === null ? '' : String(windowDays),
  horizonMonths: String(horizonMonths),
  contactCost: round(contactCostMinor / minorUnits),
  offerCost: round(offerCostMinor / minorUnits),
  saveRate: round(saveRate * 100),
  marginShare: marginShare === null ? '' : round(marginShare * 100),
  valueColumn: valueColumn ?? '',
  excluded,
  groupColumns,
});

const fieldOf: Readonly<Record<string, keyof SettingsText>> = { windowDays: 'windowDays', horizonMonths: 'horizonMonths', contactCostMinor: 'contactCost', offerCostMinor: 'offerCost', saveRate: 'saveRate', marginShare: 'marginShare' };

/** What was typed as rules, or the fields that are not as they should be. A decimal comma is a comma. */
export function readSettings(text: SettingsText, before: ChurnSettings, minorUnits: number): { readonly settings?: ChurnSettings; readonly invalid: readonly (keyof SettingsText)[] } {
  const number = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed.trim().replace(',', '.')));
  const optional = (typed: string, factor: number) => (typed.trim() === '' ? null : number(typed) * factor);
  const parsed = ChurnSettings.safeParse({
    ...before,
    windowDays: optional(text.windowDays, 1),
    horizonMonths: number(text.horizonMonths),
    contactCostMinor: Math.round(number(text.contactCost) * minorUnits),
    offerCostMinor: Math.round(number(text.offerCost) * minorUnits),
    saveRate: number(text.saveRate) / 100,
    marginShare: optional(text.marginShare, 0.01),
    valueColumn: text.valueColumn === '' ? null : text.valueColumn,
    excluded: [...text.excluded],
    groupColumns: [...text.groupColumns],
  });
  return parsed.success ? { settings: parsed.data, invalid: [] } : { invalid: parsed.error.issues.flatMap(({ path }) => fieldOf[String(path[0])] ?? []) };
}

/** Share of those who come again that have done so by so many days, between the days it is known for; `null` outside. */
export function shareAt(returned: readonly { readonly days: number; readonly share: number }[], days: number): number | null {
  const [first] = returned;
  const after = returned.findIndex((one) => one.days >= days);
  if (!first || Number.isNaN(days) || days < first.days || after < 0) return null;
  const [low, high] = [returned[Math.max(0, after - 1)]!, returned[after]!];
  return low.days === high.days ? high.share : low.share + ((high.share - low.share) * (days - low.days)) / (high.days - low.days);
}
