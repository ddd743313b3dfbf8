/**
 * One row of a voter file into one voter, by the file's column plan. It never throws and never guesses: what it cannot
 * read becomes a problem of the row, and the voter carries "not known" in that place.
 */
import type { Absentee, VoterFlag, VoterRecord } from "../../domain/voter.ts";
import type { ColumnPlan } from "./columnPlan.ts";
import type { CodeCombination, ElectionCodes } from "./electionCodes.ts";
import { readDate, readYear } from "./fieldDates.ts";
import { field, type Row } from "./fieldSplitter.ts";
import type { ProblemKind, Severity } from "./importReport.ts";
import type { FieldName, Layout } from "./layout.ts";
import { quotedCode } from "./quotableCode.ts";
import { collapseBlanks, divideAddress } from "./residence.ts";

/** A problem of the row at hand, without the place, which the caller knows. */
export type RowProblem = {
  readonly severity: Severity;
  readonly kind: ProblemKind;
  readonly field: FieldName | "row";
  readonly reason: string;
  readonly remedy: string;
};

export type ReadVoter = { readonly voter: VoterRecord; readonly codes: CodeCombination };

/** Reads the voter's id only; "" if there is none. */
export type VoterReader = {
  id(row: Row): string;
  /** Problems are appended to `problems`. `id` is the one that `id()` gave. */
  read(row: Row, id: string, problems: RowProblem[]): ReadVoter;
};

const FLAGS: readonly VoterFlag[] = ["idRequired", "confidential", "federalOnly", "permanentMail", "assistance"];
const ON = new Set(["Y", "YES", "T", "TRUE", "1", "X"]);
const OFF = new Set(["", "N", "NO", "F", "FALSE", "0"]);

/** Strings of 13 letters and more point into the block of text they were cut from; a copy lets the block go. */
export function copied(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

function createInterner(): (text: string) => string {
  let known = new Map<string, string>();
  return (text) => {
    if (text.length < 13) return text;
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size > 200_000) known = new Map();
    const copy = copied(text);
    known.set(copy, copy);
    return copy;
  };
}

