/** What the county page asks of the endpoint. Behind the office's sign-in; answers hold no voter's name. */
import { z } from "zod";

/** An auditor reads and verifies, an administrator acts as well. */
export const OfficeRole = z.enum(["administrator", "auditor"]);
export type OfficeRole = z.infer<typeof OfficeRole>;

const everyone = OfficeRole.options;
const administrators = ["administrator"] as const;

/** Every question to the county page's API, and who may ask it. What is not in this table is not answered. */
export const officeRoutes = {
  overview: { method: "get", path: "/office/api/overview", roles: everyone },
  acts: { method: "get", path: "/office/api/acts", roles: everyone },
  accounts: { method: "get", path: "/office/api/accounts", roles: everyone },
  log: { method: "get", path: "/office/api/log", roles: everyone },
  here: { method: "post", path: "/office/api/here", roles: everyone },
  codes: { method: "post", path: "/office/api/codes", roles: administrators },
  keepCode: { method: "post", path: "/office/api/codes/keep", roles: administrators },
  endCode: { method: "post", path: "/office/api/codes/end", roles: administrators },
  accept: { method: "post", path: "/office/api/tablets/accept", roles: administrators },
  revoke: { method: "post", path: "/office/api/tablets/revoke", roles: administrators },
  reinstate: { method: "post", path: "/office/api/tablets/reinstate", roles: administrators },
  alarmsSeen: { method: "post", path: "/office/api/alarms/seen", roles: administrators },
  addAccount: { method: "post", path: "/office/api/accounts/add", roles: administrators },
  resetAccount: { method: "post", path: "/office/api/accounts/reset", roles: administrators },
  disableAccount: { method: "post", path: "/office/api/accounts/disable", roles: administrators },
} as const satisfies Record<string, { method: "get" | "post"; path: string; roles: readonly OfficeRole[] }>;
export type OfficeRoute = keyof typeof officeRoutes;

/** Whether the role may ask this. The screens hide what it says no to; the endpoint refuses it. */
export const mayAsk = (role: OfficeRole, route: OfficeRoute): boolean =>
  (officeRoutes[route].roles as readonly OfficeRole[]).includes(role);

/** Asked without a session (`setUp`: with the session of a first sign-in; `signOut`: with any). */
export const officePaths = {
  about: "/office/api/about",
  signIn: "/office/api/sign-in",
  setUp: "/office/api/set-up",
  signOut: "/office/api/sign-out",
} as const;

/** Whom one signs in to, before anybody has signed in. */
export const About = z
  .strictObject({
    county: z.string(),
    election: z.string(),
    /** The account of the demonstration, which has no code; null in every real election. */
    demonstration: z.strictObject({ name: z.string(), password: z.string() }).nullable(),
  })
  .meta({ id: "OfficeAbout" });
export type About = z.infer<typeof About>;

/** Small letters, digits, full stops and hyphens: names are told apart by everybody in the same way. */
export const AccountName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/);

export const leastPassword = 12;
const password = z.string().min(1).max(200);

export const SignIn = z
  .strictObject({
    name: z.string().max(80),
    password,
    /** Six digits of the authenticator app; empty at the first sign-in. */
    code: z.string().max(10),
  })
  .meta({ id: "OfficeSignIn" });

const Self = z.strictObject({ name: AccountName, role: OfficeRole });

export const SignedIn = z
  .discriminatedUnion("state", [
    z.strictObject({ state: z.literal("signedIn"), account: Self }),
    /** The first sign-in: a password of one's own and an authenticator app, before anything else. */
    z.strictObject({
      state: z.literal("setUp"),
      account: Self,
      /** For the authenticator app: as an address (in a QR code) and as text to type. */
      totp: z.strictObject({ uri: z.string(), secret: z.string() }),
    }),
  ])
  .meta({ id: "OfficeSignedIn" });
export type SignedIn = z.infer<typeof SignedIn>;

export const SetUpAccount = z.strictObject({ password, code: z.string().max(10) }).meta({ id: "OfficeSetUpAccount" });

export const OfficeAccount = z.strictObject({
  name: AccountName,
  role: OfficeRole,
  created: z.int(),
  /** When it last signed in. */
  lastSignIn: z.int().nullable(),
  state: z.enum(["good", "firstSignIn", "disabled", "demonstration"]),
});
export type OfficeAccount = z.infer<typeof OfficeAccount>;
export const OfficeAccounts = z.array(OfficeAccount).meta({ id: "OfficeAccounts" });
export type OfficeAccounts = z.infer<typeof OfficeAccounts>;

