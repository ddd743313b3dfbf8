/** What the county page asks and does once somebody is signed in. The gate in officeSignIn.ts stands before all of it. */
import { ReadableStream } from "node:stream/web";
import { createRoute, z } from "@hono/zod-openapi";
import { writeLogExport } from "../../log/logExport.ts";
import {
  Accept,
  AlarmsSeen,
  CodeKept,
  CodeNamed,
  CodeShown,
  DeviceNamed,
  NamedAccount,
  NewAccount,
  NewCode,
  OfficeAccounts,
  Overview,
  officeRoutes,
  PasswordOnce,
  Revoke,
  ShownActs,
} from "../../protocol/office.ts";
import type { AppParts, CountyApp } from "../appParts.ts";
import { endCode, keepCode, newSetupCode } from "../enrolment.ts";
import { readLeaves } from "../logStore.ts";
import type { AccountProblem } from "../officeAccounts.ts";
import { acceptDevice, type OfficeProblem, reinstateDevice, revokeDevice } from "../officeActs.ts";
import { overviewOf } from "../overview.ts";
import { problemAnswer, refuse } from "../problems.ts";
import { Done, json, route, routeFor } from "./jsonRoute.ts";
import { officeGate, officeSignInRoutes } from "./officeSignIn.ts";

const { overview, acts, accounts, log, here, codes, keepCode: keep, endCode: end, alarmsSeen } = officeRoutes;

const overviewRoute = route(overview, "Tablets, places, counts and what needs a look", "The county now", Overview);
const actsRoute = createRoute({
  ...asked(acts),
  summary: "The office's own record, newest first",
  request: {
    query: z.strictObject({
      before: z
        .string()
        .regex(/^[1-9]\d{0,14}$/)
        .optional(),
    }),
  },
  responses: { 200: json("Fifty acts", ShownActs), ...problemAnswer },
});
const accountsRoute = route(accounts, "Who may sign in", "The accounts", OfficeAccounts);
const logRoute = createRoute({
  ...asked(log),
  summary: 'The county log as one file, for "turnout verify"',
  responses: {
    200: {
      description: "The log",
      content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
    },
    ...problemAnswer,
  },
});
const hereRoute = route(here, "A person is still at the page: the session goes on", "Noted", Done);
const codesRoute = routeFor(codes, NewCode, "Make a set-up code", "The code, shown once", CodeShown);
const keepRoute = routeFor(keep, CodeNamed, "The page still shows the code", "When it ends now", CodeKept);
const endRoute = routeFor(end, CodeNamed, "End a set-up code", "Ended", Done);
const acceptRoute = routeFor(
  officeRoutes.accept,
  Accept,
  "Accept a tablet for a place, or move it to another",
  "Accepted",
  Done,
);
const revokeRoute = routeFor(
  officeRoutes.revoke,
  Revoke,
  "Set a tablet aside: what it wrote after an event does not count",
  "Set aside",
  Done,
);
const reinstateRoute = routeFor(
  officeRoutes.reinstate,
  DeviceNamed,
  "Take a revocation back",
  "Everything that it wrote counts",
  Done,
);
const alarmsSeenRoute = routeFor(alarmsSeen, AlarmsSeen, "The alarms up to this act were looked at", "Noted", Done);
const addAccountRoute = routeFor(
  officeRoutes.addAccount,
  NewAccount,
  "Add an account",
  "Its password for the first sign-in, shown once",
  PasswordOnce,
);
const resetAccountRoute = routeFor(
  officeRoutes.resetAccount,
  NamedAccount,
  "Give an account a new password for once, and no app",
  "Its password for the first sign-in, shown once",
  PasswordOnce,
);
const disableAccountRoute = routeFor(
  officeRoutes.disableAccount,
  NamedAccount,
  "Disable an account and end its sessions",
  "Disabled",
  Done,
);

function asked<M extends "get" | "post", P extends string>({ method, path }: { method: M; path: P }) {
  return { method, path };
}

const pageOfActs = 50;
const entriesAtOnce = 1000;
const done = { done: true } as const;

