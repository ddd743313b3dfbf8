/**
 * The report of the place as it stands: a zero report before the first voter, a report at any hour, the ballot statement at the
 * close. One list of sections, shown, printed and saved alike, so that no two of them can differ. It names no voter.
 */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Difference } from "../../domain/balance.ts";
import type { Election } from "../../domain/election.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import type { PrintBlock, PrintDocument } from "../printing/printDocument.ts";
import { differenceName, lineName } from "../text/BookWords.tsx";
import { checkNameOf } from "../text/checkWords.tsx";
import { situationName } from "../text/situationNames.ts";
import { longDate, timeOfDay } from "../text/times.ts";

export type ReportSection = {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
};
export type PlaceReport = {
  readonly title: string;
  readonly sections: readonly ReportSection[];
  /** Who signs it by hand: the members who signed the balance, or two lines without names. */
  readonly signs: readonly string[];
};

type About = { readonly election: Election; readonly place: string; readonly book: PlaceBookView };

export function placeReport(i18n: I18n, about: About): PlaceReport {
  const { book } = about;
  const { signed } = book.balance;
  // What was signed before a later count is not what stands here. Before any voter it is the opening that is signed.
  const opened = book.served === 0 ? book.place.openings.at(-1)?.body.members : undefined;
  const members = signed?.asItStands === true ? signed.entry.body.members : (opened ?? []);
  const official = i18n._(msg`Signature of the official`);
  const sections = [
    heading(i18n, about),
    openingSection(i18n, about),
    balanceSection(i18n, book),
    differencesSection(i18n, book),
    stockSection(i18n, book),
    hoursSection(i18n, about),
    provisionalSection(i18n, book),
    notesSection(i18n, about),
  ];
  return {
    title: titleOf(i18n, book),
    sections: sections.filter(({ facts }) => facts.length > 0),
    signs: members.length === 0 ? [official, official] : members,
  };
}

function titleOf(i18n: I18n, { place, served }: PlaceBookView): string {
  if (place.polls?.body.type === "PollsClosed") return i18n._(msg`Closing report`);
  if (place.polls?.body.type === "PollsSuspended") return i18n._(msg`Report for the night`);
  // In the morning of a later day it is not zero: as many as last night's report said.
  if (place.polls?.body.type === "PollsResumed" && place.polls.body.checkedIn === served)
    return i18n._(msg`Opening report`);
  return served === 0 ? i18n._(msg`Zero report`) : i18n._(msg`Report`);
}

function heading(i18n: I18n, { election, place, book }: About): ReportSection {
  const clock = (wall: number): string => timeOfDay(wall, election.timeZone, i18n.locale);
  const { openings, polls } = book.place;
  const ended = polls !== undefined && polls.name.hash !== openings.at(-1)?.name.hash;
  return {
    title: place,
    facts: [
      [i18n._(msg`Election`), `${election.name}, ${election.county}`],
      [i18n._(msg`As of`), `${longDate(book.day, i18n.locale)}, ${clock(book.now)}`],
      ...openings.map(({ body }): [string, string] => [
        i18n._(msg`Polls opened`),
        `${longDate(body.day, i18n.locale)}, ${clock(body.wall)}, ${nameOf(book, body.worker)}`,
      ]),
      ...(ended
        ? [[i18n._(msg`Polls ended`), `${clock(polls.body.wall)}, ${nameOf(book, polls.body.worker)}`] as const]
        : []),
      [i18n._(msg`Voters served, with a regular or a provisional ballot`), i18n.number(book.served)],
      ...(book.fromPaper === 0
        ? []
        : [[i18n._(msg`Check-ins entered from paper`), i18n.number(book.fromPaper)] as const]),
      ...signedFacts(i18n, book, clock),
      ...book.tablets.map(({ number, checkedIn, last }): [string, string] => [
        i18n._(msg`Tablet ${number}`),
        last === undefined
          ? i18n._(msg`nothing heard yet`)
          : i18n._(msg`${i18n.number(checkedIn)} checked in, last at ${clock(last.wall)}`),
      ]),
      ...(book.record === undefined
        ? []
        : [
            [
              i18n._(msg`County's record on this tablet`),
              `${i18n.number(book.record.size)} · ${book.record.matchCode}`,
            ] as const,
          ]),
    ],
  };
}

/** The code that the tablets of the place show, which of them are ready, and who of the board signed the opening. */
function openingSection(i18n: I18n, { election, book }: About): ReportSection {
  const clock = (wall: number): string => timeOfDay(wall, election.timeZone, i18n.locale);
  const opened = book.place.openings.at(-1)?.body;
  const today = opened?.day === book.day ? opened : undefined;
  return {
    title: i18n._(msg`Opening`),
    facts: [
      [i18n._(msg`Match code of the tablets`), today?.code ?? book.openingCode],
      ...book.readiness.map(({ number, said, differences }): [string, string] => {
        const label = i18n._(msg`Tablet ${number}`);
        if (said === undefined) return [label, i18n._(msg`not ready, as far as known`)];
        const at = clock(said.body.wall);
        return [
          label,
          today === undefined && differences.length > 0
            ? i18n._(msg`ready at ${at}, shows another code`)
            : i18n._(msg`ready at ${at}`),
        ];
      }),
      ...(today?.paperListOf === undefined
        ? []
        : [[i18n._(msg`Paper list on table 1, as of`), today.paperListOf] as const]),
      ...(today?.members === undefined
        ? []
        : [[i18n._(msg`Opening signed`), new Intl.ListFormat(i18n.locale).format(today.members)] as const]),
    ],
  };
}

