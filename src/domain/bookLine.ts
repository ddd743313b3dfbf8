/**
 * Which names this tablet serves, by what is known of the splits of its place: all; those of its line; or none, because the other
 * tablets serve lines and this one was given none. A pure function of the set of known events.
 *
 * How lines end by themselves. A tablet that has heard of every other line says so (`BookJoined`, `heardAll`), naming the splits that
 * it heard of. It serves its own line until it knows that all the others have said the same of its own split. What they recorded
 * before they said so stands before it in their logs, and is known with it.
 *
 * Guarantee: a tablet that serves a name of another line knows everything that the tablet of that line recorded while it alone
 * served it; unless an inspector joined the book by hand.
 */
import type { EventName } from "./eventFields.ts";
import { type LineName, lineName, lineOf, type SplitLine, sameLines } from "./lines.ts";
import type { PlaceDay } from "./placeDay.ts";
import type { EntryOf } from "./placeEntries.ts";

type Split = EntryOf<"BookSplit">;

export type BookLine =
  | { readonly state: "whole" }
  /** Others serve lines, and this tablet has none. */
  | { readonly state: "noLine" }
  | {
      readonly state: "line";
      readonly line: number;
      /** As people read it. */
      readonly own: LineName;
      readonly lines: readonly SplitLine[];
      /** Lines that this tablet has not heard of since it was split. */
      readonly unheard: readonly number[];
      /** It has heard of all and said so; it waits until the others have. */
      readonly said: boolean;
      /** Its split, and those of the others that it heard of. */
      readonly splits: readonly EventName[];
    };

/** Who may issue to a voter: this tablet, or another line of a split book; undefined: which one is not known. */
export type Authority =
  | { readonly holder: "here" }
  | { readonly holder: "otherLine"; readonly line: LineName | undefined };

/** `name`: the search form of the voter's last name. */
export function authorityOver(book: BookLine, name: string): Authority {
  if (book.state === "whole") return { holder: "here" };
  if (book.state === "noLine") return { holder: "otherLine", line: undefined };
  const line = lineOf(book.lines, name);
  return line === book.line ? { holder: "here" } : { holder: "otherLine", line: lineName(book.lines, line) };
}

type Known = Pick<PlaceDay, "splits" | "joins">;

export function bookLine(known: Known, device: string): BookLine {
  const newest = newestByTablet(known);
  const own = newest.get(device);
  if (own === undefined || isAskedToEnd(known, own)) return withoutLine(known, newest, device);
  const said = saidAll(known, own, own);
  const partners = [...newest.values()].filter((one) => one !== own && isPartner(known, one, own));
  const others = own.body.lines.map((_, at) => at + 1).filter((line) => line !== own.body.line);
  const of = (line: number): Split[] => partners.filter(({ body }) => body.line === line);
  if (said !== undefined && others.every((line) => of(line).some((one) => saidAll(known, one, own) !== undefined)))
    return withoutLine(known, newest, device, said);
  return {
    ...{ state: "line", line: own.body.line, lines: own.body.lines },
    own: lineName(own.body.lines, own.body.line),
    unheard: others.filter((line) => of(line).length === 0),
    said: said !== undefined,
    splits: [own, ...partners].map(({ name }) => name),
  };
}

/** What other tablets serve by their newest split, as far as known; also where nobody asks this tablet. */
export function linesOfOthers(known: Known, device: string): Split[] {
  return [...newestByTablet(known).values()].filter((one) => one.name.device !== device && isServed(known, one));
}

/** `joined`: when this tablet said that it had heard of all lines (ms); whatever split was made before that is over. */
function withoutLine(known: Known, newest: ReadonlyMap<string, Split>, device: string, joined = -Infinity): BookLine {
  const others = [...newest.values()].filter(({ name, body }) => name.device !== device && body.wall > joined);
  return { state: others.some((one) => isServed(known, one)) ? "noLine" : "whole" };
}

function newestByTablet({ splits }: Known): Map<string, Split> {
  const newest = new Map<string, Split>();
  for (const split of splits) {
    const before = newest.get(split.name.device)?.name;
    if (before === undefined || before.seq < split.name.seq) newest.set(split.name.device, split);
  }
  return newest;
}

const names = (ends: readonly EventName[], { name }: Split): boolean => ends.some(({ hash }) => hash === name.hash);

const isAskedToEnd = ({ joins }: Known, split: Split): boolean =>
  joins.some(({ body }) => body.how === "asked" && names(body.ends, split));

/** When the tablet of `split` said that it heard of all lines, `of` among them. */
const saidAll = ({ joins }: Known, split: Split, of: Split): number | undefined =>
  joins.find(
    ({ name, body }) =>
      body.how === "heardAll" && name.device === split.name.device && names(body.ends, split) && names(body.ends, of),
  )?.body.wall;

/** Another line of the same split: one that ended before `own` began is of an earlier one, and says nothing of now. */
function isPartner(known: Known, one: Split, own: Split): boolean {
  if (one.body.line === own.body.line || !sameLines(one.body, own.body) || isAskedToEnd(known, one)) return false;
  return saidAll(known, one, one) === undefined || saidAll(known, one, own) !== undefined;
}

/**
 * Whether the tablet still serves its line alone, seen by one that has none. Not if the tablet said that it heard of all; not if an
 * inspector joined the book later, who did not know of it; not if another tablet took its line.
 */
function isServed(known: Known, split: Split): boolean {
  if (saidAll(known, split, split) !== undefined || isAskedToEnd(known, split)) return false;
  const { wall } = split.body;
  if (known.joins.some(({ body }) => body.how === "asked" && body.wall > wall)) return false;
  return !known.splits.some(
    ({ name, body }) =>
      name.device !== split.name.device &&
      body.wall > wall &&
      body.line === split.body.line &&
      sameLines(body, split.body),
  );
}
