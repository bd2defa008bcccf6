import * as z from 'zod/mini';

/** Fields of a view (see {@link useView}): whatever the address says, each opens as something that can be shown. */
export const text = (longest: number) => z.catch(z.string().check(z.maxLength(longest)), '');
export const optionalText = (longest: number) => z.catch(z.optional(z.string().check(z.maxLength(longest))), undefined);
export const oneOf = <const Value extends string>(values: readonly Value[], otherwise: NoInfer<Value>) => z.catch(z.enum(values), otherwise);
export const optionalOneOf = <const Value extends string>(values: readonly Value[]) => z.catch(z.optional(z.enum(values)), undefined);
export const optionalId = z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined);
export const optionalDay = z.catch(z.optional(z.iso.date()), undefined);
export const number = (least: number, most: number, otherwise: number) => z.catch(z.coerce.number().check(z.minimum(least), z.maximum(most)), otherwise);
export const count = (least: number, most: number, otherwise: number) => z.catch(z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most)), otherwise);
export const descendingFirst = oneOf(['asc', 'desc'], 'desc');
