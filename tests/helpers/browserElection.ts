/**
 * An election for tests in real browsers: the real endpoint with its data folder on a socket, serving the built app; a
 * published roll, two workers with a PIN, set-up codes, opening cards, and cables to pull.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Election } from "../../src/domain/election.ts";
import { EventBody } from "../../src/domain/events.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { formatCode } from "../../src/protocol/codes.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { Overview, officeRoutes } from "../../src/protocol/office.ts";
import type { Worker } from "../../src/protocol/workers.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { type County, openCountyServer } from "../../src/server/county.ts";
import { createCounty, openCounty, platformRandom } from "../../src/server/dataFolder.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { openingCardOf, reissueOpeningCard } from "../../src/server/officeActs.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { type Publisher, publishRoll, stageRoll } from "../../src/server/publish.ts";
import { setWorkers } from "../../src/server/workerList.ts";
import { type Cable, layCable } from "./cable.ts";
import { Clerk, testCost } from "./office.ts";
import { pin, plainVoters, workerCalled } from "./openElection.ts";
import { silent, election as smallElection } from "./server.ts";
import type { Tablet } from "./tablet.ts";

export { pin };

/** The built app; `npm test` builds it first. APP_FOLDER names another build. */
export const appFolder: string = resolve(process.env["APP_FOLDER"] ?? "dist");

export type BrowserElectionOptions = {
  readonly voters?: readonly VoterRecord[];
  readonly election?: Election;
  readonly appFolder?: string;
  /** Full names of the workers rosa (poll worker) and lin (inspector). */
  readonly names?: Readonly<Record<string, string>>;
  /** The PIN of both workers. */
  readonly pin?: string;
};

export type BrowserElection = {
  readonly county: County;
  /** The endpoint's data folder, for commands. */
  readonly folder: string;
  /** An administrator of the county page. */
  readonly clerk: Clerk;
  readonly publisher: Publisher;
  /** The endpoint itself; tests that pull the network use a cable. */
  readonly url: string;
  layCable(): Promise<Cable>;
  setupCode(place?: string | null): Promise<string>;
  card(place?: string): Promise<string>;
  /** Makes the cards before it invalid. */
  reissueCard(): Promise<void>;
  publish(voters: readonly VoterRecord[]): Promise<void>;
  /** What the county page shows, asked as the office over HTTP. */
  overview(): Promise<Overview>;
  /** Sets the tablet up, opens it and signs a worker in, through the screens. */
  ready(tablet: Tablet, options?: { url?: string; place?: string; worker?: string }): Promise<void>;
  /** The bodies of the events that lie in the device log of this tablet. */
  bodies(tablet: Tablet): Promise<EventBody[]>;
  stop(): Promise<void>;
};

export async function browserElection(options: BrowserElectionOptions = {}): Promise<BrowserElection> {
  const { election = smallElection, voters = plainVoters(40), names = {}, pin: thePin = pin } = options;
  const served = options.appFolder ?? appFolder;
  if (!existsSync(join(served, "sw.js"))) throw new Error(`No built app in ${served}: run "npm run build" first.`);
  const folder = join(mkdtempSync(join(tmpdir(), "county-")), "data");
  must(await createCounty(folder, election));
  const clerk = await Clerk.inFolder(folder);
  const server = must(
    await openCountyServer({ folder, port: 0, log: silent, appFolder: served, passwordCost: testCost }),
  );
  const opened = must(await openCounty(folder));
  const electionKey = must(await opened.electionKey());
  const officeSecret = must(await opened.officeSecret());
  const { county, url } = server;
  const { database } = county.enrolment;
  const publisher: Publisher = {
    database,
    sequencer: county.sequencer,
    election,
    electionKey,
    random: platformRandom,
    now: Date.now,
  };
  const cables: Cable[] = [];
  const publish = async (list: readonly VoterRecord[]): Promise<void> => {
    await stageRoll(publisher, must(await buildRoll(list)), {});
    must(await publishRoll(publisher));
  };
  const worker = async (id: string, role: Worker["role"]): Promise<Worker> => ({
    ...(await workerCalled(id, role, thePin)),
    name: names[id] ?? id,
  });
  await setWorkers(publisher, [await worker("rosa", "pollWorker"), await worker("lin", "inspector")]);
  await publish(voters);

  const setupCode = async (place: string | null = election.places[0]?.id ?? null): Promise<string> =>
    must(await newSetupCode(county.enrolment, { kind: "session", place, accepted: true }, commandLine)).code;
  const card = async (place = election.places[0]?.id ?? ""): Promise<string> =>
    formatCode("opening", must(await openingCardOf({ database, officeSecret }, place)).secret);
  let session: Record<string, string> | undefined;
  return {
    county,
    folder,
    clerk,
    publisher,
    url,
    setupCode,
    card,
    async reissueCard() {
      must(await reissueOpeningCard({ ...publisher, officeSecret }, election.places[0]?.id ?? ""));
    },
    publish,
    async layCable() {
      const cable = await layCable(url);
      cables.push(cable);
      return cable;
    },
    async overview() {
      session ??= await clerk.signIn((path, init) => fetch(url + path, init));
      const answer = await fetch(url + officeRoutes.overview.path, { headers: session });
      return Overview.parse(await answer.json());
    },
    async ready(tablet, { url: through = url, place, worker: who = "rosa" } = {}) {
      await tablet.setUp(through, await setupCode(place));
      await tablet.open(await card(place));
      await tablet.signIn(names[who] ?? who, thePin);
    },
    async bodies(tablet) {
      const key = await eventKey(await eventKeyBytes(electionKey));
      const bodies: EventBody[] = [];
      for (const { device, seq, leaf } of await tablet.events()) {
        const { body } = must(readLeaf(Uint8Array.from(leaf))).envelope;
        if (typeof body !== "string") throw new Error("a tablet's own event is not sealed");
        bodies.push(EventBody.parse(must(await openBody(key, { election: election.id, device, seq }, body))));
      }
      return bodies;
    },
    async stop() {
      await Promise.all(cables.map((cable) => cable.remove()));
      await server.stop();
      rmSync(join(folder, ".."), { recursive: true });
    },
  };
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: { type: string } }): T {
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}
