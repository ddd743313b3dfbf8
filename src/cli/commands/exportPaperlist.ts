/**
 * `turnout export paperlist`: for each polling place the paper book, or the list that is posted there, as a PDF of what the
 * county knows now: the published roll with its amendments, and the check-ins of the county log.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Election, PollingPlace } from "../../domain/election.ts";
import type { KnownNewcomer } from "../../domain/newcomers.ts";
import { PaperLines, type PaperRow } from "../../domain/paperLine.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Standings } from "../../domain/standing.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { eventKey, lineCodeKey } from "../../protocol/keys.ts";
import type { AmendedRoll } from "../../roll/amendedRoll.ts";
import { likeRegistered } from "../../roll/likeRegistered.ts";
import { type LineCodes, lineCodesOf } from "../../roll/lineCode.ts";
import { type PaperKind, type PlaceList, paperLists } from "../../roll/paperLists.ts";
import { CountyFold } from "../../server/countyFold.ts";
import { openCounty } from "../../server/dataFolder.ts";
import type { Args, Command } from "../command.ts";
import { currentRoll } from "../currentRoll.ts";
import { systemRefusal, writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { type PaperList, type PrintedList, printPaperList } from "../paperPages.ts";
import { type AsOf, asOfWords, PaperWords } from "../paperWords.ts";
import { folderRefusal, placeUnknown, type Refusal } from "../refusal.ts";
import { number, type Terminal, table } from "../terminal.ts";

export const exportPaperlist: Command = {
  name: "export paperlist",
  summary: "Prints the paper book of each polling place to a PDF, or the posted list with those marked who took part.",
  options: [
    { name: "out", value: "FOLDER", required: true, help: "a PDF for each polling place is written into it" },
    { name: "place", value: "ID", several: true, help: "only these polling places (all if left out)" },
    { name: "posted", help: "the list that is posted: names and addresses, no confidential voters" },
    {
      name: "line-codes",
      value: "yes|no",
      help: "a code before each voter, to enter marks by (book: yes, posted: no)",
    },
  ],
  notes:
    "Printed is what the county knows: every page says as of when. Confidential voters stand at the end of the book by their\n" +
    "number alone, or are left out of it where the rules say so. A line code stays with its voter through all versions of the roll; its last character checks it. The book\n" +
    "holds birth dates: only your own account may read the file. A vote center serves everybody, so its list is the whole roll:\n" +
    "it is printed only for the places that --place names.",
  async run(args, terminal) {
    const asked = readAsked(args);
    if (!asked.ok) return asked;
    const { kind, lineCodes } = asked.value;
    const out = args.required("out");
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const key = await eventKey(folder.value.keys.eventKey);
    return withOffice(args.data, terminal, async (office) => {
      const { election, database, sequencer } = office;
      const places = placesOf(election, args.texts("place"));
      if (!places.ok) return places;
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      // First, so that the list holds all that was known at the moment that it names.
      const state = await sequencer.refresh();
      const roll = await currentRoll(publisher.value);
      if (!roll.ok) return roll;
      const device = (id: string) => state.devices.get(id);
      const fold = new CountyFold({ database, election, eventKey: key, now: terminal.now, device });
      await fold.catchUp(state.size);
      const made = paperLists({
        election,
        roll: roll.value,
        standings: fold.standings,
        places: places.value,
        kind,
        onProgress: (done) => terminal.progress(`Sorting out ${number(done)} of ${number(roll.value.rows)} voters`),
      });
      const asOf: AsOf = { wall: state.signedAt, rollVersion: state.roll?.version ?? 0, entries: state.size };
      const codes = lineCodesOf(await lineCodeKey(publisher.value.electionKey), roll.value);
      const { standings, newcomers } = fold;
      const counts = (known: KnownNewcomer) => newcomers.isRegistered(known, (name) => standings.trusts(name));
      const like = likeRegistered(newcomers.all().filter(counts));
      const source = { election, roll: roll.value, standings, codes, kind, lineCodes, asOf, like };
      const folderMade = await makeFolder(out);
      if (!folderMade.ok) return folderMade;
      const printed: PrintedPlace[] = [];
      const lines = made.lists.reduce((sum, { rows, byNumber }) => sum + rows.length + byNumber.length, 0);
      const about = { kind, places: made.lists.length, lines, entries: state.size };
      const done = await leaving(office.record, "paperListsExported", about, async () => {
        for (const list of made.lists) {
          const file = join(out, fileName(election, list.place, kind));
          const one = await printPlace(source, list, file, terminal);
          if (!one.ok) return one;
          printed.push(one.value);
        }
        return ok(undefined);
      });
      if (!done.ok) return done;
      const words = asOfWords(new PaperWords(election), asOf);
      return ok({
        json: {
          out,
          kind,
          asOf: { at: new Date(asOf.wall).toISOString(), rollVersion: asOf.rollVersion, entries: asOf.entries },
          voters: made.voters,
          nowhere: made.nowhere,
          notRead: fold.totals.quarantine,
          places: printed,
        },
        text: answerText(words, printed, kind, made.nowhere, fold.totals.quarantine),
      });
    });
  },
};

type Asked = { readonly kind: PaperKind; readonly lineCodes: boolean };

function readAsked(args: Args): Result<Asked, Refusal> {
  const kind = args.has("posted") ? "posted" : "book";
  const codes = args.text("line-codes") ?? (kind === "book" ? "yes" : "no");
  if (codes === "yes" || codes === "no") return ok({ kind, lineCodes: codes === "yes" });
  return err({ type: "badArguments", reason: `--line-codes takes "yes" or "no", not "${codes}".` });
}

function placesOf(election: Election, ids: readonly string[]): Result<readonly PollingPlace[], Refusal> {
  const unknown = ids.find((id) => !election.places.some((place) => place.id === id));
  if (unknown !== undefined) return err(placeUnknown(unknown, election.places));
  if (ids.length > 0) return ok(election.places.filter(({ id }) => ids.includes(id)));
  const centers = election.places.filter(({ serves }) => serves === "all");
  if (centers.length === 0 || election.places.length === 1) return ok(election.places);
  const [first] = centers as [PollingPlace];
  return err({
    type: "wholeCounty",
    reason:
      `${number(centers.length)} of the ${number(election.places.length)} places are vote centers that serve everybody ` +
      `("${first.id}"): each of their lists would be the whole county on paper.`,
    remedy: 'Name the places whose lists you want: "--place ID".',
  });
}

async function makeFolder(folder: string): Promise<Result<void, Refusal>> {
  try {
    await mkdir(folder, { recursive: true });
    return ok(undefined);
  } catch (error) {
    const refusal = systemRefusal(error, folder);
    if (refusal === undefined) throw error;
    return err(refusal);
  }
}

/** "03-oak-book.pdf": place ids may hold signs that a file name cannot; the number tells apart what then looks alike. */
function fileName(election: Election, place: PollingPlace, kind: PaperKind): string {
  const digits = String(election.places.length).length;
  const at = String(election.places.indexOf(place) + 1).padStart(digits, "0");
  const id = place.id.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${[at, id, kind].filter((part) => part !== "").join("-")}.pdf`;
}

type Source = {
  readonly election: Election;
  readonly roll: AmendedRoll;
  readonly standings: Standings;
  readonly codes: LineCodes;
  readonly kind: PaperKind;
  readonly lineCodes: boolean;
  readonly asOf: AsOf;
  /** Somebody who registered today looks like this voter. */
  readonly like: (voter: VoterRecord) => boolean;
};

/** What `--json` tells of a place. `voters` = `lines` + `notPosted`, and where they are left out + `confidential`. */
type PrintedPlace = {
  readonly place: string;
  readonly file: string;
  readonly pages: number;
  readonly voters: number;
  readonly lines: number;
  readonly checkedIn: number;
  readonly confidential: number;
  readonly notPosted: number;
  readonly missingLetters: PrintedList["missing"];
  readonly missingLettersVoters: number;
  readonly cut: PrintedList["cut"];
};

async function printPlace(
  source: Source,
  list: PlaceList,
  file: string,
  terminal: Terminal,
): Promise<Result<PrintedPlace, Refusal>> {
  const { place, counts } = list;
  const pages = printPaperList(paperListOf(source, list), terminal.now(), (page, of) => {
    const through = of === undefined ? `laid out ${number(page)} pages` : `page ${number(page)} of ${number(of)}`;
    terminal.progress(`Polling place ${place.id}: ${through}`);
  });
  let printed: PrintedList | undefined;
  function* parts(): Generator<Uint8Array> {
    printed = yield* pages;
  }
  const written = await writeWhole(file, parts(), source.kind === "book" ? 0o600 : 0o666);
  if (!written.ok) return written;
  if (printed === undefined) throw new Error("A list was written and not finished.");
  return ok({
    place: place.id,
    file,
    pages: printed.pages,
    ...counts,
    lines: printed.voters,
    missingLetters: printed.missing,
    missingLettersVoters: printed.missingVoters,
    cut: printed.cut,
  });
}

function paperListOf(source: Source, list: PlaceList): PaperList {
  const { election, roll, standings, codes, kind, lineCodes, asOf, like } = source;
  const lines = new PaperLines(election);
  const { place, rows, byNumber } = list;
  const rowAt = (index: number): PaperRow => {
    const row = (index < rows.length ? rows[index] : byNumber[index - rows.length]) as number;
    const voter = roll.voterAt(row);
    const standing = standings.of(voter.id);
    const code = codes.at(row);
    if (index >= rows.length) return { row: "number", line: lines.byNumber(voter, standing, code, place.id) };
    const { lastName } = voter;
    return kind === "book"
      ? { row: "voter", line: lines.book(voter, standing, code, place.id, like(voter)), lastName }
      : { row: "posted", line: lines.posted(voter, standing, code), lastName };
  };
  return { election, place, kind, asOf, lineCodes, rows: rows.length + byNumber.length, rowAt };
}

function answerText(
  words: string,
  printed: readonly PrintedPlace[],
  kind: PaperKind,
  nowhere: number,
  notRead: number,
): string {
  const rows = printed.map(({ place, voters, checkedIn, confidential, pages, file }) => [
    place,
    number(voters),
    number(checkedIn),
    number(confidential),
    number(pages),
    file,
  ]);
  const notes: string[] = [];
  const notPosted = printed.reduce((sum, place) => sum + place.notPosted, 0);
  if (kind === "posted" && notPosted > 0)
    notes.push(`${number(notPosted)} voters are not posted: removed, pending, too young, or of unknown status.`);
  if (nowhere > 0)
    notes.push(`${number(nowhere)} voters stand on no list: the definition has not their precinct ("turnout check").`);
  if (notRead > 0) notes.push(`${number(notRead)} entries of the county log could not be read: see the county page.`);
  for (const { place, missingLetters, missingLettersVoters, cut } of printed) {
    const codes = missingLetters.slice(0, 10).map(({ lineCode, letters }) => `${lineCode} (${letters.join(" ")})`);
    const more = missingLettersVoters > codes.length ? " …" : "";
    if (codes.length > 0)
      notes.push(
        `${place}: ${number(missingLettersVoters)} voters have letters that no font here has; their numbers are printed: ` +
          `${codes.join(", ")}${more}.`,
      );
    if (cut.length > 0)
      notes.push(`${place}: something is too long to be printed whole of ${cut.slice(0, 10).join(", ")}.`);
  }
  const head = ["Polling place", "Voters", "Checked in", "Confidential", "Pages", "File"];
  return [words, "", table(head, rows, new Set([1, 2, 3, 4])), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}
