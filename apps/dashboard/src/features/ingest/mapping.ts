import { ATTRIBUTE } from '@almanac/data/contract';

type Column = { readonly name: string; readonly field: string | null };
type Field = { readonly field: string; readonly required: boolean };
type Mapping = Readonly<Record<string, string>>;

/** The guesses of a preview as a mapping: column of the file -> field. */
export function mappingOf(columns: readonly Column[]): Record<string, string> {
  return Object.fromEntries(columns.flatMap(({ name, field }) => (field === null ? [] : [[name, field]])));
}

/** The mapping with one column given another field, or none. */
export function withField(mapping: Mapping, column: string, field: string): Record<string, string> {
  const { [column]: _, ...others } = mapping;
  return field === '' ? others : { ...others, [column]: field };
}

export function missingFields(mapping: Mapping, fields: readonly Field[]): string[] {
  const mapped = new Set(Object.values(mapping));
  return fields.filter(({ field, required }) => required && !mapped.has(field)).map(({ field }) => field);
}

/** Fields that more than one column claims; any number of columns may be kept as they are. */
export function repeatedFields(mapping: Mapping): string[] {
  const all = Object.values(mapping).filter((field) => field !== ATTRIBUTE);
  return [...new Set(all.filter((field, index) => all.indexOf(field) !== index))];
}
