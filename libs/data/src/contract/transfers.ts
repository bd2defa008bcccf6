import { z } from 'zod';
import { ItemKey } from './inventory';
import { TransferStatus } from './terms';

const Id = z.coerce.number().int().positive();

export const CreateTransfers = z.object({ items: z.array(ItemKey).min(1).max(5000) });
export type CreateTransfers = z.output<typeof CreateTransfers>;
export const ListTransfers = z.object({
  status: z.optional(TransferStatus),
  location: Id.optional(),
  cursor: z.number().int().nonnegative().nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListTransfers = z.output<typeof ListTransfers>;
export const TransferKey = z.object({ transferId: Id });
export type TransferKey = z.output<typeof TransferKey>;

export interface TransferSummary {
  readonly transferId: number;
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly status: TransferStatus;
  readonly createdOn: string;
  readonly expectedOn: string;
  readonly sentOn: string | null;
  readonly receivedOn: string | null;
  readonly lineCount: number;
  /** items of all lines */
  readonly quantity: number;
  /** at cost */
  readonly valueMinor: number;
  readonly createdBy: string;
}
/** `locationId` is where it goes. */
export interface TransferLine extends ItemKey {
  readonly lineId: number;
  readonly productCode: string;
  readonly productName: string;
  readonly unit: string | null;
  readonly quantity: number;
  /** on hand where it comes from, as of the last plan; `null` when that does not know the product */
  readonly onHandThere: number | null;
}
export interface TransferPage {
  readonly transfers: readonly TransferSummary[];
  readonly total: number;
  readonly nextCursor: number | null;
}
export interface TransferDetail {
  readonly transfer: TransferSummary;
  readonly lines: readonly TransferLine[];
}
