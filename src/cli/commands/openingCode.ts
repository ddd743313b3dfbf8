/** `turnout opening-code`: what stands on the opening card of a polling place, to be printed or read out by phone. */
import { renderUnicodeCompact } from "uqr";
import { err, ok } from "../../domain/result.ts";
import { codeForQr, formatCode } from "../../protocol/codes.ts";
import { openingCardOf, reissueOpeningCard } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal } from "../refusal.ts";

export const openingCode: Command = {
  name: "opening-code",
  summary: "Prints the opening code of a polling place; --new makes its card invalid and prints the next one.",
  options: [
    { name: "place", value: "ID", required: true, help: "the polling place" },
    { name: "new", help: "the card is lost: issues a new one. Tablets change over when they next reach the county" },
    { name: "qr", help: "shows it as QR too" },
  ],
  notes: "Whoever has the card and a tablet of the place has the roll: they never travel together.",
  async run(args, terminal) {
    const place = args.required("place");
    return withOffice(args.data, terminal, async (office) => {
      const { database, election } = office;
      const officeSecret = await office.officeSecret();
      if (!officeSecret.ok) return officeSecret;
      const deps = { database, officeSecret: officeSecret.value };
      let card: Awaited<ReturnType<typeof openingCardOf>>;
      if (args.has("new")) {
        const publisher = await office.publisher();
        if (!publisher.ok) return publisher;
        card = await reissueOpeningCard({ ...publisher.value, ...deps }, place);
      } else card = await openingCardOf(deps, place);
      if (!card.ok) return err(officeRefusal(card.error, election.places));
      const { issue, secret } = card.value;
      const act = args.has("new") ? "openingCardReissued" : "openingCodeShown";
      await office.record.add(act, commandLine, { place, issue });
      const code = await formatCode("opening", secret);
      const qr = codeForQr("opening", code);
      return ok({
        json: { place, issue, code, qr },
        text: [code, ...(args.has("qr") ? [renderUnicodeCompact(qr)] : []), `Card ${issue} of "${place}".`].join("\n"),
      });
    });
  },
};
