/**
 * Opening cards as a PDF for the office's printer: one letter sheet for each polling place, cut into two halves. Each half
 * is a whole card (copy A and copy B), so that each of the two officers of a place keeps one, sealed.
 *
 * Guarantees: everything on a card is drawn from `OpeningCard` alone; the font is embedded; the QR code is drawn as areas,
 * not as a picture. The font has Latin letters only. What it lacks in a name is left out and shown as "…"; the place's id
 * and its number in the list stand on every card, and `whole` says which cards show their names in part only. Whoever has
 * the file has every code in it.
 */
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { encode } from "uqr";

export type OpeningCard = {
  readonly county: string;
  readonly election: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly place: { readonly id: string; readonly name: string };
  /** "Place 3 of 12": names a place even where its name and id cannot be printed. */
  readonly position: { readonly place: number; readonly of: number };
  readonly issue: number;
  /** "ABCD-EFGH-…" as `formatCode` gives it. */
  readonly code: string;
  /** As `codeForQr` gives it. */
  readonly qr: string;
};

export type PrintedCards = {
  readonly pdf: Uint8Array;
  /** For each card: whether its names are printed to the last letter. */
  readonly whole: readonly boolean[];
};

/** Points, 72 to the inch: the sheet is 8½ by 11 inches. */
const sheet = { width: 612, height: 792 };
const half = sheet.height / 2;
const margin = 40;
const width = sheet.width - 2 * margin;
const qrSize = 150;