/** That the balance was signed, and whether what was signed is what stands here. */
function signedFacts(i18n: I18n, { balance }: PlaceBookView, clock: (wall: number) => string): [string, string][] {
  if (balance.signed === undefined) return [];
  const { entry, asItStands } = balance.signed;
  const at = clock(entry.body.wall);
  const names = new Intl.ListFormat(i18n.locale).format(entry.body.members);
  return [[i18n._(msg`Balance signed`), asItStands ? `${at}, ${names}` : i18n._(msg`${at}, ${names}; changed since`)]];
}

const nameOf = ({ names }: PlaceBookView, worker: string): string => names[worker] ?? worker;

/** Every line of which the book or people know a number. */
function balanceSection(i18n: I18n, { balance }: PlaceBookView): ReportSection {
  const none = "–";
  return {
    title: i18n._(msg`Balance (by the book / by count)`),
    facts: [...balance.lines.values()].flatMap(({ line, book, counted }) =>
      book === undefined && counted === undefined
        ? []
        : [
            [
              i18n._(lineName[line]),
              `${book === undefined ? none : i18n.number(book.sheets)} / ${counted === undefined ? none : i18n.number(counted.sheets)}`,
            ] as const,
          ],
    ),
  };
}

function differencesSection(i18n: I18n, { balance }: PlaceBookView): ReportSection {
  const words = ({ state, sheets, unexplained, canExplain, couldNotBe }: Difference): string => {
    if (state === "notCounted") return i18n._(msg`not counted`);
    if (sheets === 0 && state === "zero") return "0";
    const open = canExplain.reduce((sum, one) => sum + one.sheets, unexplained);
    return i18n._(
      msg`${i18n.number(sheets)}, not explained yet ${i18n.number(open)}, could not be explained ${i18n.number(couldNotBe)}`,
    );
  };
  return {
    title: i18n._(msg`Differences`),
    facts: balance.differences.flatMap((one) => [
      [i18n._(differenceName[one.difference]), words(one)] as const,
      ...one.explanations.map(
        ({ body }) => [i18n._(msg`Explanation (${i18n.number(body.sheets)})`), body.words] as const,
      ),
    ]),
  };
}

function stockSection(i18n: I18n, { stock }: PlaceBookView): ReportSection {
  return {
    title: i18n._(msg`Ballots by style (received / left)`),
    facts: stock.map(({ style, received, left }) => [style, `${i18n.number(received)} / ${i18n.number(left)}`]),
  };
}

/** Check-ins of the day by the hour in which they were made. */
function hoursSection(i18n: I18n, { election, book }: About): ReportSection {
  const hours = new Map<string, number>();
  for (const { from, checkIns } of book.pace) {
    const hour = timeOfDay(Math.floor(from / 3_600_000) * 3_600_000, election.timeZone, i18n.locale);
    hours.set(hour, (hours.get(hour) ?? 0) + checkIns);
  }
  return {
    title: i18n._(msg`Check-ins by hour`),
    facts: [...hours].map(([hour, checkIns]) => [hour, i18n.number(checkIns)]),
  };
}

function provisionalSection(i18n: I18n, { provisionals }: PlaceBookView): ReportSection {
  return {
    title: i18n._(msg`Provisional ballots by reason`),
    facts: provisionals.map(({ reason, ballots }) => [situationName(i18n, reason), i18n.number(ballots)]),
  };
}

/** What the board wrote down beside counts: overrides of the opening, seals, incidents, signatures. */
function notesSection(i18n: I18n, { election, book }: About): ReportSection {
  const clock = (wall: number): string => timeOfDay(wall, election.timeZone, i18n.locale);
  const { openings, ready, seals, incidents, signatures } = book.place;
  const named = (check: string): string => {
    const known = checkNameOf(check);
    return known === undefined ? check : i18n._(known);
  };
  const hows = { applied: msg`put on`, found: msg`found whole`, broken: msg`broken` };
  return {
    title: i18n._(msg`Notes`),
    facts: [
      ...openings.flatMap(({ body }) =>
        body.overrides.map(({ check, reason }): [string, string] => [
          i18n._(msg`Opened although not so: ${named(check)}`),
          reason,
        ]),
      ),
      ...ready.flatMap(({ body }) =>
        body.overrides.map(({ check, reason }): [string, string] => [
          i18n._(msg`Tablet ${body.number} ready although not so: ${named(check)}`),
          reason,
        ]),
      ),
      ...seals.map(({ body }): [string, string] => [
        i18n._(msg`Seal ${body.number} on ${body.on}`),
        `${clock(body.wall)}, ${i18n._(hows[body.how])}, ${body.initials.join(" ")}`,
      ]),
      ...incidents.map(({ body }): [string, string] => [i18n._(msg`Incident at ${clock(body.happened)}`), body.words]),
      ...signatures.map(({ body }): [string, string] => [
        i18n._(msg`Balance signed at ${clock(body.wall)}`),
        body.members.join(", "),
      ]),
    ],
  };
}

export function reportPaper(i18n: I18n, { title, sections, signs }: PlaceReport): PrintDocument {
  const date = i18n._(msg`Date`);
  return {
    blocks: [
      { block: "heading", text: title },
      ...sections.flatMap(({ title: section, facts }): PrintBlock[] => [
        { block: "rule" },
        { block: "text", text: section, weight: "bold" },
        { block: "facts", facts },
      ]),
      ...signs.map((label): PrintBlock => ({ block: "sign", label, date })),
    ],
  };
}

/** As a spreadsheet reads it (RFC 4180): section, label, value. What would begin a formula there is made text. */
export function reportCsv({ title, sections }: PlaceReport): string {
  const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = sections.flatMap(({ title: section, facts }) => facts.map((fact) => [title, section, ...fact]));
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
