import { z } from 'zod';

type Brand<T, Name extends string> = T & { readonly __brand: Name };

export const OrgId = z.string().min(1).max(64).transform((id) => id as Brand<string, 'OrgId'>);
export type OrgId = z.output<typeof OrgId>;
export const SeriesId = z.coerce.number().int().positive().transform((id) => id as Brand<number, 'SeriesId'>);
export type SeriesId = z.output<typeof SeriesId>;
export const RunId = z.uuid().transform((id) => id as Brand<string, 'RunId'>);
export type RunId = z.output<typeof RunId>;
export const ImportId = z.uuid().transform((id) => id as Brand<string, 'ImportId'>);
export type ImportId = z.output<typeof ImportId>;
