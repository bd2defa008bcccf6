import type { FileFormat } from '../../contract/ingest';

/**
 * Decides whether a comma or a point is the decimal sign. `1.234,5` and `1,5` speak for a comma, `1,234.5` and `1.5`
 * for a point; `1,234` alone for neither, so a file of such numbers only is ambiguous.
 */
export function sniffDecimal(cells: Iterable<string>): { decimal: FileFormat['decimal']; isAmbiguous: boolean } {
  let comma = 0;
  let point = 0;
  let commaGroups = 0;
  let pointGroups = 0;
  for (const cell of cells) {
    const text = cell.replace(/[\s\u00a0\u202f$£€¥￥%()+-]/g, '');
    if (!/^\d[\d.,]*$/.test(text)) continue;
    if (/^\d{1,3}(?:\.\d{3})+,\d+$|^\d+,(?:\d{1,2}|\d{4,})$/.test(text)) comma++;
    else if (/^\d{1,3}(?:,\d{3})+\.\d+$|^\d+\.(?:\d{1,2}|\d{4,})$/.test(text)) point++;
    else if (/^0,\d{3}$|^\d{4,},\d{3}$/.test(text) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(text)) comma++;
    else if (/^0\.\d{3}$|^\d{4,}\.\d{3}$/.test(text) || /^\d{1,3}(?:,\d{3}){2,}$/.test(text)) point++;
    else if (/^\d{1,3},\d{3}$/.test(text)) commaGroups++;
    else if (/^\d{1,3}\.\d{3}$/.test(text)) pointGroups++;
  }
  if (comma !== point) return { decimal: comma > point ? ',' : '.', isAmbiguous: Math.min(comma, point) > Math.max(comma, point) * 0.1 };
  return { decimal: pointGroups > commaGroups && comma > 0 ? ',' : '.', isAmbiguous: comma > 0 || commaGroups + pointGroups > 0 };
}
