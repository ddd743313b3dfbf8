/**
 * A county whose answers are judged: whatever is refused is refused with a typed problem, and what the county keeps is the
 * same byte for byte; nothing is ever "internal".
 */
import { Problem } from "../../src/protocol/problem.ts";
import type { Tables } from "../../src/server/database.ts";
import { openElection, plainVoters } from "../helpers/openElection.ts";
import { enrolTablet } from "../helpers/server.ts";
import { insist, noStack } from "./fuzzSuite.ts";

/** What the county has taken. Not in it: who was heard when, sessions, and the record of refusals. */
const kept = [
  "checkpoint",
  "entry",
  "tile",
  "device",
  "code",
  "roll_version",
  "chunk",
  "wrap",
  "staged_roll",
  "sealed_file",
  "signature_file",
  "filed_signature",
  "known_voters",
] as const satisfies readonly (keyof Tables)[];

/** With a tablet of it. `signatureKey`: voters sign there. */
export async function judgedCounty({ signatureKey }: { readonly signatureKey?: string | undefined } = {}) {
  const at = await openElection(plainVoters(20), undefined, { signatureKey });
  const { county, clock } = at;
  const { db } = county.county.enrolment.database;
  const tablet = await enrolTablet(county);
  tablet.now = clock.now;
  for (const voter of ["V1", "V2", "V3"]) await tablet.checkIn(voter);
  await tablet.push();
  const stateOf = async (): Promise<string> => {
    const rows = await Promise.all(kept.map((table) => db.selectFrom(table).selectAll().execute()));
    return JSON.stringify(rows, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    );
  };
  let before = "";
  /** What follows is held against what there is now. */
  const mark = async (): Promise<void> => {
    before = await stateOf();
  };
  /** Judges an answer; what was refused must have left everything as it was. */
  const judge = async (response: Response, body: Uint8Array): Promise<void> => {
    const text = Buffer.from(body).toString("latin1");
    const after = await stateOf();
    const same = after === before;
    before = after;
    insist(response.headers.get("X-Content-Type-Options") === "nosniff", "an answer without the headers");
    if (response.status < 400) return;
    insist(same, `a refused request changed something: ${response.status} ${text.slice(0, 200)}`);
    noStack(text);
    const problem = Problem.safeParse(JSON.parse(Buffer.from(body).toString()));
    insist(problem.success, `not a typed refusal: ${text.slice(0, 300)}`);
    insist(problem.data?.type !== "internal", "the endpoint failed");
  };
  return { at, county, clock, tablet, judge, mark };
}

export type JudgedCounty = Awaited<ReturnType<typeof judgedCounty>>;
