/** `turnout demo` (what `npm start` runs): an invented election of today, served, with everything that one needs to try it. */
import { err, ok } from "../../domain/result.ts";
import { formatCode } from "../../protocol/codes.ts";
import { newSetupCode } from "../../server/enrolment.ts";
import { demonstrationAccount } from "../../server/officeAccounts.ts";
import { openingCardOf } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { demoCounty } from "../demo/demoCounty.ts";
import { demoWorkers } from "../demo/demoElection.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal, placeUnknown } from "../refusal.ts";
import { addressLines, serveOptions, startServer, stopped } from "./serve.ts";

const dataFolder = "data/demo";

export const demo: Command = {
  name: "demo",
  summary:
    "Runs a demonstration: an invented county on its election day, 4,000 invented voters, two places and a vote center.",
  options: serveOptions,
  dataFolder,
  notes:
    'Its data are used again on the same day; set-up codes are new at each start. "npm start" builds the app first.',
  async run(args, terminal) {
    const folder = args.text("data") ?? dataFolder;
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const today = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    const county = await demoCounty(folder, today.format(terminal.now()), timeZone, terminal);
    if (!county.ok) return county;
    const { made } = county.value;
    const { name: account, password } = demonstrationAccount;
    const cards: Card[] = [];
    const printed = await withOffice(folder, terminal, async (office) => {
      const officeSecret = await office.officeSecret();
      if (!officeSecret.ok) return officeSecret;
      const { database, election, enrolment } = office;
      for (const { id: place, name } of election.places) {
        const setUp = await newSetupCode(enrolment, { kind: "session", place, accepted: true }, commandLine);
        if (!setUp.ok) return err(placeUnknown(place, election.places));
        const card = await openingCardOf({ database, officeSecret: officeSecret.value }, place);
        if (!card.ok) return err(officeRefusal(card.error, election.places));
        const { code, expires } = setUp.value;
        cards.push({
          place,
          name,
          setUpCode: code,
          setUpCodeExpires: expires,
          openingCode: await formatCode("opening", card.value.secret),
        });
      }
      return ok({ json: {}, text: election.name });
    });
    if (!printed.ok) return printed;
    const server = await startServer(args, folder, terminal, true);
    if (!server.ok) return server;
    const { url, port } = server.value;
    const workers = demoWorkers.map(({ id, name, role, pin }) => ({ id, name, role, pin }));
    return ok({
      json: { url, office: `${url}/office`, port, account, password, folder, made, places: cards, workers },
      text: [
        "",
        `${printed.value.text}${made ? "" : " (the data of the last start)"}`,
        "",
        ...addressLines(args, server.value, [`              sign in as "${account}" with the password "${password}"`]),
        "",
        ...cards.flatMap(cardLines),
        "PINs:",
        ...workers.map(({ name, role, pin }) => `  ${name.padEnd(8)}  ${roleWords[role].padEnd(11)}  ${pin}`),
        "",
        "Ctrl-C stops it.",
      ].join("\n"),
      until: stopped(server.value, terminal),
    });
  },
};

type Card = {
  readonly place: string;
  readonly name: string;
  readonly setUpCode: string;
  readonly setUpCodeExpires: number;
  readonly openingCode: string;
};

const roleWords = { pollWorker: "poll worker", inspector: "inspector" } as const;

function cardLines({ name, setUpCode, setUpCodeExpires, openingCode }: Card): string[] {
  const until = new Intl.DateTimeFormat("en-US", { timeStyle: "short" }).format(setUpCodeExpires);
  return [
    name,
    `  set-up code   ${setUpCode}  (for any number of tablets until ${until})`,
    `  opening code  ${openingCode}`,
    "",
  ];
}
