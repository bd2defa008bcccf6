/** Minor units in one unit of a currency (ISO 4217): 100 for EUR, 1 for JPY. */
export function minorUnitsOf(currency: string): number {
  return 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);
}
