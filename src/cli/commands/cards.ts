/** `turnout cards`: the opening cards of polling places as a PDF, two copies for each place, to be cut and sealed. */
import { err, ok } from "../../domain/result.ts";
import { codeForQr, formatCode } from "../../protocol/codes.ts";
import { openingCardOf, reissueOpeningCard } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { type OpeningCard, printOpeningCards } from "../openingCards.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal, placeUnknown } from "../refusal.ts";
import { number } from "../terminal.ts";

export const cards: Command = {
  name: "cards",
  summary: "Prints opening cards to a PDF: for each polling place a sheet to be cut into copies A and B.",
  options: [
    { name: "place", value: "ID", several: true, help: "only these polling places (all if left out)" },
    { name: "new", help: "their cards are lost: issues new ones. Tablets change over when they next reach the county" },
    { name: "out", value: "FILE", required: true, help: "the PDF; only your own account may read it" },
  ],
  notes:
    "Each of the two officers of a place keeps one copy, sealed. Whoever has a card and a tablet of the place has the roll:\n" +
    "they never travel together. Remove the file when the cards are printed.",
  async run(args, terminal) {
    const asked = [...new Set(args.texts("place"))];
    const anew = args.has("new");
    const out = args.required("out");
    if (anew && asked.length === 0)
      return err({
        type: "badArguments",
        reason: "--new makes cards invalid: name the polling places whose cards are lost.",
        remedy: 'Add "--place ID", once for each of them.',
      });
    return withOffice(args.data, terminal, async (office) => {
      const { database, election } = office;
      const unknown = asked.find((id) => !election.places.some((place) => place.id === id));
      if (unknown !== undefined) return err(placeUnknown(unknown, election.places));
      const officeSecret = await office.officeSecret();
      if (!officeSecret.ok) return officeSecret;
      const deps = { database, officeSecret: officeSecret.value };
      const publisher = anew ? await office.publisher() : undefined;
      if (publisher?.ok === false) return publisher;
      // A file that cannot be written must not make cards invalid.
      const room = anew ? await writeWhole(out, [], 0o600) : ok(undefined);
      if (!room.ok) return room;
      const made: OpeningCard[] = [];
      const act = anew ? "openingCardReissued" : "openingCodeShown";
      for (const [at, place] of election.places.entries()) {
        if (asked.length > 0 && !asked.includes(place.id)) continue;
        const card = publisher
          ? await reissueOpeningCard({ ...publisher.value, ...deps }, place.id)
          : await openingCardOf(deps, place.id);
        if (!card.ok) return err(officeRefusal(card.error, election.places));
        const { issue, secret } = card.value;
        await office.record.add(act, commandLine, { place: place.id, issue });
        const code = await formatCode("opening", secret);
        const position = { place: at + 1, of: election.places.length };
        const { county, name, date } = election;
        made.push({ county, election: name, date, place, position, issue, code, qr: codeForQr("opening", code) });
      }
      const { pdf, whole } = await printOpeningCards(made, terminal.now());
      const written = await writeWhole(out, [pdf], 0o600);
      if (!written.ok) {
        await office.record.add("exportFailed", commandLine, { export: act });
        return written;
      }
      const inPart = made.filter((_, at) => !whole[at]).map(({ place }) => place.id);
      const json = {
        out,
        sheets: made.length,
        cards: made.length * 2,
        places: made.map(({ place, issue }) => ({ place: place.id, issue })),
        namesInPart: inPart,
      };
      const text = [
        `${out}: ${number(made.length)} ${made.length === 1 ? "sheet" : "sheets"} of two cards. Print, cut, seal, and remove the file.`,
        ...(inPart.length === 0
          ? []
          : [`The printer's font has no letters for all of the name of: ${inPart.join(", ")}. Write it on by hand.`]),
      ];
      return ok({ json, text: text.join("\n") });
    });
  },
};
