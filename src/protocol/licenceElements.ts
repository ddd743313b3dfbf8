/**
 * Cuts the body of a licence's bar code into its elements: an id of three letters, then the value. A separator (LF) should
 * stand between them, but keyboard scanners drop it or turn it into a blank, and letters that look like an id stand in
 * names too: TRINIDAD ends with DAD, MADDEN could be MA and DDE N. So every place where an id could begin is a question,
 * and the cutting is taken whose values look most like what belongs under their ids (a date under DBB, one letter under
 * DBC), in which no id comes twice and nothing that the version of the standard asks for is missing. The next best
 * cuttings are given too.
 *
 * Guarantees: pure; ends for any text, in time quadratic in the number of possible ids, which is bounded.
 */
import { licenceDate } from "./licenceDate.ts";
import { isIssuer } from "./licenceIssuer.ts";

export type Element = {
  readonly value: string;
  /** The text ends with this value, and no separator says that it is whole. */
  readonly open: boolean;
};
export type Cutting = { readonly elements: ReadonlyMap<string, Element>; readonly score: number };

/** Separators of any kind stand as this one in a body. */
export const SEPARATOR = "\n";

const MOST_STARTS = 220;
const KEPT_PER_START = 80;
const KEPT_ALIKE = 5;
/** So many separated ids are no chance: then separators were not lost in general. */
const SURELY_KEPT = 4;

/** What stands under an id: points if it looks so, if not, and if there is nothing. */
type Shape = readonly [looks: (value: string) => boolean, good: number, bad: number, empty: number];

