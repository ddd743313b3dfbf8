/**
 * `turnout check`: before the day, whether what tablets will need is there and right: every opening card against its wrap
 * of the election key, every chunk of the published roll and of its amendments, and every voter's ballot, polling place and
 * ways to be found. On request it writes a report to sign.
 */
import { err, ok, type Result } from "../../domain/result.ts";
import { equalBytes } from "../../log/encoding.ts";
import { unwrapElectionKey } from "../../protocol/keys.ts";
import { RollManifest } from "../../roll/rollManifest.ts";
import { createSearch } from "../../roll/voterSearch.ts";
import { brokenSets } from "../../server/filedSignatures.ts";
import { openingCardOf } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { checkRoll } from "../../server/rollCheck.ts";
import { checkRules } from "../../server/rulesCheck.ts";
import { readManifest } from "../../server/storedRoll.ts";
import { compareStyles, readStyleTable, type StyleDifference } from "../../server/styleTable.ts";
import { readWorkers } from "../../server/workerList.ts";
import { type CheckedRoll, copiedLines, signatureLines, toConfirmLines, wrongIn } from "../checkedRoll.ts";
import { printCheckReport } from "../checkReport.ts";
import type { Args, Command } from "../command.ts";
import { currentRoll, damagedRoll } from "../currentRoll.ts";
import { readText, writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { type Office, withOffice } from "../openOffice.ts";
import { type Refusal, styleTableRefusal } from "../refusal.ts";
import { number, type Terminal } from "../terminal.ts";

export const check: Command = {
  name: "check",
  summary: "Checks before the day every opening card, every part of the published roll, and every voter in it.",
  options: [
    { name: "styles", value: "FILE", help: "the county's own table of ballot styles: columns precinct, style, party" },
    { name: "report", value: "FILE", help: "writes what was checked to a PDF, to be signed" },
  ],
  notes:
    "Every voter who may vote must have exactly one ballot style for each ballot that they may ask for in each language,\n" +
    "a polling place, and be found by two of: last name, birth date, voter id. Names what is wrong and ends with 1. Changes nothing;\n" +
    "that it was done is in the office's record.",
  async run(args, terminal) {
    return withOffice(args.data, terminal, async (office) => {
      const table = await tableOf(args, office);
      if (!table.ok) return table;
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const cards = await brokenCards(office, publisher.value.electionKey);
      if (!cards.ok) return cards;
      const roll = await examined(office, terminal);
      if (!roll.ok) return roll;
      const checked: CheckedRoll = {
        ...roll.value,
        brokenCards: cards.value,
        tableDifferences: table.value,
        workers: (await readWorkers(publisher.value)).length,
        rules: checkRules(office.election),
      };
      const wrong = wrongIn(office.election, checked);
      const report = args.text("report");
      const about = { version: checked.version, wrong: wrong.length, report: report !== undefined };
      if (report === undefined) await office.record.add("rollChecked", commandLine, about);
      else {
        const pdf = await printCheckReport(office.election, checked, wrong, terminal.now());
        const written = await leaving(office.record, "rollChecked", about, () => writeWhole(report, [pdf]));
        if (!written.ok) return written;
      }
      const places = office.election.places.length;
      const { findings, ...rest } = checked;
      const json = {
        ok: wrong.length === 0,
        places,
        ...rest,
        ...findings,
        wrong,
        ...(report === undefined ? {} : { report }),
      };
      if (wrong.length > 0)
        return err({
          type: "notReady",
          reason: wrong.join("\n"),
          remedy:
            'New cards: "turnout opening-code --place ID --new". Workers: "turnout worker add", then publish. ' +
            'Ballots and precincts: mend the definition or the voter file, then "turnout import" and "turnout publish".',
          answer: json,
        });
      return ok({
        json,
        text: [
          `Ready: ${places} opening cards, ${number(findings.voters)} voters, ${checked.workers} workers.`,
          "Every voter who may vote has one style for each ballot in each language, a polling place, and is found in two ways.",
          table.value === undefined
            ? "No table of ballot styles was given to compare with."
            : "The styles equal the county's table.",
          ...signatureLines(checked),
          ...rulesText(checked),
          ...(report === undefined ? [] : [`${report}: the report to sign.`]),
        ].join("\n"),
      });
    });
  },
};

function rulesText(checked: CheckedRoll): string[] {
  const lines = toConfirmLines(checked);
  const heading = lines.length === 0 ? [] : [`Confirm with your attorney, ${lines.length} rules:`];
  return ["The rules of this election:", ...copiedLines(checked), ...heading, ...lines.map((line) => `- ${line}`)];
}

/** Differences between the county's own table and the definition; undefined if no table was named. */
async function tableOf(
  args: Args,
  { election }: Office,
): Promise<Result<readonly StyleDifference[] | undefined, Refusal>> {
  const file = args.text("styles");
  if (file === undefined) return ok(undefined);
  const text = await readText(file);
  if (!text.ok) return text;
  const table = readStyleTable(election, text.value);
  return table.ok ? ok(compareStyles(election, table.value)) : err(styleTableRefusal(file, table.error));
}

/** Opens the whole roll and looks at every voter in it. */
async function examined(
  office: Office,
  terminal: Terminal,
): Promise<
  Result<Pick<CheckedRoll, "version" | "manifest" | "findings" | "signatures" | "brokenSignatures">, Refusal>
> {
  const publisher = await office.publisher();
  if (!publisher.ok) return publisher;
  terminal.progress("Opening the roll");
  const roll = await currentRoll(publisher.value);
  if (!roll.ok) return roll;
  const cold = await roll.value.base.openCold();
  if (!cold.ok) return err(damagedRoll("the mailing addresses", cold.error.type));
  const rounds = { ballots: "Ballots, places and ids", names: "Names", dates: "Birth dates" } as const;
  const search = createSearch(roll.value);
  const findings = checkRoll(office.election, roll.value, search, (round, done) =>
    terminal.progress(`${rounds[round]}: ${number(done)} of ${number(roll.value.rows)} voters`),
  );
  const published = (await office.sequencer.refresh()).roll;
  if (published === undefined) throw new Error("a roll that was just read is published");
  terminal.progress("Opening the signatures on file");
  const bytes = await readManifest(office.database, published.version);
  const manifest = RollManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const brokenSignatures = await brokenSets(publisher.value, manifest, roll.value);
  const signatures = (manifest.signatures ?? []).map(({ place, images }) => ({ place, images }));
  return ok({
    ...{ version: published.version, manifest: published.manifest, findings },
    ...{ signatures, brokenSignatures },
  });
}

/** Places whose card, as it would be printed now, does not open their wrap. */
async function brokenCards(office: Office, electionKey: Uint8Array): Promise<Result<readonly string[], Refusal>> {
  const { database, election } = office;
  const officeSecret = await office.officeSecret();
  if (!officeSecret.ok) return officeSecret;
  const broken: string[] = [];
  for (const { id: place } of election.places) {
    const card = await openingCardOf({ database, officeSecret: officeSecret.value }, place);
    const wrap = await database.db.selectFrom("wrap").select("bytes").where("place", "=", place).executeTakeFirst();
    if (!card.ok || wrap === undefined) {
      broken.push(place);
      continue;
    }
    const { issue, secret } = card.value;
    const opened = await unwrapElectionKey(wrap.bytes, [secret], { election: election.id, place, issue });
    if (!opened.ok || !equalBytes(opened.value, electionKey)) broken.push(place);
  }
  return ok(broken);
}
