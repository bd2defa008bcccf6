export type FormatterOptions = { readonly locale: string; readonly currency: string; readonly timeZone: string };

/** Everything a figure on screen passes through: the reader's locale, the company's currency and time zone. */
export type Formatters = ReturnType<typeof createFormatters>;

const businessDate = (date: string) => new Date(`${date}T00:00:00Z`);

/**
 * Formatters of one reader in one company. Business dates (`YYYY-MM-DD`) carry no zone and are read as UTC; instants are shown in the
 * company's time zone. A `null`, `undefined` or `NaN` figure is an em dash, never a zero.
 */
export function createFormatters({ locale, currency, timeZone }: FormatterOptions) {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number | null | undefined) => (value == null || Number.isNaN(value) ? '—' : format.format(value));
  };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (date: string) => format.format(businessDate(date));
  };
  const minorDigits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const toMajor = (minor: number | null | undefined) => (minor == null ? minor : minor / 10 ** minorDigits);
  const moneyCents = number({ style: 'currency', currency });
  const moneyWhole = number({ style: 'currency', currency, maximumFractionDigits: 0 });
  const moneyShort = number({ style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const second = number({ maximumFractionDigits: 1, style: 'unit', unit: 'second', unitDisplay: 'narrow' });
  const minute = number({ maximumFractionDigits: 0, style: 'unit', unit: 'minute', unitDisplay: 'narrow' });
  const hour = number({ maximumFractionDigits: 0, style: 'unit', unit: 'hour', unitDisplay: 'narrow' });

  return {
    locale,
    currency,
    integer: number({ maximumFractionDigits: 0 }),
    /** A quantity that may be fractional: one decimal below 100, none above. */
    quantity: (() => {
      const small = number({ maximumFractionDigits: 1 });
      const large = number({ maximumFractionDigits: 0 });
      return (value: number | null | undefined) => (value != null && Math.abs(value) >= 100 ? large(value) : small(value));
    })(),
    compact: number({ notation: 'compact', maximumFractionDigits: 1 }),
    decimal: number({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    ratio: number({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    percent: number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    percentWhole: number({ style: 'percent', maximumFractionDigits: 0 }),
    percentSigned: number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    moneyCents: (minor: number | null | undefined) => moneyCents(toMajor(minor)),
    moneyWhole: (minor: number | null | undefined) => moneyWhole(toMajor(minor)),
    moneyShort: (minor: number | null | undefined) => moneyShort(toMajor(minor)),
    /** An amount given in whole units of the currency, as charts hold it. */
    moneyOfMajor: moneyShort,
    toMajor: (minor: number) => minor / 10 ** minorDigits,
    /** Names in a row: "a, b, and c". */
    list: (() => {
      const format = new Intl.ListFormat(locale, { type: 'conjunction' });
      return (names: readonly string[]) => format.format(names);
    })(),
    date: dates({ dateStyle: 'medium' }),
    /** Two business dates as one stretch, without what both share. */
    dateRange: (() => {
      const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
      // Versions of the Unicode data differ in the width of the spaces: server and browser must say the same.
      return (from: string, to: string) => format.formatRange(businessDate(from), businessDate(to)).replaceAll(/\s+/g, ' ');
    })(),
    dayAndMonth: dates({ day: 'numeric', month: 'short' }),
    monthAndYear: dates({ month: 'short', year: '2-digit' }),
    /** The business date of an instant in the company's time zone, as `YYYY-MM-DD`. */
    isoDate: (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at),
    instant: (at: Date | string | null | undefined) => (at == null ? '—' : instant.format(new Date(at))),
    duration: (seconds: number | null | undefined) => {
      if (seconds == null || Number.isNaN(seconds)) return '—';
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 1 && seconds > 0) return second(Math.max(0.1, Math.round(seconds * 10) / 10));
      if (whole < 60) return second(whole);
      if (whole < 3600) return `${minute(Math.floor(whole / 60))} ${second(whole % 60)}`;
      return `${hour(Math.floor(whole / 3600))} ${minute(Math.floor((whole % 3600) / 60))}`;
    },
    bytes: (size: number) => {
      const unit = size >= 1e9 ? 'gigabyte' : size >= 1e6 ? 'megabyte' : 'kilobyte';
      const per = unit === 'gigabyte' ? 1e9 : unit === 'megabyte' ? 1e6 : 1e3;
      return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size / per);
    },
  };
}
