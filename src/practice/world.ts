/**
 * A practice world: an election of today, either in a county that does not exist under the rules of a state's pack, or under
 * a county's own definition; with invented voters, and all the keys of it, made on the spot. None of its keys is ever used for
 * an election.
 */
import * as z from "zod/mini";
import { Election } from "../domain/election.ts";
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
import { practicePlace } from "../training/practicePack.ts";
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
  /** The practice pack that it was made from, where it was. */
  pack: z.optional(binary),
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

export type WorldDeps = {
  readonly random: RandomBytes;
  /** Milliseconds since 1970, and where: so that today is election day. */
  readonly now: number;
  readonly timeZone: string;
};

type Practiced = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly signatureKey: string;
};

/** Its polls are open all of today, and nobody can take its name for an election's. */
const today = ({ id, name, timeZone, signatureKey }: Practiced, now: number) => ({
  ...{ id: `practice-${id}`, name: `Practice: ${name}`, timeZone, signatureKey },
  date: dayOf(now, timeZone),
  polls: { open: "00:00", close: "23:59" },
});

const withScanners = <P extends { readonly serves: unknown }>(places: readonly P[]): (P & { scanners?: number })[] => {
  const here = places.indexOf(practicePlace({ places }));
  return places.map((place, at) => (at === here ? { ...place, scanners: 2 } : place));
};

/** An election of today under the rules of a state. `id`: what makes it unlike any other practice. */
export function practiceElection(
  { now, timeZone }: Pick<WorldDeps, "now" | "timeZone">,
  state: string,
  id: string,
  signatureKey: string,
): Election {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no rules of ${state}`);
  return Election.parse({
    ...marlow,
    places: withScanners(marlow.places),
    state,
    kind: "general",
    rules: pack.rules,
    ...today({ id: `${state}-${id}`, name: pack.name, timeZone, signatureKey }, now),
  });
}

/** The county's own election, held today. */
export function countyPractice(
  { earlyVoting: _, ...own }: Election,
  now: number,
  id: string,
  signatureKey: string,
): Election {
  const { name, timeZone, places } = own;
  return Election.parse({ ...own, places: withScanners(places), ...today({ id, name, timeZone, signatureKey }, now) });
}

/** `state`: the two letters of one of `practiceStates`. `pack`: as `practicePackOf` made it, and `own` what is in it. */
export type WorldFrom = { readonly state: string } | { readonly pack: Uint8Array; readonly own: Election };

export async function makeWorld({ random, now, timeZone }: WorldDeps, from: WorldFrom): Promise<World> {
  const { publicKey: signatureKey } = await newSignatureKey(); // nobody keeps the other half
  const id = hex(random(4));
  const election =
    "state" in from
      ? practiceElection({ now, timeZone }, from.state, id, signatureKey)
      : countyPractice(from.own, now, id, signatureKey);
  const place = practicePlace(election).id;
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
    ...("pack" in from ? { pack: base64(from.pack) } : {}),
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
