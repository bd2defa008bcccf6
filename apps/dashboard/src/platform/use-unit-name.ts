import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** What files call a unit, and what we call it. */
const unitNames: Readonly<Record<string, string>> = {
  piece: 'piece', pieces: 'piece', pcs: 'piece', pc: 'piece', each: 'piece', ea: 'piece', unit: 'piece', units: 'piece', item: 'piece', stk: 'piece', 件: 'piece', 个: 'piece',
  kg: 'kg', kilo: 'kg', kilogram: 'kg', kilograms: 'kg', 公斤: 'kg', 千克: 'kg',
  g: 'g', gram: 'g', grams: 'g', 克: 'g',
  l: 'litre', litre: 'litre', litres: 'litre', liter: 'litre', liters: 'litre', 升: 'litre',
  ml: 'ml', 毫升: 'ml',
  m: 'metre', metre: 'metre', metres: 'metre', meter: 'metre', meters: 'metre', 米: 'metre',
  box: 'box', boxes: 'box', 盒: 'box', 箱: 'carton', carton: 'carton', cartons: 'carton', case: 'carton', cases: 'carton',
  pack: 'pack', packs: 'pack', packet: 'pack', pk: 'pack', 包: 'pack',
  bag: 'bag', bags: 'bag', 袋: 'bag', bottle: 'bottle', bottles: 'bottle', 瓶: 'bottle', can: 'can', cans: 'can', 罐: 'can',
  pair: 'pair', pairs: 'pair', 双: 'pair', 对: 'pair', set: 'set', sets: 'set', 套: 'set', roll: 'roll', rolls: 'roll', 卷: 'roll',
  dozen: 'dozen', 打: 'dozen', pallet: 'pallet', pallets: 'pallet', 托盘: 'pallet',
};

/** Common units in the reader's language; any other as the company's file has it. */
export function useUnitName() {
  const t = useTranslations('units');
  return useCallback(
    (unit: string) => {
      const key = unitNames[unit.trim().toLowerCase().replace(/\.$/, '')];
      return key === undefined ? unit : t(key as Parameters<typeof t>[0]);
    },
    [t],
  );
}
