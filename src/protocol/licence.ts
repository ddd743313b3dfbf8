/**
 * Reads the bar code (PDF417) of a driver licence or identification card by the AAMVA standard, versions 1 to 11, of the
 * United States, its territories and Canada, as a camera gives it or as a keyboard scanner types it, with control
 * characters lost or replaced. Offsets and lengths in the header are not believed: too many issuers write wrong ones.
 *
 * Guarantees: pure; never throws; the answer holds what check-in needs and nothing else of the card; a birth date in it is
 * a day that the card shows in full. What can go wrong is an answer too, to be said in plain words.
 */
import { err, ok, type Result } from "../domain/result.ts";
import type { NameRead, ScannedPerson } from "../roll/scannedPerson.ts";
import { licenceDate } from "./licenceDate.ts";
import { type Cutting, cutElements, SEPARATOR } from "./licenceElements.ts";
import { isIssuer, issuerOf } from "./licenceIssuer.ts";
import { licenceNames } from "./licenceName.ts";

export type LicenceProblem =
  /** Another bar code, perhaps one of the same card. */
  | { readonly type: "notALicence" }
  /** A licence, of which something that is needed is missing: it was not read to its end. */
  | { readonly type: "cutOff" }
  /** All of it is there, but the name or the birth date cannot be understood. */
  | { readonly type: "unreadable" };

const LONGEST = 6000;
/** How far below the best cutting another one is still a way to read the card. */
const NEARLY_AS_GOOD = 12;

/**
 * `scan`: the text of the bar code. `today`: "YYYY-MM-DD"; nobody is born after it.
 */
export function readLicence(scan: string, today: string): Result<ScannedPerson, LicenceProblem> {
  const header = readHeader(scan);
  if (header === undefined) return err({ type: "notALicence" });
  const cuttings = cutElements(header.body, header.version, header.own);
  const [best] = cuttings;
  if (best === undefined) return err({ type: "cutOff" });
  // A cutting that leaves no name can score best where all three names hold ids: the next ones may still be a person.
  const near = cuttings.filter(({ score }) => score >= best.score - NEARLY_AS_GOOD);
  const read = near.map((cutting) => personOf(cutting, header.iin, today));
  const found = read.find(({ ok }) => ok) ?? (read[0] as (typeof read)[number]);
  if (!found.ok) return found;
  const names = [...found.value.names];
  for (const person of read) {
    if (!person.ok || person.value.birthDate !== found.value.birthDate) continue;
    for (const name of person.value.names) if (!names.some((known) => isSame(known, name))) names.push(name);
  }
  return ok({ ...found.value, names: names as [NameRead, ...NameRead[]] });
}

/** Whether a text begins like a licence's bar code, however little of it is there: for who must decide early. */
export function looksLikeLicence(text: string): boolean {
  return /^(\W|<[A-Z]{2}>){0,9}\d?\W{0,4}(ANSI|A{1,2}MVA)/i.test(withoutSymbol(text));
}

type Header = {
  readonly iin: string;
  readonly version: number;
  readonly own: readonly string[];
  readonly body: string;
};

const FILE_TYPE = /(?:ANSI|AA?MVAA?|MVA)\W{0,4}(\d{6})(\d\d)(\d{0,6})/;
const DESIGNATOR = /^\W{0,2}([A-Z]{2})\d{8}/;

function readHeader(scan: string): Header | undefined {
  if (scan.length > LONGEST) return undefined;
  let text = withSeparators(withoutSymbol(scan));
  // With the shift lock on, a keyboard scanner types capitals as small letters and the other way round.
  if (!FILE_TYPE.test(text)) text = text.toUpperCase();
  const found = FILE_TYPE.exec(text);
  if (found === null) return undefined;
  const [all, iin = "", version = ""] = found;
  let body = text.slice(found.index + all.length);
  const types: string[] = [];
  for (let next = DESIGNATOR.exec(body); next !== null; next = DESIGNATOR.exec(body)) {
    types.push(next[1] as string);
    body = body.slice(next[0].length);
  }
  const persons = ["DL", "ID", "EN"];
  if (types.length > 0 && !types.some((type) => persons.includes(type))) return undefined;
  return { iin, version: Number(version), own: types.filter((type) => type.startsWith("Z")), body };
}

/** Without a byte order mark, and without what a scanner writes in front to say which kind of bar code it read. */
function withoutSymbol(scan: string): string {
  return scan.replace(/^[\s\ufeff]*(\][A-Za-z]\d)?/, "");
}

/** All that stands for a control character as one separator; lower-case names of characters are left alone. */
function withSeparators(scan: string): string {
  return (
    scan
      .replace(
        /<(LF|CR|RS|GS|FS|US|HT|TAB|ENTER|0x[01][0-9A-F])>|\\(r|n|t|x[01][0-9A-Fa-f]|u00[01][0-9A-Fa-f])/g,
        SEPARATOR,
      )
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters separate the elements
      .replace(/[\x00-\x1f\x7f-\x9f|\u2028\u2029\u2400-\u241f]+/g, SEPARATOR)
      .replace(/[\u00a0\u3000]/g, " ")
  );
}

function personOf({ elements }: Cutting, iin: string, today: string): Result<ScannedPerson, LicenceProblem> {
  const born = elements.get("DBB");
  const names = licenceNames(elements);
  if (born === undefined || (born.open && /^\d{0,7}$/.test(born.value))) return err({ type: "cutOff" });
  const [first, ...others] = names;
  if (first === undefined) return err({ type: "cutOff" });
  const birthDate = licenceDate(born.value);
  const expires = licenceDate(elements.get("DBA")?.value ?? "");
  const issued = licenceDate(elements.get("DBD")?.value ?? "");
  if (birthDate === undefined || birthDate > today || (issued !== undefined && birthDate > issued))
    return err({ type: "unreadable" });
  if (!names.every(isName)) return err({ type: "unreadable" });
  const state = elements.get("DAJ")?.value.toUpperCase() ?? "";
  return ok({
    names: [first, ...others],
    birthDate,
    jurisdiction: issuerOf(iin) ?? (isIssuer(state) ? state : undefined),
    // Some write a year such as 9999, or an issue of long ago, for "never".
    expires: expires !== undefined && expires >= birthDate ? expires : undefined,
  });
}

/** Letters and what stands between names; "SMITH7" is a scan gone wrong. */
function isName({ last, first, middle }: NameRead): boolean {
  const pattern = /^[\p{L}\p{M} .'’`´&/()-]*$/u;
  return /\p{L}/u.test(last) && [last, first, middle].every((part) => pattern.test(part));
}

function isSame(a: NameRead, b: NameRead): boolean {
  return a.last === b.last && a.first === b.first && a.middle === b.middle && a.suffix === b.suffix;
}
