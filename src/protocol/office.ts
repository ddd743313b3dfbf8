/** What the county page asks of the endpoint. Behind the office's sign-in; answers hold no voter's name. */
import { z } from "zod";

export const officePaths = {
  signIn: "/office/api/sign-in",
  signOut: "/office/api/sign-out",
  overview: "/office/api/overview",
  codes: "/office/api/codes",
} as const;

export const SignIn = z.strictObject({ password: z.string().min(1).max(200) }).meta({ id: "OfficeSignIn" });

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
  accepted: z.int().meta({ description: "Events of this tablet in the county log." }),
  state: z.enum(["good", "revoked", "handedOver"]),
});

export const CheckedInTwice = z.strictObject({
  voter: z.string().meta({ description: "Voter id, no name." }),
  checkIns: z.array(
    z.strictObject({ device: z.string(), number: z.int(), place: z.string(), receipt: z.string(), wall: z.int() }),
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
    places: z.array(z.strictObject({ id: z.string(), name: z.string(), checkedIn: z.int(), tablets: z.int() })),
    tablets: z.array(OfficeTablet),
    checkedIn: z.int(),
    twice: z.array(CheckedInTwice),
    /** Entries that entered the log but not the fold, and why. */
    quarantine: z.array(z.strictObject({ index: z.int(), device: z.string(), why: z.string() })),
    /** Entries that count and that break a rule all the same: a role that may not, another place, a fast clock. */
    flagged: z.array(z.strictObject({ index: z.int(), device: z.string(), why: z.string() })),
    log: z.strictObject({ size: z.int(), root: z.string(), matchCode: z.string() }),
    time: z.int(),
  })
  .meta({ id: "OfficeOverview" });
export type Overview = z.infer<typeof Overview>;

export const NewCode = z
  .strictObject({
    place: z.string().nullable(),
    /** A session code sets up many tablets for two hours; a single code sets up one within 30 minutes. */
    kind: z.enum(["single", "session"]),
  })
  .meta({ id: "OfficeNewCode" });
export const CodeShown = z
  .strictObject({
    code: z.string(),
    qr: z.string(),
    kind: z.enum(["single", "session"]),
    place: z.string().nullable(),
    expires: z.int(),
  })
  .meta({ id: "OfficeCode" });
