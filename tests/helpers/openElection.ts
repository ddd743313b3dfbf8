/** An election that is ready to open: a county in memory, a published roll, workers with a PIN, codes at hand. */

import { type Election, Rules } from "../../src/domain/election.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { base64 } from "../../src/log/encoding.ts";
import { formatCode } from "../../src/protocol/codes.ts";
import { openingCode } from "../../src/protocol/keys.ts";
import { hashPin } from "../../src/protocol/pin.ts";
import type { Worker } from "../../src/protocol/workers.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { type Publisher, publishRoll, stageRoll } from "../../src/server/publish.ts";
import { setWorkers } from "../../src/server/workerList.ts";
import { CoreTablet } from "./coreTablet.ts";
import { voter } from "./inventedVoters.ts";
import { countyInMemory, type Endpoint, election, handClock } from "./server.ts";

export const pin = "246810";

/** `count` voters of precinct 01, whose last names are all different. */
export function plainVoters(count: number): VoterRecord[] {
  return Array.from({ length: count }, (_, n) =>
    voter(`V${n}`, {
      lastName: `Voter${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(97 + Math.floor(n / 26))}`,
      firstName: "Ana",
      birthDate: "1970-01-01",
      houseNumber: String(n + 1),
      street: "Maple St",
      split: "01",
      registration: "active",
    }),
  );
}

export async function workerCalled(id: string, role: Worker["role"], itsPin = pin): Promise<Worker> {
  const cost = { salt: base64(crypto.getRandomValues(new Uint8Array(16))), memoryKiB: 64, passes: 1 };
  return { id, name: id, role, pin: { ...cost, hash: base64(await hashPin(itsPin, cost)) } };
}

type ElectionOptions = {
  readonly workers?: readonly Worker[];
  readonly permits?: object;
  /** Others of the election's rules than permits. */
  readonly rules?: object;
  readonly signatureKey?: string | undefined;
  /** Days on which the polls are open before election day. */
  readonly earlyVoting?: readonly string[];
  /** When the day begins: on election day unless told. */
  readonly start?: number;
};

export async function openElection(
  voters: readonly VoterRecord[] = plainVoters(40),
  begin?: (now: () => number) => Promise<Endpoint>,
  { workers = [], permits = {}, rules = {}, signatureKey, earlyVoting, start }: ElectionOptions = {},
) {
  const key = signatureKey === undefined ? {} : { signatureKey };
  const early = earlyVoting === undefined ? {} : { earlyVoting: [...earlyVoting] };
  const held: Election = { ...election, ...key, ...early, rules: Rules.parse({ permits, ...rules }) };
  const clock = handClock(start);
  const county = await (begin ?? ((now) => countyInMemory({ now, held })))(clock.now);
  // Asked for each time: a county that was stopped and started has another database connection.
  const publisher = (): Publisher => ({
    database: county.county.enrolment.database,
    sequencer: county.county.sequencer,
    election: held,
    electionKey: county.electionKey,
    random: platformRandom,
    now: clock.now,
  });
  /** `amendedThrough`: amendments before this log index are folded into the list. */
  const publish = async (list: readonly VoterRecord[], amendedThrough = 0): Promise<void> => {
    const roll = await buildRoll(list);
    if (!roll.ok) throw new Error(roll.error.type);
    await stageRoll(publisher(), roll.value, {}, amendedThrough);
    const published = await publishRoll(publisher());
    if (!published.ok) throw new Error(published.error.type);
  };
  const staff = [await workerCalled("rosa", "pollWorker"), await workerCalled("lin", "inspector"), ...workers];
  await setWorkers(publisher(), staff);
  await publish(voters);
  const setupCode = async (place: string | null, kind: "single" | "session" = "session"): Promise<string> => {
    const code = await newSetupCode(county.county.enrolment, { kind, place, accepted: true }, commandLine);
    if (!code.ok) throw new Error(code.error.type);
    return code.value.code;
  };
  const card = async (place: string, issue = 1): Promise<string> =>
    formatCode("opening", await openingCode(county.officeSecret, place, issue));
  /** A tablet that has never been set up. */
  const newTablet = (): CoreTablet => new CoreTablet((path, init) => county.fetch(path, init), clock.now);
  /** A tablet with a worker at the desk. */
  const workingTablet = async (place = "school"): Promise<CoreTablet> => {
    const tablet = newTablet();
    await tablet.core.start();
    const set = await tablet.core.setUp(await setupCode(place), true);
    if (!set.ok) throw new Error(set.error.type);
    await tablet.phase("closed");
    const opened = await tablet.core.open(await card(place));
    if (!opened.ok) throw new Error(opened.error.type);
    const signed = await tablet.core.signIn("rosa", pin);
    if (!signed.ok) throw new Error(signed.error.type);
    return tablet;
  };
  return { clock, county, publisher, publish, setupCode, card, newTablet, workingTablet, stop: () => county.stop() };
}

export type OpenElection = Awaited<ReturnType<typeof openElection>>;