export const NewAccount = z.strictObject({ name: AccountName, role: OfficeRole }).meta({ id: "OfficeNewAccount" });
export const NamedAccount = z.strictObject({ name: AccountName }).meta({ id: "OfficeNamedAccount" });
/** Shown once: with it the account signs in for the first time. */
export const PasswordOnce = z
  .strictObject({ name: AccountName, role: OfficeRole, password: z.string(), until: z.int() })
  .meta({ id: "OfficePasswordOnce" });
export type PasswordOnce = z.infer<typeof PasswordOnce>;

/** One act in the office's own record. */
export const ShownAct = z.strictObject({
  id: z.int(),
  at: z.int(),
  act: z.string(),
  /** An account, or "command line"; null: nobody was signed in. */
  who: z.string().nullable(),
  role: z.string().nullable(),
  /** The network address from which it was done. */
  address: z.string().nullable(),
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ShownAct = z.infer<typeof ShownAct>;
export const ShownActs = z
  .strictObject({
    acts: z.array(ShownAct),
    /** Ask with `before` this one for older acts; null if there are none. */ older: z.int().nullable(),
  })
  .meta({ id: "OfficeActs" });
export type ShownActs = z.infer<typeof ShownActs>;

export const DeviceNamed = z.strictObject({ device: z.string().max(64) }).meta({ id: "OfficeDevice" });
export const Accept = z
  .strictObject({ device: z.string().max(64), place: z.string().nullable() })
  .meta({ id: "OfficeAccept" });
export const Revoke = z
  .strictObject({ device: z.string().max(64), trustedThrough: z.int().min(-1) })
  .meta({ id: "OfficeRevoke" });
/** `codes`: second uses of set-up codes; `floods`: tablets that record more than any desk can. */
const AlarmKind = z.enum(["codes", "floods"]);
export type AlarmKind = z.infer<typeof AlarmKind>;
export const AlarmsSeen = z.strictObject({ through: z.int(), of: AlarmKind }).meta({ id: "OfficeAlarmsSeen" });

export const OfficeTablet = z.strictObject({
  device: z.string(),
  number: z.int(),
  place: z.string().nullable(),
  enrolledAt: z.int(),
  lastHeard: z.int().nullable(),
  /** Of what the tablet last said that it holds, how much the county does not have. */
  notSent: z.int(),
  persistent: z.boolean(),
  roll: z.int(),
  /** Which build of the app it runs, by its own words; "" before it said so. */
  build: z.string(),
  accepted: z.int().meta({ description: "Events of this tablet in the county log." }),
  /** Seq of its newest event that the county has; -1 for none. */
  newest: z.int(),
  /** The last event that counts, where the county has set it aside. */
  trustedThrough: z.int().nullable(),
  /** When, by its own clock, it last took no PIN of some worker after wrong ones; null for never. */
  heldAt: z.int().nullable(),
  state: z.enum(["good", "waits", "revoked", "handedOver"]),
});

/** A set-up code for one tablet was used again: somebody else has it. */
export const CodeAlarm = z.strictObject({
  act: z.int(),
  at: z.int(),
  /** The number of the tablet that had used it first; null if that is not known any more. */
  first: z.int().nullable(),
  place: z.string().nullable(),
  address: z.string().nullable(),
});

/** A tablet recorded more than any desk can: a stolen one that is still open, or a broken one. */
export const FloodAlarm = z.strictObject({
  /** The newest act of the record that tells of it. */
  act: z.int(),
  number: z.int(),
  /** By the tablet's own clock. */
  at: z.int(),
  acts: z.int().meta({ description: "Check-ins and cancels, or marks from lists, in the newest flood so far." }),
  /** Number of the tablet's last record before the first flood that nobody has looked at; -1 for none. */
  before: z.int(),
});

export const CheckedInTwice = z.strictObject({
  voter: z.string().meta({ description: "Voter id, no name." }),
  checkIns: z.array(
    z.strictObject({
      ...{ device: z.string(), number: z.int(), place: z.string(), receipt: z.string(), wall: z.int() },
      worker: z.string().meta({ description: "Id of the poll worker." }),
    }),
  ),
  /** The voter's absentee ballot, as far as polling places marked it as cast. */
  cast: z.array(z.strictObject({ device: z.string(), number: z.int(), place: z.string(), wall: z.int() })),
  /** What a place found out of exactly these; null: nothing yet. */
  settled: z
    .strictObject({
      ...{ number: z.int(), place: z.string(), wall: z.int(), worker: z.string() },
      /** Which of the check-ins and cast ballots, in this order, stands for the one ballot; null: two were given. */
      given: z.int().nullable(),
    })
    .nullable(),
});

/** Registered today, and may well be one person with somebody else. No names. */
export const AlikeRegistrant = z.strictObject({
  device: z.string(),
  place: z.string(),
  receipt: z.string(),
  wall: z.int(),
  onRoll: z.array(z.string()).meta({ description: "Ids of voters on the roll." }),
  /** On no list: registered today as well, or given a provisional ballot. */
  others: z.array(
    z.strictObject({ device: z.string(), place: z.string(), receipt: z.string(), registered: z.boolean() }),
  ),
});

export const Overview = z
  .strictObject({
    election: z.strictObject({
      id: z.string(),
      name: z.string(),
      county: z.string(),
      date: z.string(),
      timeZone: z.string(),
    }),
    rolls: z.array(z.strictObject({ version: z.int(), voters: z.int(), publishedAt: z.int(), manifest: z.string() })),
    places: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        checkedIn: z.int(),
        provisional: z.int().meta({ description: "Provisional ballots issued there." }),
        spoiled: z.int().meta({ description: "Ballots given back spoiled there, replaced or not." }),
        handedBack: z.int().meta({ description: "Ballots handed back unvoted there." }),
        left: z.int().meta({ description: "Voters who left there without casting." }),
        tablets: z.int(),
        notSent: z
          .int()
          .meta({ description: "Records of its tablets that the county does not have, by their last word." }),
        polls: z
          .nullable(z.strictObject({ state: z.enum(["open", "suspended", "closed"]), since: z.int() }))
          .meta({ description: "As the place's inspector wrote down last; null before the first opening." }),
        notOpen: z
          .int()
          .meta({ description: "Voters served there beyond those of the book when the polls were last not open." }),
        line: z
          .nullable(z.strictObject({ people: z.int(), at: z.int() }))
          .meta({ description: "Who stood in line there when it was counted last." }),
        incidents: z.int().meta({ description: "Incidents that were reported there." }),
        unexplained: z
          .nullable(z.int())
          .meta({ description: "Sheets without explanation in the balance that was signed last; null: none was." }),
      }),
    ),
    tablets: z.array(OfficeTablet),
    checkedIn: z.int(),
    /** The first of them, and likewise of the next two lists the newest; `totals` counts all. */
    twice: z.array(CheckedInTwice),
    /** Of these a place said what happened; two ballots first. */
    settledTwice: z.array(CheckedInTwice),
    /** The first of them, too. */
    alike: z.array(AlikeRegistrant),
    /** Entries that entered the log but not the fold, and why. */
    quarantine: z.array(z.strictObject({ index: z.int(), device: z.string(), why: z.string() })),
    /** Entries that count and that break a rule all the same: a role that may not, another place, a fast clock. */
    flagged: z.array(z.strictObject({ index: z.int(), device: z.string(), why: z.string() })),
    totals: z.strictObject({ twice: z.int(), alike: z.int(), quarantine: z.int(), flagged: z.int() }),
    /** Signatures that check-ins name, and those whose file is here; null where no voter signs. */
    signatures: z.strictObject({ named: z.int(), here: z.int() }).nullable(),
    /** Second uses of set-up codes that nobody has looked at yet. */
    alarms: z.array(CodeAlarm),
    /** Tablets in whose floods nobody has looked yet. */
    floods: z.array(FloodAlarm),
    me: Self,
    log: z.strictObject({ size: z.int(), root: z.string(), matchCode: z.string() }),
    time: z.int(),
  })
  .meta({ id: "OfficeOverview" });
export type Overview = z.infer<typeof Overview>;

export const NewCode = z
  .strictObject({
    place: z.string().nullable(),
    /** A session code sets up many tablets while the page shows it; a single code sets up one within 30 minutes. */
    kind: z.enum(["single", "session"]),
  })
  .meta({ id: "OfficeNewCode" });
export const CodeShown = z
  .strictObject({
    /** Its public name, with which the page says that it still shows the code. */
    name: z.string(),
    code: z.string(),
    qr: z.string(),
    kind: z.enum(["single", "session"]),
    place: z.string().nullable(),
    expires: z.int(),
    /** Six digits: with them people may practice on the tablets while they are closed. */
    practice: z.string(),
  })
  .meta({ id: "OfficeCode" });
export const CodeNamed = z.strictObject({ name: z.string().regex(/^[0-9a-f]{16}$/) }).meta({ id: "OfficeCodeNamed" });
export const CodeKept = z.strictObject({ expires: z.int() }).meta({ id: "OfficeCodeKept" });
