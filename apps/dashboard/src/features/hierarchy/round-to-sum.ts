/**
 * Rounds parts so that, as shown, they add up to the rounded whole: every part is rounded down, then those that lost most are rounded
 * up instead (largest remainder). A part is at most one unit of the last digit away from its own rounding.
 * @param digits decimals kept
 */
export function roundToSum(parts: readonly number[], whole: number, digits: number): number[] {
  const unit = 10 ** digits;
  const exact = parts.map((part) => part * unit);
  const rounded = exact.map((value) => Math.floor(value + 1e-9));
  const missing = Math.round(whole * unit) - rounded.reduce((sum, value) => sum + value, 0);
  const byLoss = exact.map((value, index) => ({ index, loss: value - rounded[index]! })).sort((a, b) => b.loss - a.loss || a.index - b.index);
  for (const { index } of byLoss.slice(0, Math.max(0, missing))) rounded[index]! += 1;
  return rounded.map((value) => value / unit);
}
