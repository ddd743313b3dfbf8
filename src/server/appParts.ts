/** What the routes share. Each route file takes these and adds its own paths to the application. */
import { isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Election } from "../domain/election.ts";
import type { AcceptDeps } from "./acceptEvents.ts";
import type { Contacts } from "./contacts.ts";
import type { CountyFold } from "./countyFold.ts";
import type { CountyViews } from "./countyView.ts";
import type { CountyDatabase } from "./database.ts";
import type { DeviceKeys } from "./deviceKeys.ts";
import type { EnrolDeps } from "./enrolment.ts";
import type { Log } from "./log.ts";
import { isLoopback } from "./network.ts";
import type { OfficeAccounts } from "./officeAccounts.ts";
import type { OfficeRecord, Who } from "./officeRecord.ts";
import type { OfficeSessions, Session } from "./officeSessions.ts";
import type { OpenStreams } from "./openStreams.ts";
import type { Recovery } from "./recovery.ts";
import type { RequestRate } from "./requestRate.ts";
import type { LogState } from "./round.ts";
import type { Sequencer } from "./sequencer.ts";

/** `office`: who asks, set by the gate of the county page's API before any of its routes is called. */
export type AppEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { office: { readonly who: Who; readonly me: Pick<Session, "name" | "role"> } };
};
export type CountyApp = OpenAPIHono<AppEnv>;

export type AppParts = {
  readonly database: CountyDatabase;
  readonly election: Election;
  readonly sequencer: Sequencer;
  readonly keys: DeviceKeys;
  readonly contacts: Contacts;
  readonly accept: AcceptDeps;
  readonly enrolment: EnrolDeps;
  readonly fold: CountyFold;
  /** Brings the fold up to the newest checkpoint, other processes included. */
  readonly catchUp: () => Promise<LogState>;
  readonly onCheckpoint: (hear: (note: string) => void) => () => void;
  readonly office: OfficeSessions;
  readonly accounts: OfficeAccounts;
  readonly record: OfficeRecord;
  /** Requests of one device and of one address, files of the app, and open streams; undefined where nothing is limited. */
  readonly rates:
    | {
        readonly device: RequestRate;
        readonly address: RequestRate;
        readonly files: RequestRate;
        readonly streams: OpenStreams;
      }
    | undefined;
  /** An invented county: its account with a known password may sign in. */
  readonly demonstration: boolean;
  readonly views: CountyViews;
  /** The recovery that is under way; undefined when the log holds all that was ever signed. */
  readonly behind: () => Recovery | undefined;
  /** To be called when the recovery has reached its goal. */
  readonly recovered: () => void;
  readonly now: () => number;
  readonly log: Log;
  readonly secure: boolean;
  /** A proxy stands in front and names the address that it was asked from. */
  readonly behindProxy: boolean;
  readonly appFolder: string | undefined;
};

/** The address where there is no socket: a test, a simulation. */
const noSocket = "local";

/** Whether nobody on the way can read along: TLS, the machine itself, or no network at all. */
export function isPrivate(c: Context<AppEnv>, parts: Pick<AppParts, "secure" | "behindProxy">): boolean {
  const address = addressOf(c, parts);
  return parts.secure || address === noSocket || isLoopback(address);
}

/**
 * Where a request comes from, for counting tries; one name for all where there is no socket. Behind a proxy it is the last
 * hop of X-Forwarded-For, which the proxy itself has written; the hops before it are whatever the caller likes.
 */
export function addressOf(c: Context<AppEnv>, { behindProxy }: Pick<AppParts, "behindProxy">): string {
  const socket = c.env?.incoming?.socket?.remoteAddress ?? noSocket;
  if (!behindProxy) return socket;
  const hop = c.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim() ?? "";
  const address = /^\[(.*)\](?::\d+)?$/.exec(hop)?.[1] ?? (hop.includes(".") ? hop.replace(/:\d+$/, "") : hop);
  return isIP(address) === 0 ? socket : address;
}
