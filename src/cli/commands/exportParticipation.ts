/** `turnout export participation`: who was checked in, for the voter registration system. */
import { isConfidential } from "../../domain/confidential.ts";
import { joinsBy, type PartyRules } from "../../domain/partyRules.ts";
import { err, ok } from "../../domain/result.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { spokenName, streetAddress } from "../../domain/voterName.ts";
import { eventKey } from "../../protocol/keys.ts";
import { changesAtPolls } from "../../server/changesAtPolls.ts";
import { CountyFold } from "../../server/countyFold.ts";
import { sheetCell } from "../../server/csv.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { type Participation, participation } from "../../server/participation.ts";
import type { Command } from "../command.ts";
import { currentRoll } from "../currentRoll.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal } from "../refusal.ts";
import { number } from "../terminal.ts";

const yesNo = (yes: boolean): string => (yes ? "Y" : "N");

type Column = { readonly title: string; readonly value: (row: Participation) => string };

/** RFC 4180 for machines: cells are never changed for the sake of a spreadsheet. */
const csvColumns: readonly Column[] = [
  { title: "voter_id", value: (row) => row.voter },
  { title: "election", value: (row) => row.election },
  { title: "election_date", value: (row) => row.electionDate },
  { title: "place", value: (row) => row.place },
  { title: "place_name", value: (row) => row.placeName },
  { title: "precinct", value: (row) => row.precinct },
  { title: "split", value: (row) => row.split },
  { title: "ballot_style", value: (row) => row.style },
  { title: "ballot_party", value: (row) => row.ballotParty },
  { title: "left_party", value: (row) => yesNo(row.leftParty) },
  { title: "checked_in_at", value: (row) => row.checkedInAt },
  { title: "method", value: (row) => row.method },
  { title: "tablet", value: (row) => String(row.tablet) },
  { title: "receipt", value: (row) => row.receipt },
  { title: "absentee_cast_at", value: (row) => row.absenteeCastAt },
  { title: "checked_in_twice", value: (row) => yesNo(row.twice) },
  { title: "registered_here", value: (row) => yesNo(row.registered) },
  { title: "moved", value: (row) => yesNo(row.told.moved) },
  { title: "moved_on", value: (row) => row.told.movedOn },
  { title: "other_county", value: (row) => row.told.otherCounty },
  { title: "name_changed", value: (row) => yesNo(row.told.nameChanged) },
  { title: "identification", value: (row) => row.told.identification },
  { title: "license_state", value: (row) => row.told.licenseState },
];

/** The voter history of VxPollBook; OOSDL is the state of an out-of-state driver's license. */
export const historyColumns = (
  voterOf: (id: string) => VoterRecord | undefined,
  primary: PartyRules | undefined,
): readonly Column[] => [
  { title: "Voter ID", value: (row) => row.voter },
  { title: "Party", value: (row) => partyAfter(row, voterOf(row.voter), primary) },
  { title: "Full Name", value: (row) => named(voterOf(row.voter), spokenName) },
  { title: "Full Address", value: (row) => named(voterOf(row.voter), wholeAddress) },
  { title: "Check-In", value: () => "Y" },
  { title: "Absentee", value: (row) => yesNo(row.absenteeCastAt !== "") },
  { title: "Address Change", value: (row) => yesNo(row.told.moved) },
  { title: "Name Change", value: (row) => yesNo(row.told.nameChanged) },
  { title: "New Registration", value: (row) => yesNo(row.registered) },
  { title: "OOSDL", value: (row) => row.told.licenseState },
];

/** Whose member the voter is now: whoever joined a party by its ballot stays in it, unless they left it again. */
function partyAfter(row: Participation, voter: VoterRecord | undefined, primary: PartyRules | undefined): string {
  if (voter === undefined) return "";
  const joined = row.ballotParty !== "" && joinsBy(primary, row.ballotParty, voter.party);
  return joined && !row.leftParty ? row.ballotParty : voter.partyRaw;
}