export function officeRoutesOf(app: CountyApp, parts: AppParts): void {
  officeGate(app, parts);
  officeSignInRoutes(app, parts);
  const { database, sequencer, enrolment, record, behind } = parts;
  const numberOf = async (device: string): Promise<number> =>
    (await sequencer.state()).devices.get(device)?.number ?? 0;

  app.openapi(overviewRoute, async (c) => c.json(await overviewOf(parts, c.get("office").me), 200));

  app.openapi(actsRoute, async (c) => {
    const { before } = c.req.valid("query");
    const shown = await record.newest(pageOfActs, before === undefined ? undefined : Number(before));
    const last = shown.at(-1)?.id ?? 1;
    return c.json({ acts: shown, older: last > 1 ? last : null }, 200);
  });

  app.openapi(accountsRoute, async (c) => c.json(await parts.accounts.all(), 200));

  app.openapi(logRoute, async (c) => {
    if (behind() !== undefined) return refuse(c, { type: "countyBehind" });
    const { signer, note, size } = await sequencer.refresh();
    await record.add("logExported", c.get("office").who, { entries: size });
    async function* batches() {
      for (let from = 0; from < size; from += entriesAtOnce)
        yield await readLeaves(database, from, Math.min(size, from + entriesAtOnce));
    }
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": 'attachment; filename="county-log.bin"',
    };
    return c.body(
      ReadableStream.from(writeLogExport({ vkey: signer.vkey, note }, batches())) as never,
      200,
      headers,
    ) as never;
  });

  app.openapi(hereRoute, (c) => c.json(done, 200));

  app.openapi(codesRoute, async (c) => {
    const code = await newSetupCode(enrolment, { ...c.req.valid("json"), whileShown: true }, c.get("office").who);
    if (!code.ok) return refuse(c, { type: "badRequest", what: "there is no such polling place" });
    return c.json(code.value, 200);
  });

  app.openapi(keepRoute, async (c) => {
    const expires = await keepCode(enrolment, c.req.valid("json").name);
    return expires === undefined ? refuse(c, { type: "codeUnknown" }) : c.json({ expires }, 200);
  });

  app.openapi(endRoute, async (c) => {
    await endCode(enrolment, c.req.valid("json").name, c.get("office").who);
    return c.json(done, 200);
  });

  app.openapi(acceptRoute, async (c) => {
    const { device, place } = c.req.valid("json");
    if (behind() !== undefined) return refuse(c, { type: "countyBehind" });
    const said = await acceptDevice(enrolment, device, place);
    if (!said.ok) return refuse(c, refusalOf(said.error));
    await record.add("tabletAccepted", c.get("office").who, { number: await numberOf(device), place });
    return c.json(done, 200);
  });

  app.openapi(revokeRoute, async (c) => {
    const { device, trustedThrough } = c.req.valid("json");
    if (behind() !== undefined) return refuse(c, { type: "countyBehind" });
    const said = await revokeDevice(enrolment, device, trustedThrough);
    if (!said.ok) return refuse(c, refusalOf(said.error));
    await record.add("tabletRevoked", c.get("office").who, { number: await numberOf(device), trustedThrough });
    return c.json(done, 200);
  });

  app.openapi(reinstateRoute, async (c) => {
    const { device } = c.req.valid("json");
    if (behind() !== undefined) return refuse(c, { type: "countyBehind" });
    const said = await reinstateDevice(enrolment, device);
    if (!said.ok) return refuse(c, refusalOf(said.error));
    await record.add("tabletReinstated", c.get("office").who, { number: await numberOf(device) });
    return c.json(done, 200);
  });

  app.openapi(alarmsSeenRoute, async (c) => {
    await record.add("alarmsSeen", c.get("office").who, c.req.valid("json"));
    return c.json(done, 200);
  });

  app.openapi(addAccountRoute, async (c) => {
    const { name, role } = c.req.valid("json");
    const added = await parts.accounts.add(name, role);
    if (!added.ok) return refuse(c, accountRefusal(added.error));
    await record.add("accountAdded", c.get("office").who, { name, role });
    return c.json(added.value, 200);
  });

  app.openapi(resetAccountRoute, async (c) => {
    const { name } = c.req.valid("json");
    const reset = await parts.accounts.reset(name);
    if (!reset.ok) return refuse(c, accountRefusal(reset.error));
    await record.add("accountReset", c.get("office").who, { name });
    return c.json(reset.value, 200);
  });

  app.openapi(disableAccountRoute, async (c) => {
    const { name } = c.req.valid("json");
    const disabled = await parts.accounts.disable(name);
    if (!disabled.ok) return refuse(c, accountRefusal(disabled.error));
    await record.add("accountDisabled", c.get("office").who, { name });
    return c.json(done, 200);
  });
}

function refusalOf(problem: OfficeProblem) {
  switch (problem.type) {
    case "unknownDevice":
      return { type: "notFound", what: "no such tablet" } as const;
    case "notRevoked":
      return { type: "badRequest", what: "this tablet is not set aside" } as const;
    case "placeUnknown":
      return { type: "badRequest", what: "there is no such polling place" } as const;
    default:
      return problem satisfies never;
  }
}

function accountRefusal(problem: AccountProblem) {
  switch (problem.type) {
    case "accountUnknown":
      return { type: "notFound", what: "no such account" } as const;
    case "accountNameMalformed":
      return { type: "badRequest", what: "this is no account name" } as const;
    case "accountExists":
    case "lastAdministrator":
    case "passwordWeak":
      return { type: problem.type } as const;
    default:
      return problem satisfies never;
  }
}
