/** What the benchmarks of the roll share between Node and Chromium: a roll, its unlocking, texts and their latencies. */
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { nameKey } from "../../src/roll/normaliseName.ts";
import type { Roll } from "../../src/roll/packedRoll.ts";
import { RollBuilder } from "../../src/roll/rollBuilder.ts";
import type { RollManifest } from "../../src/roll/rollManifest.ts";
import { type FetchChunk, openRoll, sealRoll } from "../../src/roll/sealRoll.ts";
import { createSearch, type VoterSearch } from "../../src/roll/voterSearch.ts";
import type { EndingChunkOpener } from "../../src/tablet/chunkOpeners.ts";
import { inventedVoters, seededNumbers } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { memoryChunks, rollKey } from "../helpers/memoryChunks.ts";
import { quantile } from "./benchResult.ts";

const QUERIES = 500;

export type Misspelled = { readonly id: string; readonly text: string };
export type Queries = { readonly prefixes: string[]; readonly misspelled: Misspelled[] };
/** Milliseconds, and the share of misspelled voters who were offered. */
export type Latencies = { readonly exact: number; readonly similar: number; readonly found: number };
type Store = ReturnType<typeof memoryChunks>;

/** A sealed roll of invented voters, its chunks in memory. */
export async function sealed(count: number): Promise<Store & { key: CryptoKey; manifest: RollManifest }> {
  const builder = new RollBuilder();
  for (const voter of inventedVoters(inventedElection(500), 1, count)) builder.add(voter);
  const roll = builder.finish();
  if (!roll.ok) throw new Error(roll.error.type);
  const store = memoryChunks();
  const key = await rollKey();
  const manifest = await sealRoll(roll.value, key, { election: "bench", version: 1 }, store.save);
  return { ...store, key, manifest };
}

/** Opens a sealed roll and searches once: what happens when a tablet is unlocked. */
export async function opened({
  manifest,
  fetchChunk,
  key,
  startOpeners,
}: {
  manifest: RollManifest;
  fetchChunk: FetchChunk;
  key: CryptoKey;
  /** As the tablet starts them for a large roll. */
  startOpeners?: () => EndingChunkOpener[];
}) {
  const from = performance.now();
  const similar = loadSimilarNames();
  const openers = startOpeners?.() ?? [];
  const roll = await openRoll(manifest, fetchChunk, key, openers);
  for (const opener of openers) opener.end();
  if (!roll.ok) throw new Error(roll.error.type);
  const search = createSearch(roll.value);
  await similar;
  if (search.search("smith jo").total === 0) throw new Error("Nobody is called Jo Smith.");
  return { roll: roll.value, search, seconds: (performance.now() - from) / 1000 };
}

/** What people type on the way to a name, and names with one slip together with the voter who is meant. */
export function queriesFor(roll: Roll): Queries {
  const next = seededNumbers(7);
  const prefixes: string[] = [];
  const misspelled: Misspelled[] = [];
  while (misspelled.length < QUERIES) {
    const { id, lastName, firstName } = roll.voterAt(Math.floor(next() * roll.rows));
    const kind = Math.floor(next() * 4);
    const start = lastName.slice(0, 2 + Math.floor(next() * lastName.length));
    if (kind === 0) prefixes.push(start);
    else if (kind === 1) prefixes.push(`${lastName}, ${firstName.slice(0, 1 + Math.floor(next() * 4))}`);
    else if (kind === 2) prefixes.push(`${lastName} ${firstName.slice(0, 2)}`);
    else prefixes.push(`${firstName} ${start}`);
    if (nameKey(lastName).length < 5 || !/^[a-z]+$/i.test(lastName)) continue;
    const at = 1 + Math.floor(next() * (lastName.length - 2));
    misspelled.push({ id, text: `${lastName.slice(0, at)}${lastName.slice(at + 1)}, ${firstName}` });
  }
  return { prefixes: prefixes.slice(0, QUERIES), misspelled };
}

/** p95 in milliseconds: of searches that find enough, and of those that look for similar names. */
export function latencies(roll: Roll, search: VoterSearch, { prefixes, misspelled }: Queries): Latencies {
  for (const _ of search.prepare());
  const texts = [...prefixes, ...misspelled.map((one) => one.text)];
  for (let round = 0; round < 3; round++) for (const text of texts) search.search(text);
  const exact: number[] = [];
  const similar: number[] = [];
  for (const text of texts) {
    const from = performance.now();
    const answer = search.search(text);
    (answer.total >= 5 ? exact : similar).push(performance.now() - from);
  }
  const offered = misspelled.filter(({ id, text }) => {
    const answer = search.search(text);
    return [...answer.rows, ...answer.similar].some(({ row }) => roll.voterAt(row).id === id);
  });
  return { exact: quantile(exact, 0.95), similar: quantile(similar, 0.95), found: offered.length / misspelled.length };
}
