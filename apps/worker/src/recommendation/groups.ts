/** Places of values that are texts or nothing: -1 for nothing. */
export function placesOf(values: readonly (string | null)[]): { readonly names: readonly string[]; readonly placeOf: Int32Array } {
  const names = [...new Set(values.filter((value) => value !== null))].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  return { names, placeOf: Int32Array.from(values, (value) => (value === null ? -1 : places.get(value)!)) };
}

/** The category of each product. */
export function groupsOf(catalog: readonly { readonly category: string | null }[]): { readonly names: readonly string[]; readonly groupOf: Int32Array } {
  const { names, placeOf } = placesOf(catalog.map(({ category }) => category));
  return { names, groupOf: placeOf };
}