const like =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);
const nameLike = like(/^\p{L}[^\d@%#*<>{}[\]=+\\]{0,59}$/u);
const date: Shape = [(value) => licenceDate(value) !== undefined, 6, -8, -1];
const spareDate: Shape = [
  (value) => licenceDate(value) !== undefined || /^(0{8}|9{8}|NONE.*|N\/?A|NON-?EXP.*)$/.test(value),
  5,
  -6,
  -1,
];
const surname: Shape = [nameLike, 2, -8, -4];
const given: Shape = [nameLike, 1, -8, -3];
const middle: Shape = [nameLike, 1, -8, -1];
const suffix: Shape = [
  like(/^([JS]N?R\.?|JUNIOR|SENIOR|I{1,3}|I?[VX]|VI{1,3}|\d(ST|ND|RD|TH)|NONE|UNAVL)$/i),
  2,
  -6,
  0,
];
const flag: Shape = [like(/^[TNU]$/), 2, -8, -1];
const digit: Shape = [like(/^[0-9NYMF]$/), 1, -5, -1];
const short: Shape = [like(/^.{0,14}$/), 0, -4, 0];
const text: Shape = [like(/^.{0,90}$/), 0, -4, 0];
const measure: Shape = [like(/^\d?[\d' ]\d{0,3}"? ?(IN|CM|LBS?|KG)?$/i), 2, -6, -1];

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["DAA", surname],
  ["DAB", surname],
  ["DCS", surname],
  ["DAC", given],
  ["DAD", middle],
  ["DCT", given],
  ["DAE", suffix],
  ["DCU", suffix],
  ["DBB", date],
  ["DBA", spareDate],
  ["DBD", spareDate],
  ...["DDB", "DDC", "DDH", "DDI", "DDJ", "DBL", "PAB", "PAD"].map((id): [string, Shape] => [id, spareDate]),
  ["DBC", [like(/^([0-9MFXUN]|NONE)$/i), 3, -6, -1]],
  ...["DDE", "DDF", "DDG"].map((id): [string, Shape] => [id, flag]),
  ["DAY", [like(/^[A-Z]{3,4}$/i), 1, -5, -1]],
  ["DAZ", [like(/^[A-Z]{3,4}$/i), 1, -5, -1]],
  ...["DAU", "DAV", "DAW", "DAX"].map((id): [string, Shape] => [id, measure]),
  ["DAJ", [(value) => isIssuer(value.toUpperCase()), 4, -5, -2]],
  ["DAO", [(value) => isIssuer(value.toUpperCase()), 2, -6, -2]],
  ["DAK", [like(/^(\d{5}[-\d ]{0,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i), 3, -6, -1]],
  ["DAP", [like(/^(\d{5}[-\d ]{0,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i), 1, -6, -2]],
  ["DCG", [like(/^(USA?|CAN?|MEX?)$/i), 5, -6, -1]],
  ["DDA", digit],
  ...["DDD", "DDK", "DDL", "DDM", "DDN", "DDO", "DDP"].map((id): [string, Shape] => [id, digit]),
  ["DCE", digit],
  ["DCL", short],
  ...["DCA", "DCB", "DCD", "DCH", "DAR", "DAS", "DAT", "DAF"].map((id): [string, Shape] => [id, short]),
  ...["DAG", "DAH", "DAI", "DAL", "DAM", "DAN", "DAQ", "DCF", "DCI", "DCJ", "DCK"].map((id): [string, Shape] => [
    id,
    text,
  ]),
  ...["DCM", "DCN", "DCO", "DCP", "DCQ", "DCR"].map((id): [string, Shape] => [id, text]),
  ...["DBE", "DBF", "DBG", "DBH", "DBI", "DBJ", "DBK", "DBM"].map((id): [string, Shape] => [id, short]),
  ...["DBN", "DBO", "DBP", "DBQ", "DBR", "DBS", "PAA", "PAC", "PAE", "PAF"].map((id): [string, Shape] => [id, short]),
]);

/** Of the first version only, or of all but the first ones; their letters stand in names too often to allow them always. */
const FIRST_VERSION_ONLY = new Set(
  "DAA DAB DAE DAF DAL DAM DAN DAO DAP DAR DAS DAT DBE DBF DBH DBI DBJ DBK".split(" "),
);
const NOT_IN_FIRST = new Set("DCS DCT DCU DCA DCB DCD DCE DCF DCG DCH DCJ DCK DCL DDA DDB DDD".split(" "));
const FROM_FOURTH = new Set("DAC DAD DDE DDF DDG DDH DDI DDJ DDK DDL".split(" "));
const NAMES = new Set("DAA DAB DAC DAD DCS DCT".split(" "));
const NAMES_AND_FLAGS = "DAA DAB DAC DAD DAE DCS DCT DCU DDE DDF DDG DAY".split(" ");
/** Hardly ever within a name, and often after one. */
const AFTER_NAMES = new Set("DCA DCB DCD DCS DCT DCU DDE DDF DDG DBA DBB DBC DBD DAQ".split(" "));
const UNEXPECTED = -4;
/** For an id that comes a second time: more than what is expected under it brings. */
const TWICE = -16;
/** Of one letter: whatever else stands there belongs to what follows. */
const FLAGS = new Set("DDE DDF DDG".split(" "));
/** For an id that is left standing within a name, or behind a flag. */
const SWALLOWED = -5;

/** What every card of a version has; found where it is expected, it speaks for a cutting. */
function expectedIn(version: number): ReadonlyMap<string, number> {
  const names =
    version <= 1 ? { DAA: 8 } : version < 4 ? { DCS: 8, DCT: 6 } : { DCS: 8, DAC: 6, DAD: 4, DDE: 2, DDF: 2, DDG: 2 };
  return new Map(Object.entries({ ...names, DBB: 6, DAQ: 3, DAG: 3, DAI: 3, DAJ: 2, DAK: 2, DBA: 2, DBC: 2 }));
}

/** `after`: where what stands before it ends. */
type Start = {
  readonly at: number;
  readonly after: number;
  readonly id: string;
  readonly how: "separated" | "subfile" | "blank" | "joined";
};

/**
 * `body`: what follows the subfile designators, with `SEPARATOR` for every control character. `own`: the types of the
 * issuer's own subfiles ("ZC"). The best cutting first; none for a body without ids.
 */
export function cutElements(body: string, version: number, own: readonly string[]): Cutting[] {
  const starts = findStarts(body, own);
  const expected = expectedIn(version);
  const separated = starts.filter(({ how }) => how === "separated").length;
  const blanks = starts.filter(({ how }) => how === "blank").length;
  const cost = {
    separated: 4,
    subfile: 4,
    blank: separated >= SURELY_KEPT ? -30 : blanks >= SURELY_KEPT ? 1 : -2,
    joined: separated >= SURELY_KEPT ? -30 : blanks >= SURELY_KEPT ? -4 : -2,
  };
  /** `had`: which ids of names it has, as bits. */
  type Partial = {
    readonly score: number;
    readonly before: Partial | undefined;
    readonly start: number;
    readonly had: number;
  };
  const has = (partial: Partial | undefined, id: string): boolean => {
    for (let one = partial; one !== undefined; one = one.before) if (starts[one.start]?.id === id) return true;
    return false;
  };
  const ends: Partial[][] = starts.map(() => []);
  const finished: Partial[] = [];
  const keep = (list: Partial[], one: Partial): void => {
    let at = list.length;
    while (at > 0 && (list[at - 1] as Partial).score < one.score) at--;
    // An id of names that was had too early costs only when the real one comes: those without it must live until then.
    const alike = list.filter(({ had }) => had === one.had);
    if (alike.length >= KEPT_ALIKE && (alike.at(-1) as Partial).score >= one.score) return;
    list.splice(at, 0, one);
    if (alike.length >= KEPT_ALIKE) list.splice(list.lastIndexOf(alike.at(-1) as Partial), 1);
    if (list.length > KEPT_PER_START) list.pop();
  };
  starts.forEach((start, n) => {
    if (n === 0 || start.how === "separated" || starts.slice(0, n).every(({ how }) => how !== "separated"))
      keep(ends[n] as Partial[], { score: n === 0 ? 0 : -3 * n, before: undefined, start: n, had: bitOf(start.id) });
    for (let next = n + 1; next <= starts.length; next++) {
      const following = starts[next];
      const { value } = elementAt(body, start, following?.after ?? body.length);
      const gain = pointsFor(start.id, value, version) + (value === "" ? 0 : (expected.get(start.id) ?? 0));
      for (const partial of ends[n] as Partial[]) {
        const score = partial.score + gain + (following === undefined ? 0 : cost[following.how]);
        if (following === undefined) keep(finished, { ...partial, score });
        else {
          const again = has(partial, following.id) ? TWICE : 0;
          keep(ends[next] as Partial[], {
            score: score + again,
            before: partial,
            start: next,
            had: partial.had | bitOf(following.id),
          });
        }
      }
      // What follows a separator and is an id, is one.
      if (following?.how === "separated") break;
    }
  });
  return finished.map((last) => {
    const used: Start[] = [];
    for (let one: Partial | undefined = last; one !== undefined; one = one.before)
      used.unshift(starts[one.start] as Start);
    const elements = new Map<string, Element>();
    used.forEach((start, n) => {
      const element = elementAt(body, start, used[n + 1]?.after ?? body.length);
      const before = elements.get(start.id);
      // A card may carry a licence and an identification card; two that disagree are no value at all.
      if (before === undefined || before.value === "") elements.set(start.id, element);
      else if (element.value !== "" && element.value !== before.value)
        elements.set(start.id, { value: `${before.value}${SEPARATOR}${element.value}`, open: element.open });
    });
    return { elements, score: last.score };
  });
}

function findStarts(body: string, own: readonly string[]): Start[] {
  const starts: Start[] = [];
  const first = /^[\s\d]*(?:DL|ID|EN)(?=[DPZ][A-Z]{2})/.exec(body)?.[0].length ?? /^\s*/.exec(body)?.[0].length ?? 0;
  for (let at = first; at + 3 <= body.length && starts.length < MOST_STARTS; at++) {
    const id = body.slice(at, at + 3);
    if (!SHAPES.has(id) && !own.some((type) => id.startsWith(type) && /[A-Z]$/.test(id))) continue;
    const how = at === first ? "separated" : howBegun(body, at);
    starts.push({ at, after: how === "subfile" ? at - 2 : at, id, how });
  }
  return starts;
}

/** The types of subfiles stand before their first id: "DLDAQ", "ZCZCA". */
function howBegun(body: string, at: number): Start["how"] {
  const [one, two, three] = [body[at - 1], body.slice(at - 2, at), body[at - 3]];
  if (one === SEPARATOR || (three === SEPARATOR && /^(DL|ID|EN)$/.test(two))) return "separated";
  if (two === body.slice(at, at + 2) && two.startsWith("Z")) return "subfile";
  return one === " " ? "blank" : "joined";
}

/** Up to the next id, or to a separator before it: then something unknown stands between. */
function elementAt(body: string, { at }: Start, end: number): Element {
  const whole = body.slice(at + 3, end);
  const stop = whole.indexOf(SEPARATOR);
  return { value: (stop < 0 ? whole : whole.slice(0, stop)).trim(), open: stop < 0 && end === body.length };
}

function pointsFor(id: string, value: string, version: number): number {
  const [looks, good, bad, empty] = SHAPES.get(id) ?? text;
  const points = value === "" ? empty : looks(value) ? good : bad;
  let swallowed = 0;
  if (NAMES.has(id) || FLAGS.has(id))
    for (let at = 0; at + 3 <= value.length; at++) {
      const inside = value.slice(at, at + 3);
      if (isOf(inside, version) && (AFTER_NAMES.has(inside) || (version >= 4 && inside === "DAC"))) swallowed++;
    }
  return points + swallowed * SWALLOWED + (isOf(id, version) ? 0 : UNEXPECTED);
}

function bitOf(id: string): number {
  const at = NAMES_AND_FLAGS.indexOf(id);
  return at < 0 ? 0 : 1 << at;
}

function isOf(id: string, version: number): boolean {
  if (version > 1 && FIRST_VERSION_ONLY.has(id)) return false;
  return !(version === 1 && NOT_IN_FIRST.has(id)) && !(version < 4 && FROM_FOURTH.has(id));
}
