/** Stock of one product at one location, items. */
export type LocationStock = {
  readonly locationId: number;
  /** on hand less what is owed */
  readonly onHand: number;
  /** on hand, and on order in time, less what is owed */
  readonly position: number;
  readonly reorderPoint: number;
  readonly orderUpTo: number;
  /** money expected to be lost there without anything coming; who loses more is served first */
  readonly atStake: number;
};

export type Transfer = { readonly fromLocationId: number; readonly toLocationId: number; readonly quantity: number };

/**
 * What to move between the locations of one product before buying: from those with more than their order-up-to level to those below their
 * reorder point, up to that reorder point and not beyond; who has most to spare gives first, so that moves are few.
 * A giver keeps what it needs: never less than its order-up-to level stays, on its shelf and in its position.
 * @param packSize moves are multiples of it
 */
export function suggestTransfers(locations: readonly LocationStock[], packSize = 1): Transfer[] {
  const givers = locations
    .map(({ locationId, onHand, position, orderUpTo }) => ({ locationId, spare: wholePacks(Math.min(onHand, position) - orderUpTo, packSize) }))
    .filter(({ spare }) => spare > 0);
  const receivers = locations.filter(({ position, reorderPoint }) => position < reorderPoint).sort((a, b) => b.atStake - a.atStake || a.locationId - b.locationId);
  const transfers: Transfer[] = [];
  for (const { locationId, position, reorderPoint } of receivers) {
    let needed = Math.ceil((reorderPoint - position) / packSize - 1e-9) * packSize;
    givers.sort((a, b) => b.spare - a.spare || a.locationId - b.locationId);
    for (const giver of givers) {
      const quantity = Math.min(needed, giver.spare);
      if (quantity <= 0) break;
      transfers.push({ fromLocationId: giver.locationId, toLocationId: locationId, quantity });
      giver.spare -= quantity;
      needed -= quantity;
    }
  }
  return transfers;
}

function wholePacks(quantity: number, packSize: number): number {
  return Math.floor(Math.max(0, quantity) / packSize + 1e-9) * packSize;
}
