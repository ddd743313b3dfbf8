/**
 * Dates on licences: eight digits, CCYYMMDD on cards of version 1 and of Canada, MMDDCCYY on the others, and some issuers
 * keep to neither. No date can be read both ways (a month is at most 12, a century at least 18), so the digits decide.
 */

/** "YYYY-MM-DD"; undefined unless there are eight digits and they name a day that exists, from 1800 to 2199. */
export function licenceDate(value: string): string | undefined {
  const text = value.trim().replace(/^(\d{4}|\d\d)[-/.](\d\d)[-/.](\d{4}|\d\d)$/, "$1$2$3");
  if (!/^\d{8}$/.test(text)) return undefined;
  return (
    dayOf(text.slice(0, 4), text.slice(4, 6), text.slice(6)) ?? dayOf(text.slice(4), text.slice(0, 2), text.slice(2, 4))
  );
}

function dayOf(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1800 || y > 2199 || m < 1 || m > 12 || d < 1) return undefined;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = m === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  return d <= days ? `${year}-${month}-${day}` : undefined;
}
