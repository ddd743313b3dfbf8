/** An election definition from a file: our JSON, a VxSuite election.json, or a VxPollBook package. */
import { basename } from "node:path";
import { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { DraftedElection } from "../server/import/draftElection.ts";
import { electionFromVxJson, electionFromVxPackage } from "../server/import/vxElection.ts";
import { fitSchema, parseJson, readBytes } from "./files.ts";
import { importRefusal, type Refusal } from "./refusal.ts";

export async function electionFile(file: string): Promise<Result<DraftedElection, Refusal>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  // A zip package begins with "PK".
  if (bytes.value[0] === 0x50 && bytes.value[1] === 0x4b) return ofVx(await electionFromVxPackage(file));
  const json = parseJson(file, bytes.value.toString("utf8").replace(/^\uFEFF/, ""));
  if (!json.ok) return json;
  const { value } = json;
  if (typeof value === "object" && value !== null && "ballotStyles" in value && "title" in value)
    return ofVx(electionFromVxJson(value, basename(file)));
  const remedy = 'Correct the definition; "turnout schema election" prints its JSON Schema.';
  const election = fitSchema(file, value, Election, remedy);
  return election.ok ? ok({ election: election.value, notes: [] }) : election;
}

const ofVx = (drafted: Awaited<ReturnType<typeof electionFromVxPackage>>): Result<DraftedElection, Refusal> =>
  drafted.ok ? drafted : err(importRefusal(drafted.error));
