/** `turnout enroll`: set-up codes for new tablets. */
import { renderUnicodeCompact } from "uqr";
import { err, ok } from "../../domain/result.ts";
import { newSetupCode, type ShownCode } from "../../server/enrolment.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { placeUnknown } from "../refusal.ts";

/** Codes of one call; more is a typing error. */
const MOST = 500;

export const enroll: Command = {
  name: "enroll",
  summary: "Makes single-use codes with which new tablets are set up for a polling place.",
  options: [
    { name: "place", value: "ID", help: "the polling place" },
    { name: "spare", help: "instead of --place: for spare tablets, which take the place of the card they are shown" },
    { name: "count", value: "N", help: "how many codes (1)" },
    { name: "session", help: "one code for many tablets, valid for two hours; each waits until it is accepted" },
    { name: "qr", help: "shows each code as QR too" },
  ],
  notes:
    "A single-use code is valid for 30 minutes. Whoever has it can set up a tablet: hand it over, do not post it.\n" +
    "A tablet that was set up with a session code gets no key before somebody has accepted it, on the county page or\n" +
    'with "turnout accept".',
  async run(args, terminal) {
    const place = args.text("place") ?? null;
    if ((place === null) !== args.has("spare"))
      return err({
        type: "badArguments",
        reason: "Name one polling place with --place ID, or say --spare.",
        remedy: 'See "turnout enroll --help".',
      });
    const count = args.whole("count", 1, MOST);
    if (!count.ok) return count;
    const kind = args.has("session") ? "session" : "single";
    return withOffice(args.data, terminal, async ({ election, enrolment }) => {
      const codes: ShownCode[] = [];
      for (let n = 0; n < (count.value ?? 1); n++) {
        const made = await newSetupCode(enrolment, { kind, place }, commandLine);
        if (!made.ok) return err(placeUnknown(place ?? "", election.places));
        codes.push(made.value);
      }
      const { timeZone } = election;
      const clock = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone });
      const until = clock.format(codes[0]?.expires ?? 0);
      const text = codes.map(({ code, qr }) => (args.has("qr") ? `${code}\n${renderUnicodeCompact(qr)}` : code));
      return ok({
        json: { place, kind, codes: codes.map(({ code, qr, expires }) => ({ code, qr, expires })) },
        text: [...text, `Valid until ${until}.`].join("\n"),
      });
    });
  },
};
