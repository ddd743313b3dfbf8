/**
 * The sheet that goes with what leaves the place: tablets with what they have recorded and what of it is at the county, cards,
 * files, seals, ballots as they were counted. Printed for two signatures; it names no voter.
 */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { missingOf } from "../../domain/whoHolds.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { lineName } from "../text/BookWords.tsx";
import { longDate, timeOfDay } from "../text/times.ts";
import type { PlaceReport, ReportSection } from "./placeReport.ts";

/** What people say of it. */
export type Handed = {
  readonly cards: number;
  readonly files: number;
  readonly carriers: readonly string[];
  readonly to: string;
};

type About = {
  readonly election: { readonly name: string; readonly county: string; readonly timeZone: string };
  readonly place: string;
  readonly book: PlaceBookView;
  readonly handed: Handed;
};

export function custodySheet(i18n: I18n, about: About): PlaceReport {
  const { carriers } = about.handed;
  const official = i18n._(msg`Signature of the official`);
  const sections = [heading(i18n, about), tablets(i18n, about), withThem(i18n, about), ballots(i18n, about.book)];
  return {
    title: i18n._(msg`What leaves the place`),
    sections: sections.filter(({ facts }) => facts.length > 0),
    signs: [...carriers, official, official].slice(0, Math.max(2, carriers.length)),
  };
}

function heading(i18n: I18n, { election, place, book, handed }: About): ReportSection {
  const { timeZone, name, county } = election;
  return {
    title: place,
    facts: [
      [i18n._(msg`Election`), `${name}, ${county}`],
      [i18n._(msg`As of`), `${longDate(book.day, i18n.locale)}, ${timeOfDay(book.now, timeZone, i18n.locale)}`],
      [i18n._(msg`Goes to`), handed.to],
      [i18n._(msg`Carried by`), handed.carriers.join(", ")],
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

function tablets(i18n: I18n, { book: { holds }, election }: About): ReportSection {
  const clock = (wall: number): string => timeOfDay(wall, election.timeZone, i18n.locale);
  return {
    title: i18n._(msg`Tablets (records at the county)`),
    facts: holds.map((one) => {
      const { number, records, atCounty, carried, heard } = one;
      const count = i18n._(msg`${i18n.number(atCounty)} of ${i18n.number(records)}`);
      const missing = i18n.number(missingOf(one));
      const facts = [
        count,
        ...(missingOf(one) === 0 ? [] : [i18n._(msg`${missing} not sent: keep it sealed until they are`)]),
        ...(carried === 0
          ? []
          : [i18n._(msg`${i18n.number(carried)} of them also lie on the tablet that printed this`)]),
        ...(heard === undefined ? [] : [i18n._(msg`heard ${clock(heard)}`)]),
      ];
      return [i18n._(msg`Tablet ${number}`), facts.join("; ")] as const;
    }),
  };
}

function withThem(i18n: I18n, { book, handed }: About): ReportSection {
  const states = { applied: msg`put on`, found: msg`found whole`, broken: msg`broken` };
  const seals = new Map(book.place.seals.map(({ body }) => [`${body.on} ${body.number}`, body]));
  return {
    title: i18n._(msg`With them`),
    facts: [
      [i18n._(msg`Opening cards`), i18n.number(handed.cards)],
      [i18n._(msg`Files or sticks with records`), i18n.number(handed.files)],
      ...[...seals.values()].map(
        ({ on, number, how, initials }) =>
          [i18n._(msg`Seal ${number} on ${on}`), `${i18n._(states[how])}, ${initials.join(" ")}`] as const,
      ),
    ],
  };
}

/** Only what people counted: the sheet says what lies in the boxes. */
function ballots(i18n: I18n, { balance }: PlaceBookView): ReportSection {
  return {
    title: i18n._(msg`Ballots, as they were counted`),
    facts: [...balance.lines.values()].flatMap(({ line, counted }) =>
      counted === undefined || line === "received"
        ? []
        : [[i18n._(lineName[line]), i18n.number(counted.sheets)] as const],
    ),
  };
}
