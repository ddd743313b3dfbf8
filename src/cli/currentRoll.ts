/** The roll as tablets have it now: the newest published version with every amendment of the county log laid over it. */
import { readBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { countyDevice, readLeaf } from "../log/eventBytes.ts";
import { amendmentKey, rollKey } from "../protocol/keys.ts";
import { AmendedRoll } from "../roll/amendedRoll.ts";
import { openAmendment } from "../roll/amendment.ts";
import { RollManifest } from "../roll/rollManifest.ts";
import { openExtra, openRoll } from "../roll/sealRoll.ts";
import { chunkReader, type Publisher, readManifest } from "../server/publish.ts";
import type { Refusal } from "./refusal.ts";

export async function currentRoll(publisher: Publisher): Promise<Result<AmendedRoll, Refusal>> {
  const { database, sequencer, election, electionKey } = publisher;
  const published = (await sequencer.refresh()).roll;
  const bytes = published === undefined ? undefined : await readManifest(database, published.version);
  if (published === undefined || bytes === undefined)
    return err({
      type: "notPublished",
      reason: "There is no published roll.",
      remedy: '"turnout publish" comes first.',
    });
  const manifest = RollManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const readChunk = chunkReader(database);
  const rollChunkKey = await rollKey(electionKey, published.version);
  const opened = await openRoll(manifest, readChunk, rollChunkKey);
  if (!opened.ok) return err(damagedRoll(`version ${published.version}`, opened.error.type));
  for (const { name } of manifest.extras) {
    const extra = await openExtra(manifest, name, readChunk, rollChunkKey);
    if (!extra.ok) return err(damagedRoll(`its part "${name}"`, extra.error.type));
  }
  const roll = new AmendedRoll(opened.value);
  const key = await amendmentKey(electionKey);
  for (const { index, body } of await amendments(publisher)) {
    if (index < manifest.amendedThrough) continue;
    const chunk = { hash: body.chunk, bytes: body.bytes, opened: body.opened };
    const stored = await readChunk(chunk.hash);
    if (stored === undefined) return err(damagedRoll(`the amendment of entry ${index}`, "chunkMissing"));
    const amendment = await openAmendment(stored, chunk, key, { election: election.id, version: body.roll });
    if (!amendment.ok) return err(damagedRoll(`the amendment of entry ${index}`, amendment.error.type));
    roll.apply(index, amendment.value);
  }
  return ok(roll);
}

async function amendments({ database }: Publisher) {
  const rows = await database.db
    .selectFrom("entry")
    .select(["position", "leaf"])
    .where("device", "=", countyDevice)
    .orderBy("position")
    .execute();
  return rows.flatMap(({ position, leaf }) => {
    const event = readLeaf(leaf);
    const read = event.ok ? readBody(event.value.envelope.body) : undefined;
    return read?.kind === "known" && read.body.type === "RollAmended" ? [{ index: position, body: read.body }] : [];
  });
}

/** Stored bytes of the roll that are missing or do not open. */
export function damagedRoll(what: string, type: string): Refusal {
  return {
    type,
    reason: `The roll cannot be opened: ${what} (${type}).`,
    remedy: "Import and publish the roll anew from its files.",
  };
}
