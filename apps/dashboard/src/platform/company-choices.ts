/** Currencies and time zones offered in forms: all the runtime knows. */
export const currencies: readonly string[] = Intl.supportedValuesOf('currency');
export const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
