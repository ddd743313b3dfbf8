/** `turnout export provisional`: the provisional ballots that were issued, for those who decide on them. */
import type { Person } from "../../domain/person.ts";
import type { ProvisionalFact } from "../../domain/provisionalBallots.ts";
import { err, ok } from "../../domain/result.ts";
import { streetAddress } from "../../domain/voterName.ts";
import { eventKey } from "../../protocol/keys.ts";
import { CountyFold } from "../../server/countyFold.ts";
import { sheetCell } from "../../server/csv.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { zonedTime } from "../../server/participation.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { reasonInWords } from "../reasonWords.ts";
import { folderRefusal } from "../refusal.ts";
import { number } from "../terminal.ts";

type Row = ProvisionalFact & {
  readonly time: string;
  readonly tablet: number;
  readonly checkedIn: boolean;
  /** More than one counts for this voter, or for this name and birth date. */
  readonly again: boolean;
  readonly inWords: string;
};

const addressOf = (person: Person): string => [streetAddress(person), person.city].filter(Boolean).join(", ");

const columns: readonly { readonly title: string; readonly value: (row: Row) => string }[] = [
  { title: "voter_id", value: (row) => (row.person === undefined ? row.voter : "") },
  { title: "place", value: (row) => row.place },
  { title: "ballot_style", value: (row) => row.style },
  { title: "ballot_party", value: (row) => row.party ?? "" },
  { title: "issued_at", value: (row) => row.time },
  { title: "reasons", value: (row) => row.reasons.map(({ situation }) => situation).join(" ") },
  { title: "reason_codes", value: (row) => row.reasons.flatMap(({ code }) => code ?? []).join(" ") },
  { title: "reasons_in_words", value: (row) => row.inWords },
  { title: "tablet", value: (row) => String(row.tablet) },
  { title: "receipt", value: (row) => row.receipt },
  { title: "last_name", value: ({ person }) => person?.lastName ?? "" },
  { title: "first_name", value: ({ person }) => [person?.firstName, person?.middleName].filter(Boolean).join(" ") },
  { title: "suffix", value: ({ person }) => person?.suffix ?? "" },
  { title: "birth_date", value: ({ person }) => person?.birthDate ?? "" },
  { title: "address", value: ({ person }) => (person === undefined ? "" : addressOf(person)) },
  { title: "same_person_again", value: (row) => (row.again ? "Y" : "N") },
  { title: "checked_in_too", value: (row) => (row.checkedIn ? "Y" : "N") },
];

export const exportProvisional: Command = {
  name: "export provisional",
  summary: "Writes the provisional ballots that were issued, one row for each, for those who decide on them.",
  options: [{ name: "out", value: "FILE", required: true, help: "where to write it (CSV)" }],
  notes:
    "Cancelled ones, and those of a tablet that was set aside, are left out. checked_in_too: a check-in with a regular ballot\n" +
    "counts for that voter as well, before or after it. Of somebody who is not on the roll there is no voter_id, but name, birth date\n" +
    "and address as given. reason_codes: the state's, where its pack has any; reasons_in_words: for every ballot. same_person_again: another provisional ballot counts for the same voter, or the same name and birth date.",
  async run(args, terminal) {
    const out = args.required("out");
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const key = await eventKey(folder.value.keys.eventKey);
    return withOffice(args.data, terminal, async ({ election, database, sequencer, record }) => {
      const { devices, size } = await sequencer.refresh();
      const device = (id: string) => devices.get(id);
      const fold = new CountyFold({ database, election, eventKey: key, now: terminal.now, device });
      await fold.catchUp(size);
      const timeOf = zonedTime(election.timeZone);
      const given = [...fold.standings.provisionals()];
      const ballots = given.length;
      function* lines(): Generator<string> {
        yield `${columns.map(({ title }) => title).join(",")}\r\n`;
        for (const ballot of given) {
          const row = {
            ...ballot,
            time: timeOf(ballot.wall),
            tablet: devices.get(ballot.event.device)?.number ?? 0,
            checkedIn: fold.standings.of(ballot.voter).checkIns.length > 0,
            inWords: ballot.reasons.map((reason) => reasonInWords(election.rules, reason)).join("; "),
            again: fold.standings.of(ballot.voter).provisionals.length > 1,
          };
          yield `${columns.map(({ value }) => sheetCell(value(row))).join(",")}\r\n`;
        }
      }
      const written = await leaving(record, "provisionalsExported", { ballots }, () => writeWhole(out, lines()));
      if (!written.ok) return written;
      const notRead = fold.totals.quarantine;
      return ok({
        json: { out, ballots, notRead, size },
        text: [
          `${out}: ${number(ballots)} provisional ballots, from ${number(size)} entries of the county log.`,
          ...(notRead > 0
            ? [`${number(notRead)} entries could not be read and are not in it: see the county page.`]
            : []),
        ].join("\n"),
      });
    });
  },
};
