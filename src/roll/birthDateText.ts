/**
 * Birth dates as people write them: 7/19/1978, 07-19-1978, 1978-07-19, 19780719, 07191978, 7/19/78, Jul 19 1978,
 * 19 July 1978, a year, a month with a day or a year. United States order: month before day.
 */

/** What is known of a date: "1978", "07", "19". All that is there must agree. */
export type BirthPattern = { readonly year?: string; readonly month?: string; readonly day?: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec";
const MONTH_FIRST = new RegExp(
  `\\b(${LONG_MONTHS})\\.?\\s*(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\d/])`,
  "iu",
);
const DAY_FIRST = new RegExp(
  `(?<![\\d/])(\\d{1,2})(?:st|nd|rd|th)?\\s+(${LONG_MONTHS})\\.?,?\\s+(\\d{4})(?![\\d/])`,
  "iu",
);
const MONTH_YEAR = new RegExp(`\\b(${LONG_MONTHS})\\.?,?\\s+(\\d{4})(?![\\d/])`, "iu");

/** A date with the month's name anywhere in the text, and the text without it. */
export function writtenDate(text: string): { patterns: BirthPattern[]; rest: string } | undefined {
  const tries: [RegExp, (m: RegExpExecArray) => BirthPattern | undefined][] = [
    [MONTH_FIRST, (m) => pattern(m[3], monthOf(m[1]), m[2])],
    [DAY_FIRST, (m) => pattern(m[3], monthOf(m[2]), m[1])],
    [MONTH_YEAR, (m) => pattern(m[2], monthOf(m[1]), undefined)],
  ];
  for (const [expression, read] of tries) {
    const match = expression.exec(text);
    const found = match === null ? undefined : read(match);
    if (match === null || found === undefined) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { patterns: [found], rest: rest.replace(/[,\s]+$/u, "").trim() };
  }
  return undefined;
}

function monthOf(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);
}

/** The dates, or parts of one, that one word can mean. Empty if none. */
export function birthReadings(word: string): BirthPattern[] {
  const found: (BirthPattern | undefined)[] = [];
  const take = (expression: RegExp, read: (a: string, b: string, c: string) => (BirthPattern | undefined)[]): void => {
    const match = expression.exec(word);
    if (match !== null) found.push(...read(match[1] ?? "", match[2] ?? "", match[3] ?? ""));
  };
  take(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (m, d, y) => [pattern(y, m, d)]);
  take(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/, (m, d, y) => [pattern(`19${y}`, m, d), pattern(`20${y}`, m, d)]);
  take(/^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/, (y, m, d) => [pattern(y, m, d)]);
  take(/^(\d{4})(\d\d)(\d\d)$/, (y, m, d) => [pattern(y, m, d)]);
  take(/^(\d\d)(\d\d)(\d{4})$/, (m, d, y) => [pattern(y, m, d)]);
  take(/^(\d{1,2})[/.-](\d{1,2})$/, (m, d) => [pattern(undefined, m, d)]);
  take(/^(\d{1,2})[/.-](\d{4})$/, (m, y) => [pattern(y, m, undefined)]);
  take(/^(\d{4})[/.-](\d{1,2})$/, (y, m) => [pattern(y, m, undefined)]);
  take(/^(\d{4})$/, (y) => [pattern(y, undefined, undefined)]);
  return found.filter((one) => one !== undefined);
}

function pattern(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): BirthPattern | undefined {
  if (year !== undefined && (year < "1890" || year > "2029")) return undefined;
  if (month !== undefined && !(Number(month) >= 1 && Number(month) <= 12)) return undefined;
  if (day !== undefined && !(Number(day) >= 1 && Number(day) <= 31)) return undefined;
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month: month.padStart(2, "0") }),
    ...(day !== undefined && { day: day.padStart(2, "0") }),
  };
}

/** Whether a birth date of the roll ("YYYY-MM-DD", "YYYY" or "") agrees with the pattern. */
export function fitsBirthDate(pattern: BirthPattern, birthDate: string): boolean {
  return (
    (pattern.year === undefined || birthDate.slice(0, 4) === pattern.year) &&
    (pattern.month === undefined || birthDate.slice(5, 7) === pattern.month) &&
    (pattern.day === undefined || birthDate.slice(8, 10) === pattern.day)
  );
}
