/** Two years of daily sales of two products with a weekly rhythm, as a German till would write them; one line in `breakEvery` is unusable. */
export function salesFile({ breakEvery = 0 } = {}): string {
  const lines = ['Datum;Artikel;Bezeichnung;Menge;Einzelpreis'];
  const start = Date.UTC(2024, 10, 18);
  for (let day = 0; day < 728; day++) {
    const date = new Date(start + day * 86_400_000);
    const text = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()].map((part) => String(part).padStart(2, '0')).join('.');
    const weekend = date.getUTCDay() % 6 === 0 ? 3 : 0;
    const season = Math.round(4 * Math.sin((2 * Math.PI * day) / 364));
    const broken = breakEvery > 0 && day % breakEvery === breakEvery - 1;
    lines.push(`${text};E2E-KETTLE;Copper kettle;${broken ? 'zwölf' : 9 + weekend + season};24,90`, `${text};E2E-BOWL;Ash bowl;${5 + weekend - Math.round(season / 2)};12,50`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
