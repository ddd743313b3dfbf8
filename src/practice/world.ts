/**
 * A practice world: an election of today in a county that does not exist, under the rules of a state's pack, with invented
 * voters, and all the keys of it, made on the spot. Nothing of it comes from an election, and none of its keys is ever used
 * for one.
 */
import * as z from "zod/mini";
import { Election, type PollingPlace } from "../domain/election.ts";
import { dayOf } from "../domain/electionDay.ts";
import { packs } from "../domain/packs/packs.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { base64, fromBase64, hex, utf8 } from "../log/encoding.ts";
import { codeBytes } from "../protocol/codes.ts";
import { Wrap } from "../protocol/enrolment.ts";
import { electionKeyBytes, rollKey, unwrapElectionKey, wrapElectionKey } from "../protocol/keys.ts";
import { pinVerifier } from "../protocol/pin.ts";
import { newSignatureKey } from "../protocol/sealedSignature.ts";
import type { Worker } from "../protocol/workers.ts";
import { buildRoll } from "../roll/rollBuilder.ts";
import { encodeManifest, manifestHash } from "../roll/rollManifest.ts";
import type { RandomBytes } from "../roll/sealedChunk.ts";
import { sealRoll } from "../roll/sealRoll.ts";
import { allScenarios } from "../training/allScenarios.ts";
import { castRecords } from "../training/cast.ts";
import { inventedVoters } from "../training/inventedVoters.ts";
import { marlow } from "../training/marlow.ts";
import { practicePin } from "./names.ts";

const binary = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

export const World = z.strictObject({
  format: z.literal("turnout-practice/1"),
  election: Election,
  place: z.string(),
  /** Seed of the county's Ed25519 key. */
  countyKey: binary,
  setUpCode: binary,
  openingCode: binary,
  wrap: Wrap,
  /** The published roll. */
  manifest: binary,
  manifestHash: z.string(),
  voters: z.int(),
  /** By hash. */
  chunks: z.record(z.string(), binary),
});
export type World = z.infer<typeof World>;

export type PracticeState = { readonly state: string; readonly name: string };

/** The states whose rules can be practiced. */
export const practiceStates: readonly PracticeState[] = [...packs.values()].map(({ state, name }) => ({ state, name }));

export const firstWorker = "rosa";
const workers = [
  { id: firstWorker, name: "Rosa M.", role: "pollWorker", party: "DEM" },
  { id: "dev", name: "Dev P.", role: "pollWorker", party: "REP" },
  { id: "lin", name: "Lin C.", role: "inspector", party: "DEM" },
  { id: "ada", name: "Ada T.", role: "inspector", party: "REP" },
] as const;

const seed = 20_261_103;
const voters = 2_000;

/** The same invented people on every tablet: those of everyday, and those who come to the desk in a scenario. */
export function* practiceVoters(election: Election): Generator<VoterRecord> {
  yield* inventedVoters(election, seed, voters);
  yield* castRecords(allScenarios, election, practicePlace(election));
}

/** Where the tablet stands. */
export const practicePlace = ({ places }: Pick<Election, "places">): PollingPlace => places[0] as PollingPlace;

export type WorldDeps = {
  readonly random: RandomBytes;
  /** Milliseconds since 1970, and where: so that today is election day. */
  readonly now: number;
  readonly timeZone: string;
};

/** An election of today under the rules of a state. `name`: what makes its id unlike that of any other practice. */
export function practiceElection(
  { now, timeZone }: Pick<WorldDeps, "now" | "timeZone">,
  state: string,
  name: string,
  signatureKey: string,
): Election {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no rules of ${state}`);
  return Election.parse({
    ...marlow,
    places: marlow.places.map((place, at) => (at === 0 ? { ...place, scanners: 2 } : place)),
    id: `practice-${state}-${name}`,
    name: `Practice: ${pack.name}`,
    state,
    date: dayOf(now, timeZone),
    timeZone,
    kind: "general",
    polls: { open: "00:00", close: "23:59" },
    rules: pack.rules,
    signatureKey,
  });
}

/** `state`: the two letters of one of `practiceStates`. */
export async function makeWorld({ random, now, timeZone }: WorldDeps, state: string): Promise<World> {
  const { publicKey: signatureKey } = await newSignatureKey(); // nobody keeps the other half
  const election = practiceElection({ now, timeZone }, state, hex(random(4)), signatureKey);
  const place = marlow.places[0].id;
  const electionKey = random(electionKeyBytes);
  const openingCode = random(codeBytes);
  const at = { election: election.id, place, issue: 1 };
  const wrap = await wrapElectionKey(electionKey, [openingCode], at, random(12));

  const people = [...practiceVoters(election)];
  const roll = await buildRoll(people);
  if (!roll.ok) throw new Error(roll.error.type); // every invented voter has an id of their own
  const pin = await pinVerifier(practicePin, random(16));
  const staff: Worker[] = workers.map((worker) => ({ ...worker, pin }));
  const chunks: Record<string, string> = {};
  const manifest = await sealRoll(
    roll.value,
    await rollKey(electionKey, 1),
    { election: election.id, version: 1, extras: [{ name: "people", bytes: utf8(JSON.stringify(staff)) }], random },
    ({ hash, bytes }) => {
      chunks[hash] = base64(bytes);
    },
  );
  return {
    format: "turnout-practice/1",
    election,
    place,
    countyKey: base64(random(32)),
    setUpCode: base64(random(codeBytes)),
    openingCode: base64(openingCode),
    wrap: { place, issue: 1, wrap: base64(wrap) },
    manifest: base64(encodeManifest(manifest)),
    manifestHash: await manifestHash(manifest),
    voters: people.length,
    chunks,
  };
}

/** What a member of a world that is binary holds. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => fromBase64(text) ?? new Uint8Array(0);

/** Everything of a practice is open to whoever holds its world. */
export async function electionKeyOf({ election, place, openingCode, wrap }: World): Promise<Uint8Array<ArrayBuffer>> {
  const at = { election: election.id, place, issue: wrap.issue };
  const opened = await unwrapElectionKey(bytesOf(wrap.wrap), [bytesOf(openingCode)], at);
  if (!opened.ok) throw new Error(opened.error.type); // they were made together
  return opened.value;
}
