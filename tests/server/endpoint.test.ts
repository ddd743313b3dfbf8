/** The endpoint over a real socket: a tablet is set up, loads the roll, sends check-ins and follows the county log. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { entriesPath, extendVerified, unseenLog } from "../../src/log/clientLog.ts";
import { hex, sha256 } from "../../src/log/encoding.ts";
import { createTreeHasher } from "../../src/log/merkleTree.ts";
import { decodeBundle } from "../../src/log/tiles.ts";
import { wrapsDigest } from "../../src/protocol/enrolment.ts";
import { rollKey } from "../../src/protocol/keys.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { RollManifest } from "../../src/roll/rollManifest.ts";
import { openRoll } from "../../src/roll/sealRoll.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { publishRoll, stageRoll } from "../../src/server/publish.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { countyOnSocket, election, enrolTablet, type NodeTablet, viewIn } from "../helpers/server.ts";

let endpoint: Awaited<ReturnType<typeof countyOnSocket>>;
beforeAll(async () => {
  endpoint = await countyOnSocket();
});
afterAll(() => endpoint.stop());

/** Follows the log from nothing to the checkpoint, recomputing the tree. */
async function follow(tablet: NodeTablet, note: string) {
  const hasher = await createTreeHasher();
  const size = Number(note.split("\n")[1]);
  const batches: Uint8Array[][] = [];
  for (let from = 0; from < size; from += batches.at(-1)?.length ?? 0) {
    const { body } = await tablet.ask("GET", entriesPath(from, Math.min(100, size - from)));
    const entries = decodeBundle(body);
    if (!entries.ok) throw new Error(entries.error.type);
    batches.push(entries.value);
  }
  return extendVerified(hasher, unseenLog(hasher), { note, vkey: tablet.answer.vkey }, batches);
}

test("P8: set up, load the roll, check in, and find the check-ins in the county's own tree", async () => {
  const { county, electionKey } = endpoint;
  const publisher = {
    database: county.enrolment.database,
    sequencer: county.sequencer,
    election,
    electionKey,
    random: platformRandom,
    now: Date.now,
  };
  const roll = await buildRoll([voter("1"), voter("2", { lastName: "Ng" })]);
  if (!roll.ok) throw new Error(roll.error.type);
  await stageRoll(publisher, roll.value, { note: "from a test" });
  const published = await publishRoll(publisher);
  expect(published).toMatchObject({ ok: true, value: { version: 1, voters: 2 } });

  const tablet = await enrolTablet(endpoint);
  tablet.now = Date.now;
  const view = viewIn(await tablet.view());
  expect(view.device).toEqual({
    device: tablet.device,
    head: { seq: -1, hash: tablet.answer.enrolled },
    revoked: null,
    place: "school",
    waits: false,
    wraps: await wrapsDigest(tablet.answer.wraps),
  });

  const manifestAnswer = await tablet.ask("GET", `/api/roll/manifest?version=${view.roll?.version}`);
  expect(hex(await sha256(manifestAnswer.body))).toBe(view.roll?.manifest);
  const manifest = RollManifest.parse(manifestAnswer.json);
  const fetchChunk = async (hash: string) => {
    const response = await endpoint.fetch(`/api/chunks/${hash}`);
    expect(response.headers.get("Cache-Control")).toContain("immutable");
    return new Uint8Array(await response.arrayBuffer());
  };
  const opened = await openRoll(manifest, fetchChunk, await rollKey(electionKey, 1));
  expect(opened.ok && opened.value.rowOfVoter("2")).toBe(1);

  await tablet.checkIn("1");
  await tablet.checkIn("2");
  const after = viewIn(await tablet.push());
  expect(after.device.head).toEqual({ seq: 1, hash: tablet.hashes[1] });
  const followed = await follow(tablet, after.checkpoint);
  expect(followed.ok).toBe(true);

  await county.lookAround();
  expect(county.fold.standings.of("1").checkIns).toHaveLength(1);
  expect(await (await endpoint.fetch("/log/checkpoint")).text()).toBe(after.checkpoint);
});
