/** The roll as tablets have it now: the newest published version with every amendment of the county log laid over it. */
import { err, ok, type Result } from "../domain/result.ts";
import { rollKey } from "../protocol/keys.ts";
import type { AmendedRoll } from "../roll/amendedRoll.ts";
import { type OpenRollProblem, openExtra } from "../roll/sealRoll.ts";
import type { Publisher } from "../server/publish.ts";
import { chunkReader, readCurrentRoll } from "../server/storedRoll.ts";
import { notPublished, type Refusal } from "./refusal.ts";

/** Refused unless all of it opens: the roll, what travels with it, and every amendment. */
export async function currentRoll(publisher: Publisher): Promise<Result<AmendedRoll<OpenRollProblem>, Refusal>> {
  const current = await readCurrentRoll(publisher);
  if (!current.ok) {
    const { type } = current.error;
    return err(type === "notPublished" ? notPublished : damagedRoll("the published version", type));
  }
  const { roll, manifest, lost } = current.value;
  const key = await rollKey(publisher.electionKey, manifest.version);
  for (const { name } of manifest.extras) {
    const extra = await openExtra(manifest, name, chunkReader(publisher.database), key);
    if (!extra.ok) return err(damagedRoll(`its part "${name}"`, extra.error.type));
  }
  if (lost.length > 0) return err(lostAmendments(lost.map(({ index }) => index)));
  return ok(roll);
}

/** Stored bytes of the roll that are missing or do not open. */
export function damagedRoll(what: string, type: string): Refusal {
  return {
    type,
    reason: `The roll cannot be opened: ${what} (${type}).`,
    remedy: "Import and publish the roll anew from its files.",
  };
}

/** `entries`: their places in the county log. */
export function lostAmendments(entries: readonly number[]): Refusal {
  return {
    type: "amendmentsLost",
    reason: `The changes of these entries of the county log cannot be opened any more: ${entries.join(", ")}.`,
    remedy:
      '"turnout publish --again" publishes the roll without them; then give their changes anew with "turnout amend". ' +
      "Or import and publish the roll anew from its files.",
  };
}
