import 'server-only';

/** What forms offer. Only the server lists them: browsers know others, and a list that differs breaks hydration. */
export type CompanyChoices = { readonly currencies: readonly string[]; readonly timeZones: readonly string[] };

export const companyChoices: CompanyChoices = {
  currencies: Intl.supportedValuesOf('currency'),
  timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
};