const named = (voter: VoterRecord | undefined, text: (voter: VoterRecord) => string): string =>
  voter === undefined || isConfidential(voter) ? "" : text(voter);

const wholeAddress = (voter: VoterRecord): string =>
  [streetAddress(voter), voter.city, [voter.state, voter.zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");

export const exportParticipation: Command = {
  name: "export participation",
  summary: "Writes who was checked in, one row for each voter, for the registration system.",
  options: [
    { name: "out", value: "FILE", required: true, help: "where to write it" },
    { name: "format", value: "NAME", help: "csv (the default), or vxpollbook: the columns of its voter history" },
  ],
  notes:
    "A voter with several check-ins is one row, marked. Cancelled check-ins give none. left_party: the voter joined the party of\n" +
    "that ballot by taking it and left it again. registered_here, moved, other_county, name_changed, identification, license_state: as the poll\n" +
    "worker recorded it with the first check-in. The file names voters: keep it as the law says. A field that a spreadsheet would run as a formula has an apostrophe in front.",
  async run(args, terminal) {
    const asked = args.text("format") ?? "csv";
    const format = (["csv", "vxpollbook"] as const).find((name) => name === asked);
    if (format === undefined)
      return err({
        type: "badArguments",
        reason: `There is no format "${asked}".`,
        remedy: "The formats: csv, vxpollbook.",
      });
    const out = args.required("out");
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const key = await eventKey(folder.value.keys.eventKey);
    return withOffice(args.data, terminal, async (office) => {
      const { election, database, sequencer } = office;
      const { devices, size } = await sequencer.refresh();
      const device = (id: string) => devices.get(id);
      const fold = new CountyFold({ database, election, eventKey: key, now: terminal.now, device });
      await fold.catchUp(size);
      const changes = await changesAtPolls(database, key, size);
      const rows = () => participation(election, fold.standings, devices, changes);
      let columns = csvColumns;
      let isOnRoll: ((id: string) => boolean) | undefined; // only the history holds names
      if (format === "vxpollbook") {
        const publisher = await office.publisher();
        if (!publisher.ok) return publisher;
        const roll = await currentRoll(publisher.value);
        if (!roll.ok) return roll;
        const rowOf = (id: string) => roll.value.rowOfVoter(id);
        isOnRoll = (id) => rowOf(id) !== undefined || changes.registrants.has(id);
        columns = historyColumns((id) => {
          const row = rowOf(id);
          return row === undefined ? changes.registrants.get(id) : roll.value.voterAt(row);
        }, election.rules.primary);
      }
      let voters = 0;
      let twice = 0;
      let notOnRoll = 0;
      for (const row of rows()) {
        voters++;
        if (row.twice) twice++;
        if (isOnRoll?.(row.voter) === false) notOnRoll++;
      }
      function* lines(): Generator<string> {
        yield `${columns.map(({ title }) => title).join(",")}\r\n`;
        for (const row of rows()) yield `${columns.map(({ value }) => sheetCell(value(row))).join(",")}\r\n`;
      }
      const written = await leaving(office.record, "participationExported", { voters }, () => writeWhole(out, lines()));
      if (!written.ok) return written;
      const unread = fold.totals.quarantine;
      return ok({
        json: {
          out,
          format,
          voters,
          checkedInTwice: twice,
          ...(isOnRoll === undefined ? {} : { notOnRoll }),
          notRead: unread,
          size,
        },
        text: [
          `${out}: ${number(voters)} voters checked in, from ${number(size)} entries of the county log.`,
          ...(twice > 0
            ? [
                `${number(twice)} of them have more than one check-in, or one and an absentee ballot that was cast: look at them before you give credit.`,
              ]
            : []),
          ...(notOnRoll === 1
            ? ["1 voter is no longer on the roll: their name, address and party are blank."]
            : notOnRoll > 1
              ? [`${number(notOnRoll)} voters are no longer on the roll: their names, addresses and parties are blank.`]
              : []),
          ...(unread > 0
            ? [`${number(unread)} entries could not be read and are not in it: see the county page.`]
            : []),
        ].join("\n"),
      });
    });
  },
};