/** `electionDate` (YYYY-MM-DD): nobody on the roll is born after it. */
export function createVoterReader(
  plan: ColumnPlan,
  layout: Layout,
  codesOf: ElectionCodes,
  electionDate: string,
): VoterReader {
  const { at } = plan;
  const keep = createInterner();
  const blanks = new Set(layout.blanks);
  const get =
    blanks.size === 0
      ? (row: Row, name: FieldName): string => (at[name] === -1 ? "" : field(row, at[name]))
      : (row: Row, name: FieldName): string => {
          const value = at[name] === -1 ? "" : field(row, at[name]);
          return value.length < 12 && blanks.has(value) ? "" : value;
        };
  const has = (name: FieldName): boolean => at[name] !== -1;
  const flagsUsed = FLAGS.filter((flag) => has(`flag:${flag}`));
  const flagSets = new Map<number, VoterFlag[]>();
  const divided = has("street");
  const hasMail = has("mail1") || has("mailStreet");
  const padZip = layout.padZip === true;
  const electionYear = Number(electionDate.slice(0, 4));

  const flags = (row: Row, problems: RowProblem[]): VoterFlag[] => {
    let bits = 0;
    flagsUsed.forEach((flag, n) => {
      const raw = get(row, `flag:${flag}`).toUpperCase();
      if (ON.has(raw)) bits |= 1 << n;
      else if (!OFF.has(raw))
        problems.push({
          severity: "needsDecision",
          kind: "unknownFlag",
          field: `flag:${flag}`,
          reason: "The value is neither yes nor no.",
          remedy: "Look the voter up at the source. The voter is listed without this mark.",
        });
    });
    let set = flagSets.get(bits);
    if (set === undefined) {
      set = Object.freeze(flagsUsed.filter((_, n) => (bits & (1 << n)) !== 0)) as VoterFlag[];
      flagSets.set(bits, set);
    }
    return set;
  };

  const birth = (row: Row, problems: RowProblem[]): string => {
    const day = get(row, "birthDate");
    const from: FieldName = day === "" && has("birthYear") ? "birthYear" : "birthDate";
    const raw = from === "birthDate" ? day : get(row, "birthYear");
    // A date column that holds the year only is a year.
    const read = from === "birthYear" || raw.length === 4 ? readYear(raw) : readDate(raw, layout.dates);
    switch (read.type) {
      case "date":
        if (read.iso <= electionDate && read.iso >= "1900") return read.iso;
        break;
      case "year":
        if (Number(read.year) <= electionYear && read.year >= "1900") return read.year;
        break;
      case "blank":
        return "";
      case "masked":
      case "placeholder":
        problems.push(unknownDate(from, read.type));
        return "";
      case "impossible":
        break;
    }
    problems.push({
      severity: "needsDecision",
      kind: "impossibleDate",
      field: from,
      reason: "The birth date cannot be: there is no such day, or nobody on this roll can be born on it.",
      remedy: "Correct it at the source. The voter is listed without a birth date.",
    });
    return "";
  };

  const registered = (row: Row, problems: RowProblem[]): void => {
    const read = readDate(get(row, "registrationDate"), layout.dates);
    if (read.type === "masked" || read.type === "placeholder")
      problems.push(unknownDate("registrationDate", read.type));
    else if (read.type === "impossible")
      problems.push({
        severity: "note",
        kind: "impossibleDate",
        field: "registrationDate",
        reason: "There is no such date of registration. The poll book does not use it.",
        remedy: "Nothing need be done for the election; tell the source.",
      });
  };

  const street = (row: Row): string => {
    let text = get(row, "street");
    const direction = get(row, "streetPreDirection");
    if (direction !== "") text = `${direction} ${text}`;
    const type = get(row, "streetType");
    if (type !== "") text = `${text} ${type}`;
    const after = get(row, "streetPostDirection");
    return after === "" ? text : `${text} ${after}`;
  };

  return {
    id: (row) => get(row, "id"),
    read(row, id, problems) {
      const codes = codesOf.combination({
        county: get(row, "county"),
        countyName: get(row, "countyName"),
        precinct: get(row, "precinct"),
        precinctName: get(row, "precinctName"),
        split: get(row, "split"),
        party: get(row, "party"),
        status: get(row, "status"),
        statusReason: get(row, "statusReason"),
      });
      for (const { severity, kind, field: name, reason, code, remedy } of codes.problems)
        problems.push({
          severity: severity ?? "needsDecision",
          kind,
          field: name,
          reason: reason.replace("{code}", () => quotedCode(code, row, at)),
          remedy,
        });
      if (has("registrationDate")) registered(row, problems);

      let houseNumber: string;
      let streetName: string;
      let unit: string;
      if (divided && (get(row, "street") !== "" || !has("address"))) {
        houseNumber = joined([get(row, "houseNumber") + get(row, "houseSuffix"), get(row, "houseFraction")], " ");
        streetName = collapseBlanks(street(row));
        unit = joined([get(row, "unitType"), get(row, "unit")], " ");
      } else ({ houseNumber, street: streetName, unit } = divideAddress(get(row, "address")));
      if (has("addressLine2")) unit = joined([unit, collapseBlanks(get(row, "addressLine2"))], ", ");
      if (has("addressLine3")) unit = joined([unit, collapseBlanks(get(row, "addressLine3"))], ", ");

      const city = keep(get(row, "city"));
      const zip = zipCode(get(row, "zip"), get(row, "zip4"), padZip);
      const voter: VoterRecord = {
        id: copied(id),
        lastName: keep(get(row, "lastName")),
        firstName: keep(get(row, "firstName")),
        middleName: keep(get(row, "middleName")),
        suffix: keep(get(row, "suffix")),
        birthDate: birth(row, problems),
        houseNumber: copied(houseNumber),
        street: keep(streetName),
        unit: keep(unit),
        city,
        state: keep(get(row, "state")),
        zip,
        split: codes.split,
        party: codes.party,
        partyRaw: codes.partyRaw,
        registration: codes.registration,
        registrationRaw: codes.registrationRaw,
        absentee: has("absentee") ? absentee(row, problems) : "none",
        flags: flagsUsed.length === 0 ? NO_FLAGS : flags(row, problems),
        language: has("language") ? language(row, problems) : "",
        mailing: hasMail ? mailing(row, joined([houseNumber, streetName, unit], " "), zip) : "",
      };
      return { voter, codes };
    },
  };

  function mailing(row: Row, residence: string, residenceZip: string): string {
    const first = has("mailStreet")
      ? joined(
          [
            get(row, "mailNumber") + get(row, "mailNumberSuffix"),
            get(row, "mailNumberFraction"),
            get(row, "mailStreet"),
            get(row, "mailUnit"),
          ],
          " ",
        )
      : get(row, "mail1");
    const second = get(row, "mail2");
    const city = get(row, "mailCity");
    if (first === "" && second === "" && city === "" && get(row, "mail3") === "") return "";
    const zip = zipCode(get(row, "mailZip"), get(row, "mailZip4"), padZip);
    const line = collapseBlanks(first);
    if (second === "" && zip.slice(0, 5) === residenceZip.slice(0, 5) && plain(line) === plain(residence)) return "";
    const place = joined([joined([city, get(row, "mailState")], ", "), zip], " ");
    const lines = [
      line,
      second,
      get(row, "mail3"),
      get(row, "mail4"),
      get(row, "mail5"),
      place,
      get(row, "mailCountry"),
    ];
    return copied(collapseBlanks(joined(lines, "\n")));
  }

  function absentee(row: Row, problems: RowProblem[]): Absentee {
    const raw = get(row, "absentee").toUpperCase();
    const found = raw === "" ? "none" : layout.absentees?.[raw];
    if (found !== undefined) return found;
    problems.push({
      severity: "needsDecision",
      kind: "unknownFlag",
      field: "absentee",
      reason: "The absentee code is not known.",
      remedy: "Name the code in the mapping file. The voter is listed without an absentee ballot.",
    });
    return "none";
  }

  function language(row: Row, problems: RowProblem[]): string {
    const raw = get(row, "language").toUpperCase();
    const found = raw === "" ? "" : layout.languages?.[raw];
    if (found !== undefined) return found;
    problems.push({
      severity: "note",
      kind: "unknownLanguage",
      field: "language",
      reason: "The language code is not known. The voter is listed without a language.",
      remedy: "Name the code in the mapping file.",
    });
    return "";
  }
}

