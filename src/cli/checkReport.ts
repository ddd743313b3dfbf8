/**
 * What `turnout check` examined, as a letter sheet that the office signs and files: which roll (its hash stands in the
 * county log), what was looked at, what was found, room for two signatures.
 */
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { Election } from "../domain/election.ts";
import { type CheckedRoll, copiedLines, signatureLines, toConfirmLines } from "./checkedRoll.ts";
import { number } from "./terminal.ts";

const font = (file: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/public-sans/${file}`));

/** `now`: milliseconds since 1970. `wrong`: what `wrongIn` says. */
export async function printCheckReport(
  election: Election,
  checked: CheckedRoll,
  wrong: readonly string[],
  now: number,
): Promise<Uint8Array> {
  const title = "Check before the election";
  const document = new PDFDocument({
    size: "LETTER",
    margin: 54,
    lang: "en-US",
    displayTitle: true,
    info: { Title: title, CreationDate: new Date(now) },
  });
  const parts: Uint8Array[] = [];
  document.on("data", (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((done, failed) => {
    document.on("end", done);
    document.on("error", failed);
  });
  document.registerFont("plain", font("400Regular/PublicSans_400Regular.ttf"));
  document.registerFont("bold", font("700Bold/PublicSans_700Bold.ttf"));
  const heading = (text: string): void => {
    document.moveDown(0.8).font("bold").fontSize(12).text(text).font("plain").fontSize(10.5).moveDown(0.3);
  };

  document.font("bold").fontSize(20).text(title).font("plain").fontSize(10.5);
  const made = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "long", timeZone: election.timeZone });
  document.moveDown(0.3).text(`${election.name}, ${election.county}, ${election.date}`);
  document.text(`Made ${made.format(now)} by the program, which changed nothing.`);

  heading("The roll");
  document.text(`Version ${checked.version}, ${number(checked.findings.voters)} voters.`);
  document
    .text(`SHA-256 of its manifest, as the county log names it:`)
    .font("bold")
    .text(checked.manifest)
    .font("plain");

  heading("What was examined");
  for (const line of examinedLines(election, checked)) document.text(line, { indent: 0, paragraphGap: 3 });

  heading(wrong.length === 0 ? "Nothing is wrong" : "What is wrong");
  if (wrong.length === 0) document.text("Tablets can be set up with this roll.");
  for (const line of wrong) document.text(line, { paragraphGap: 3 });

  heading("The rules of this election");
  for (const line of copiedLines(checked)) document.text(line, { paragraphGap: 3 });
  const toConfirm = toConfirmLines(checked);
  heading(toConfirm.length === 0 ? "No rule is left to confirm" : "Confirm with your attorney");
  for (const line of toConfirm) document.text(line, { paragraphGap: 3 });

  heading("Signed");
  for (const _ of [1, 2])
    document
      .moveDown(1.2)
      .text("Name __________________________   Signature _________________________   Date __________");
  document.end();
  await ended;
  return Buffer.concat(parts);
}

function examinedLines(election: Election, checked: CheckedRoll): string[] {
  const { findings, tableDifferences, brokenCards, workers } = checked;
  const { voters, eligible, routes, byNumber } = findings;
  const cards = election.places.length - brokenCards.length;
  return [
    `Opening cards: ${cards} of ${election.places.length} open the election key of their polling place.`,
    `Ballots: each of the ${number(eligible)} voters who may vote, for each ballot that they may ask for.`,
    tableDifferences === undefined
      ? "The county's own table of ballot styles was not given, so nothing was compared with it."
      : `The election definition was compared with the county's own table of ballot styles, both ways: ${number(tableDifferences.length)} differences.`,
    "Polling places: each voter who may vote.",
    `Search: of ${number(voters)} voters, ${number(routes.lastName)} are found by last name, ` +
      `${number(routes.birthDate)} by birth date, ${number(routes.voterId)} by voter id; each must be found in two ways, ` +
      `and ${number(byNumber)} confidential ones by their number alone.`,
    ...signatureLines(checked),
    `Workers: ${number(workers)} can sign in at polling places.`,
  ];
}
