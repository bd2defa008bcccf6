import type { InventoryItem } from '@almanac/data/contract';
import { useCallback, useMemo, useRef, useState } from 'react';
import { keyOf } from './inventory-view';

export type Selection = ReturnType<typeof useSelection>;

/** The rows a planner ticked, with what was known of them, so that they can be added up after they scrolled away. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, InventoryItem>>(new Map());
  const anchor = useRef<string>(undefined);
  const toggle = useCallback((rows: readonly InventoryItem[], row: InventoryItem, isOn: boolean, isRange: boolean) => {
    const to = rows.findIndex((candidate) => keyOf(candidate) === keyOf(row));
    const from = isRange ? rows.findIndex((candidate) => keyOf(candidate) === anchor.current) : -1;
    const touched = from < 0 || to < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    anchor.current = keyOf(row);
    setChosen((before) => {
      const next = new Map(before);
      for (const each of touched) {
        if (isOn) next.set(keyOf(each), each);
        else next.delete(keyOf(each));
      }
      return next;
    });
  }, []);
  const set = useCallback((items: readonly InventoryItem[]) => setChosen(new Map(items.map((item) => [keyOf(item), item]))), []);
  const clear = useCallback(() => setChosen(new Map()), []);
  const patch = useCallback((change: (item: InventoryItem) => InventoryItem) => setChosen((before) => new Map([...before].map(([key, item]) => [key, change(item)]))), []);
  const items = useMemo(() => [...chosen.values()], [chosen]);
  const has = useCallback((row: InventoryItem) => chosen.has(keyOf(row)), [chosen]);
  return { items, has, toggle, set, clear, patch };
}