/** Voters share their lists of flags; frozen, so that no one changes another voter's. */
const NO_FLAGS = Object.freeze([]) as readonly VoterFlag[] as VoterFlag[];

function unknownDate(name: FieldName, type: "masked" | "placeholder"): RowProblem {
  return {
    severity: "note",
    kind: type === "masked" ? "maskedDate" : "placeholderDate",
    field: name,
    reason:
      type === "masked" ? "The date is masked; treated as not known." : "A place-holder date; treated as not known.",
    remedy: "Nothing need be done; the source has the date if it is needed.",
  };
}

function joined(parts: readonly string[], by: string): string {
  let text = "";
  for (const part of parts) if (part !== "") text = text === "" ? part : text + by + part;
  return text;
}

/** To tell whether two ways of writing an address are one. */
function plain(text: string): string {
  return text.replace(/[ ,.#]+/g, "").toUpperCase();
}

function zipCode(given: string, zip4: string, pad: boolean): string {
  const zip = pad && /^\d{3,4}$/.test(given) ? given.padStart(5, "0") : given;
  const code = zip.length === 9 && /^\d{9}$/.test(zip) ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
  return zip4 === "" || code.includes("-") || code === "" ? code : `${code}-${pad ? zip4.padStart(4, "0") : zip4}`;
}
