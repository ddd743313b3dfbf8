/**
 * `turnout check`: before the day, whether what tablets will need is there and opens: every opening card against its wrap
 * of the election key, every chunk of the published roll and of its amendments, a ballot style for every voter.
 */
import { err, ok, type Result } from "../../domain/result.ts";
import { equalBytes } from "../../log/encoding.ts";
import { unwrapElectionKey } from "../../protocol/keys.ts";
import { openingCardOf } from "../../server/officeActs.ts";
import { readWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { currentRoll, damagedRoll } from "../currentRoll.ts";
import { type Office, withOffice } from "../openOffice.ts";
import type { Refusal } from "../refusal.ts";
import { withoutBallot } from "../rollCounts.ts";
import { number } from "../terminal.ts";

export const check: Command = {
  name: "check",
  summary: "Checks before the day that every opening card and every part of the published roll opens.",
  options: [],
  notes: "Names what is missing and ends with 1. Changes nothing.",
  async run(args, terminal) {
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const cards = await brokenCards(office, publisher.value.electionKey);
      if (!cards.ok) return cards;
      terminal.progress("Opening the roll");
      const roll = await currentRoll(publisher.value);
      if (!roll.ok) return roll;
      const cold = await roll.value.base.openCold();
      if (!cold.ok) return err(damagedRoll("the mailing addresses", cold.error.type));
      const noBallot = withoutBallot(office.election, roll.value.counts());
      const workers = (await readWorkers(publisher.value)).length;
      const wrong = [
        ...cards.value.map((place) => `The opening card of "${place}" does not open the election key.`),
        ...(noBallot > 0 ? [`${number(noBallot)} voters have no ballot style.`] : []),
        ...(workers === 0 ? ["There are no workers: nobody can open a tablet."] : []),
      ];
      const places = office.election.places.length;
      const voters = roll.value.rows;
      const json = {
        ok: wrong.length === 0,
        places,
        brokenCards: cards.value,
        voters,
        withoutBallot: noBallot,
        workers,
      };
      if (wrong.length > 0)
        return err({
          type: "notReady",
          reason: wrong.join("\n"),
          remedy: 'New cards: "turnout opening-code --place ID --new". Workers: "turnout worker add", then publish.',
          answer: json,
        });
      return ok({
        json,
        text: `Ready: ${places} opening cards, ${number(voters)} voters with a ballot style each, ${workers} workers.`,
      });
    });
  },
};

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
