/**
 * The county as a running thing: database, sequencer, fold and the HTTP application put together, with clock, randomness
 * and storage as arguments (`makeCounty`; the simulation calls its `app.fetch`), and the same with a data folder, a socket
 * and timers (`openCountyServer`).
 */
import type { Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { createTreeHasher } from "../log/merkleTree.ts";
import { eventKey } from "../protocol/keys.ts";
import { practiceCode } from "../protocol/practiceCode.ts";
import type { AcceptDeps } from "./acceptEvents.ts";
import { type CountyApp, makeApp } from "./app.ts";
import { Contacts } from "./contacts.ts";
import { CountyFold } from "./countyFold.ts";
import type { KeyBytes } from "./countyKeys.ts";
import { CountyViews } from "./countyView.ts";
import type { CountyDatabase } from "./database.ts";
import { type FolderProblem, openCounty, platformRandom, type RandomBytes } from "./dataFolder.ts";
import { deviceKeys } from "./deviceKeys.ts";
import type { EnrolDeps } from "./enrolment.ts";
import { KnownVoters, voterTagger } from "./knownVoters.ts";
import {
  holdsSeen,
  type LastSeen,
  lastSeenFileOf,
  openLastSeen,
  readLastSeen,
  type Seen,
  type SeenProblem,
} from "./lastSeen.ts";
import { errorFields, type Log } from "./log.ts";
import { migrate } from "./migrations.ts";
import { OfficeAccounts } from "./officeAccounts.ts";
import { OfficeRecord } from "./officeRecord.ts";
import { OfficeSessions } from "./officeSessions.ts";
import { openStreams, streamLimits } from "./openStreams.ts";
import { Recovery } from "./recovery.ts";
import { type Allowances, requestRate, usualAllowances } from "./requestRate.ts";
import type { LogState } from "./round.ts";
import { Sequencer } from "./sequencer.ts";
import { TabletActs } from "./tabletActs.ts";
import { tryLimits } from "./tryLimit.ts";

export type CountyParts = {
  readonly database: CountyDatabase;
  readonly election: Election;
  readonly keys: KeyBytes;
  /** How often one device and one address may ask, also for files of the app; nothing is limited where nothing is given. */
  readonly allowances?: Allowances;
  /** scrypt's N for passwords; tests choose a small one. */
  readonly passwordCost?: number;
  /** An invented county: the account with the known password may sign in. */
  readonly demonstration?: boolean;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly log: Log;
  /** See the sequencer's; 0 if not given. */
  readonly gatherMs?: number;
  /** Folder of the built app; none in the simulation. */
  readonly appFolder?: string;
  /** The endpoint speaks TLS (itself or behind a proxy): cookies are for HTTPS only. */
  readonly secure?: boolean;
  /** A proxy stands in front: tries are counted by the address that it names, not by its own. */
  readonly behindProxy?: boolean;
  /** The lock file, and what it said when it was opened. */
  readonly lastSeen?: { readonly file: LastSeen; readonly seen: Seen | undefined };
};

export type County = {
  readonly app: CountyApp;
  readonly sequencer: Sequencer;
  readonly fold: CountyFold;
  readonly contacts: Contacts;
  readonly accept: AcceptDeps;
  readonly enrolment: EnrolDeps;
  readonly accounts: OfficeAccounts;
  readonly record: OfficeRecord;
  /** The recovery that the county needs before it serves anything; undefined in the normal course. */
  readonly behind: () => Recovery | undefined;
  /** Hears of each new checkpoint; answers a function that ends it. */
  onCheckpoint(hear: (note: string) => void): () => void;
  /** Looks at what other processes did; to be called now and then. */
  lookAround(): Promise<void>;
  /** Waits for what is under way and closes the database. */
  stop(): Promise<void>;
};

/** Puts a county together on a database that `createCounty` or `fillDatabase` filled. */
export async function makeCounty(parts: CountyParts): Promise<County> {
  const { database, election, now, random, log } = parts;
  await migrate(database);
  const hasher = await createTreeHasher();
  const listeners = new Set<(note: string) => void>();
  let announced = -1;
  let recovery: Recovery | undefined;
  const announce = (state: Pick<LogState, "size" | "note">): void => {
    if (state.size <= announced || recovery !== undefined) return;
    announced = state.size;
    parts.lastSeen?.file.write(state.note);
    for (const hear of listeners) hear(state.note);
  };
  const sequencer = new Sequencer({
    database,
    election: election.id,
    logKey: parts.keys.logKey,
    hasher,
    now,
    random,
    gatherMs: parts.gatherMs ?? 0,
    committed: announce,
  });
  const seen = parts.lastSeen?.seen;
  const keys = deviceKeys();
  if (seen !== undefined && !(await holdsSeen(database, hasher, seen))) {
    log("the database is behind what was signed: recovery needed", { signed: seen.size });
    recovery = new Recovery({ sequencer, hasher, keys, election: election.id }, seen);
  }
  const start = await sequencer.state();
  announce(start);
  let devices = start.devices;
  const record = new OfficeRecord(database, now, log);
  const tabletActs = new TabletActs(record);
  const fold = new CountyFold({
    database,
    election,
    eventKey: await eventKey(parts.keys.eventKey),
    now,
    device: (id) => devices.get(id),
    voters: new KnownVoters(database, await voterTagger(parts.keys.eventKey)),
    noticed: (act) => tabletActs.noticed(act),
  });
  const contacts = new Contacts(database);
  const limits = tryLimits();
  const accept: AcceptDeps = { sequencer, election: election.id, keys };
  const enrolment: EnrolDeps = {
    ...{ database, sequencer, election, now, random, limits, record },
    practiceCode: () => practiceCode(parts.keys.eventKey),
  };
  const catchUp = async (): Promise<LogState> => {
    const state = await sequencer.refresh();
    devices = state.devices;
    await fold.catchUp(state.size);
    await tabletActs.write((id) => devices.get(id)?.number ?? 0);
    return state;
  };
  const onCheckpoint = (hear: (note: string) => void): (() => void) => {
    listeners.add(hear);
    return () => listeners.delete(hear);
  };
  const { demonstration = false, passwordCost } = parts;
  const cost = passwordCost === undefined ? {} : { cost: passwordCost };
  const accounts = new OfficeAccounts({ database, logKey: parts.keys.logKey, now, random, demonstration, ...cost });
  const office = new OfficeSessions({ database, accounts, record, now, random, limits, demonstration });
  const app = makeApp({
    database,
    election,
    sequencer,
    keys,
    contacts,
    accept,
    enrolment,
    fold,
    catchUp,
    onCheckpoint,
    office,
    accounts,
    record,
    demonstration,
    rates:
      parts.allowances === undefined
        ? undefined
        : {
            device: requestRate(parts.allowances.device),
            address: requestRate(parts.allowances.address),
            files: requestRate(parts.allowances.files),
            streams: openStreams(streamLimits),
          },
    views: new CountyViews(database, election.signatureKey !== undefined),
    behind: () => recovery,
    recovered: () => {
      recovery = undefined;
    },
    now,
    log,
    secure: parts.secure ?? false,
    behindProxy: parts.behindProxy ?? false,
    appFolder: parts.appFolder,
  });
  return {
    app,
    sequencer,
    fold,
    contacts,
    accept,
    enrolment,
    accounts,
    record,
    behind: () => recovery,
    onCheckpoint,
    async lookAround() {
      announce(await catchUp());
      await contacts.flush();
    },
    async stop() {
      await sequencer.idle();
      await contacts.flush();
      await database.db.destroy();
      parts.lastSeen?.file.close();
    },
  };
}

export type ServerOptions = {
  /** The data folder of `createCounty`. */
  readonly folder: string;
  /** The built app; its parent routes are answered without it. */
  readonly appFolder?: string;
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM certificate chain and key; plain HTTP (behind a proxy, or on this machine) without. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** A proxy in front speaks HTTPS: cookies are for HTTPS only, and callers are told apart by its X-Forwarded-For. */
  readonly behindTls?: boolean;
  /** The lock file outside the data folder; `<folder>.seen` if not given. */
  readonly lastSeenFile?: string;
  readonly now?: () => number;
  readonly random?: RandomBytes;
  readonly log: Log;
  /** See CountyParts. */
  readonly passwordCost?: number;
  readonly demonstration?: boolean;
  /** Benchmarks send from one address what a county sends from all of its places. */
  readonly unlimited?: boolean;
};

/** Nobody could sign in to the county page: an account comes first. */
export type NoAccount = { readonly type: "noOfficeAccount" };

export type CountyServer = {
  readonly url: string;
  readonly port: number;
  readonly county: County;
  /** Ends connections, waits for what is under way, closes the database. */
  stop(): Promise<void>;
};

/** A push waits at most this much longer for company; a commit to disk takes about as long. */
const GATHER_MS = 5;
/** How often an endpoint looks at what other processes (another endpoint, the command line) added. */
const LOOK_AROUND_MS = 1000;

/** Runs the endpoint of a data folder. Resolves when it listens. */
export async function openCountyServer(
  options: ServerOptions,
): Promise<Result<CountyServer, FolderProblem | SeenProblem | NoAccount>> {
  const { folder, appFolder, log, now = Date.now, random = platformRandom, tls } = options;
  const opened = await openCounty(folder);
  if (!opened.ok) return opened;
  const { election, keys } = opened.value;
  const seenFile = options.lastSeenFile ?? lastSeenFileOf(folder);
  const seen = await readLastSeen(seenFile, keys.logKey);
  if (!seen.ok) return seen;
  const database = opened.value.openDatabase((error) => log("database connection lost", errorFields(error)));
  const county = await makeCounty({
    database,
    election,
    keys,
    now,
    random,
    log,
    ...(options.passwordCost === undefined ? {} : { passwordCost: options.passwordCost }),
    demonstration: options.demonstration === true,
    ...(options.unlimited === true ? {} : { allowances: usualAllowances }),
    gatherMs: GATHER_MS,
    lastSeen: { file: openLastSeen(seenFile), seen: seen.value },
    secure: tls !== undefined || options.behindTls === true,
    behindProxy: options.behindTls === true,
    ...(appFolder === undefined ? {} : { appFolder }),
  });
  if (!(await county.accounts.any(options.demonstration))) {
    await county.stop();
    return err({ type: "noOfficeAccount" });
  }
  const { host = "127.0.0.1", port } = options;
  let server: Server | undefined;
  const address = await new Promise<AddressInfo>((listening, failed) => {
    const common = { fetch: county.app.fetch, hostname: host, port };
    server = serve(
      tls === undefined
        ? common
        : { ...common, createServer: createTlsServer, serverOptions: { cert: tls.certificate, key: tls.key } },
      listening,
    ) as Server;
    server.once("error", failed);
  });
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= county
      .lookAround()
      .catch((error) => log("database does not answer", errorFields(error)))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_AROUND_MS);
  log("listening", { host, port: address.port, tls: tls !== undefined });
  return ok({
    url: `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    county,
    async stop() {
      clearInterval(timer);
      await new Promise<void>((closed) => {
        server?.close(() => closed());
        server?.closeAllConnections(); // open event streams would keep it from ending
      });
      await looking;
      await county.stop();
      log("stopped");
    },
  });
}