const font = (file: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/public-sans/${file}`));
const fonts = {
  plain: font("400Regular/PublicSans_400Regular.ttf"),
  bold: font("700Bold/PublicSans_700Bold.ttf"),
};

/** `now`: the file's date, milliseconds since 1970. */
export async function printOpeningCards(cards: readonly OpeningCard[], now: number): Promise<PrintedCards> {
  const document = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: false,
    lang: "en-US",
    displayTitle: true,
    info: { Title: "Opening cards", CreationDate: new Date(now) },
  });
  const parts: Uint8Array[] = [];
  document.on("data", (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((done, failed) => {
    document.on("end", done);
    document.on("error", failed);
  });
  document.registerFont("plain", fonts.plain);
  document.registerFont("bold", fonts.bold);
  const whole = cards.map((card) => {
    document.addPage();
    const names = namesOf(document, card);
    drawCard(document, card, names, "A", 0);
    drawCut(document);
    drawCard(document, card, names, "B", half);
    return names.whole;
  });
  document.end();
  await ended;
  return { pdf: Buffer.concat(parts), whole };
}

type Document = InstanceType<typeof PDFDocument>;
type Names = {
  readonly place: string;
  readonly id: string;
  readonly election: string;
  readonly county: string;
  readonly whole: boolean;
};

function namesOf(document: Document, { place, position, election, county, date }: OpeningCard): Names {
  const name = printable(document, place.name);
  const id = printable(document, place.id);
  const shown = {
    place: name.text || `Polling place ${id.text || position.place}`,
    id: id.text,
    election: printable(document, election).text || `Election of ${date}`,
    county: printable(document, county).text,
  };
  return { ...shown, whole: name.whole && id.whole };
}

/** What the font can print of a text; nothing if no letter or digit is left. */
function printable(document: Document, text: string): { readonly text: string; readonly whole: boolean } {
  document.font("bold");
  // What pdfkit reads from the font file; its type is not public.
  const { font: read } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
    ._font;
  const clean = text.normalize("NFC").replace(/\s+/gu, " ");
  // The font has empty glyphs for control characters, and marks without a place to stand: neither can be laid out.
  const has = (one: string): boolean =>
    /[\p{L}\p{N}\p{P}\p{S} ]/u.test(one) && read.hasGlyphForCodePoint(one.codePointAt(0) as number);
  const left = [...clean].map((one) => (has(one) ? one : undefined));
  const whole = !left.includes(undefined);
  const shown = left
    .map((one) => one ?? "…")
    .join("")
    .replace(/…(?:[\s\p{P}]*…)*/gu, "…");
  return { text: /[\p{L}\p{N}]/u.test(shown) ? shown.trim() : "", whole };
}

function drawCut(document: Document): void {
  document.save().lineWidth(0.5).dash(4, { space: 4 }).strokeColor("#767676");
  document.moveTo(0, half).lineTo(sheet.width, half).stroke().restore();
}

/** Draws one card whose upper edge is at `top`. */
function drawCard(document: Document, card: OpeningCard, names: Names, copy: "A" | "B", top: number): void {
  const { position, issue, code, qr } = card;
  const left = margin;
  let y = top + 32;
  const line = (
    text: string,
    size: number,
    options: { bold?: boolean; height?: number; width?: number } = {},
  ): void => {
    const { bold = false, width: across = width, height = size * 1.5 } = options;
    const area = { width: across, height, ellipsis: true, lineGap: 1 };
    let fitting = size;
    document.font(bold ? "bold" : "plain").fontSize(fitting);
    while (fitting > 8 && document.heightOfString(text, { width: across, lineGap: 1 }) > height) {
      fitting -= 1;
      document.fontSize(fitting);
    }
    document.text(text, left, y, area);
    y += Math.min(height, document.heightOfString(text, { width: across, lineGap: 1 }));
  };

  document.fillColor("#000");
  document.font("bold").fontSize(13).text(`Card ${issue}, copy ${copy}`, left, y, { width, align: "right" });
  line("Opening card", 13, { bold: true, width: width / 2 });
  line([names.election, longDate(card.date), names.county].filter((part) => part !== "").join(" · "), 10, {
    height: 28,
  });
  y += 8;
  line(names.place, 22, { bold: true, height: 52 });
  const numbered = `Place ${position.place} of ${position.of}`;
  line(names.id === "" ? numbered : `${numbered} · polling place ${names.id}`, 10);

  const codeTop = top + 152;
  drawCode(document, code.split("-"), left, codeTop);
  drawQr(document, qr, left + width - qrSize, codeTop - 8);

  y = top + 256;
  const beside = { width: width - qrSize - 16, height: 30 };
  line("Read the code out by phone, group by group: letters are A to H, J, K, M, N, P to T and V to Z.", 10.5, beside);
  line("There is no I, L, O or U: a round sign is a zero, an upright stroke is a one.", 10.5, beside);

  y = top + 322;
  line("Keep this card apart from the tablets. Whoever has both has the voter list.", 11, { bold: true });
  line("Lost, or the seal was broken? Call the county: the card is made invalid and a new one is issued.", 10.5);
  line("The county's telephone: ____________________________", 10.5);
}

/** Four groups above three; under each its number, so that two people on the phone mean the same one. */
function drawCode(document: Document, groups: readonly string[], left: number, top: number): void {
  const across = (width - qrSize - 16) / 4;
  document.font("bold").fontSize(27);
  const widest = Math.max(...groups.map((group) => document.widthOfString(group)));
  const size = Math.min(27, (27 * (across - 10)) / widest);
  groups.forEach((group, at) => {
    const x = left + (at % 4) * across;
    const y = top + Math.floor(at / 4) * 50;
    document.fillColor("#000").font("bold").fontSize(size).text(group, x, y, { lineBreak: false });
    document
      .font("plain")
      .fontSize(8)
      .fillColor("#555")
      .text(`${at + 1}`, x + 1, y + 32, { lineBreak: false });
  });
  document.fillColor("#000");
}

/** Dark modules as areas, with the quiet zone of four modules that scanners need. */
function drawQr(document: Document, text: string, left: number, top: number): void {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const module = qrSize / size;
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) document.rect(left + x * module, top + y * module, module, module);
    });
  });
  document.fill("#000");
}

/** "November 3, 2026" */
function longDate(date: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00Z`));
}
