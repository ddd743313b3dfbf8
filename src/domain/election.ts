/**
 * The election definition: what is voted on where, and by whose rules. It is data that the county writes (or that
 * `turnout draft` proposes), checked here as a whole: every name that one part uses must exist in another.
 *
 * A precinct that is not divided has one split whose id is the precinct's own id, so that the rest of the program
 * knows one unit only: the precinct split.
 */
import * as z from "zod/mini";
import { acts } from "./authority.ts";
import { BalanceRules } from "./balanceRules.ts";
import { BallotRules } from "./ballotRules.ts";
import { ConfidentialRules } from "./confidentialRules.ts";
import { Role } from "./eventFields.ts";
import { IdentificationRules } from "./identificationRules.ts";
import { PartyRules } from "./partyRules.ts";
import { permitFaults } from "./permitFaults.ts";
import { Form, PrintingRules } from "./printingRules.ts";
import { SignatureRules } from "./signatureRules.ts";
import { SituationRules } from "./situationRules.ts";
import { Words } from "./words.ts";

const id = z
  .string()
  .check(z.regex(/^\S(?:.{0,62}\S)?$/u, "1 to 64 characters, no blank at either end"))
  .check(z.describe("An identifier, kept as text: leading zeros and letters are part of it."));
const label = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

export const PrecinctSplit = z
  .strictObject({ id, name: label })
  .check(z.describe("A part of a precinct whose voters all receive the same ballot."));

export const Precinct = z
  .strictObject({
    id,
    name: label,
    splits: z
      ._default(z.array(PrecinctSplit), [])
      .check(z.describe("Leave empty for an undivided precinct: it then has one split with the precinct's own id.")),
  })
  .check(z.describe("A precinct."));

export const Party = z.strictObject({
  id,
  name: label,
  hasBallot: z._default(z.boolean(), false).check(z.describe("In a primary: this party has a ballot of its own.")),
  allowsUnaffiliated: z
    .optional(z.boolean())
    .check(z.describe("In a primary: this party lets voters of no party take its ballot.")),
});

export const BallotStyle = z
  .strictObject({
    id,
    splits: z
      .array(id)
      .check(z.minLength(1))
      .check(z.describe("The precinct splits whose voters receive this ballot.")),
    party: z.optional(id).check(z.describe("In a primary: the party whose ballot this is.")),
    languages: z
      ._default(z.array(z.string().check(z.minLength(2), z.maxLength(35))).check(z.minLength(1)), ["en"])
      .check(z.describe("BCP 47 language tags.")),
    type: z._default(z.enum(["regular", "federalOnly", "underage"]), "regular"),
  })
  .check(z.describe("A ballot style: one printed ballot."));

export const PollingPlace = z
  .strictObject({
    id,
    name: label,
    address: label,
    directions: z._default(z.string().check(z.maxLength(500)), ""),
    serves: z
      .union([z.literal("all"), z.array(id).check(z.minLength(1))])
      .check(z.describe('"all" for a vote center, otherwise the ids of the precincts whose voters vote here.')),
    scanners: z
      .optional(z.int().check(z.minimum(0), z.maximum(50)))
      .check(z.describe("How many scanners stand there, 1 if left out; 0: ballots are counted by hand.")),
  })
  .check(z.describe("A polling place or vote center."));

const Permit = z.strictObject({
  roles: z.array(Role).check(z.minLength(1)).check(z.describe("Who may do it.")),
  people: z
    ._default(z.union([z.literal(1), z.literal(2)]), 1)
    .check(z.describe("2: another worker of the place agrees with a PIN of their own.")),
  differentParties: z._default(z.boolean(), false).check(z.describe("The two must be of two parties.")),
});

/** The law of the state, as data: a pack of `packs/`, or a county's copy of one. Each has a cautious default. */
export const Rules = z.strictObject({
  pack: z
    ._default(z.string().check(z.maxLength(60)), "")
    .check(z.describe("The pack that these rules were copied from, for people.")),
  situations: z
    ._default(SituationRules, {})
    .check(z.describe("What is done in each situation; one that is left out is handled cautiously.")),
  primary: z
    .optional(PartyRules)
    .check(z.describe("Left out: a member of a party with a ballot gets that one, everyone else may choose.")),
  ballots: z
    .optional(BallotRules)
    .check(z.describe("Left out: three ballots in all, the inspector decides on the rest.")),
  signature: z.optional(SignatureRules).check(z.describe("Left out: no voter signs on the tablet.")),
  confidential: z
    .optional(ConfidentialRules)
    .check(z.describe("Left out: confidential voters stand on the paper book by number.")),
  words: z.optional(Words),
  say: z
    ._default(z.enum(["voterStates", "officialRepeats", "officialAnnounces", "askIfAddressCurrent"]), "voterStates")
    .check(z.describe("How name and address are heard: the voter states them, and what the official does then.")),
  identification: z
    ._default(z.enum(["flagged", "everyone"]), "flagged")
    .check(z.describe("Who is asked for identification.")),
  identificationKinds: z
    .optional(IdentificationRules)
    .check(z.describe("Left out: the poll worker sees no list of what counts.")),
  provisional: z
    ._default(z.boolean(), true)
    .check(z.describe("The state issues provisional ballots. Where it does not, the supervisor decides.")),
  absenteeAtPolls: z
    .optional(z.boolean())
    .check(z.describe("Absentee ballots are announced and marked at the polling place, in this book.")),
  provisionalForms: z
    ._default(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(4)), [])
    .check(z.describe("Papers that go with every provisional ballot, by the names that stand on them.")),
  forms: z
    .optional(
      z.array(Form).check(z.maxLength(40), ({ value, issues }) => {
        value.forEach(({ form }, at) => {
          if (value.findIndex((other) => other.form === form) < at)
            issues.push({ code: "custom", path: [at, "form"], message: `"${form}" stands there twice`, input: value });
        });
      }),
    )
    .check(z.describe("Texts of the papers that ways and provisionalForms name, to be printed filled in.")),
  printing: z.optional(PrintingRules),
  staleAfterMinutes: z
    ._default(z.int().check(z.minimum(5), z.maximum(100_000)), 240)
    .check(z.describe("From this age of the county's news, the tablet says so before a check-in.")),
  oldNews: z
    ._default(z.enum(["goOn", "ask"]), "goOn")
    .check(
      z.describe(
        "Where a voter may vote at several places and the news are older: goOn with a caution, or ask as newsOld says.",
      ),
    ),
  permits: z
    ._default(
      z.partialRecord(z.enum(acts), Permit).check(({ value, issues }) => {
        for (const { act, field, message } of permitFaults(value))
          issues.push({ code: "custom", path: [act, field], message, input: value });
      }),
      {},
    )
    .check(z.describe("Who may do what, where it differs from what most counties do.")),
  balance: z._default(BalanceRules, BalanceRules.parse({})),
  idleLockMinutes: z
    ._default(z.int().check(z.minimum(1), z.maximum(60)), 5)
    .check(z.describe("A tablet that nobody touches for so long asks for a PIN again; what was begun is kept.")),
});
export type Rules = z.infer<typeof Rules>;

const isoDate = z.iso.date().check(z.meta({ description: "YYYY-MM-DD", example: "2026-11-03" }));
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM, 24 hours"));

export const Election = z
  .strictObject({
    format: z.literal("turnout-election/1"),
    id,
    name: label,
    county: label,
    state: z.string().check(z.regex(/^[A-Z]{2}$/, "two capital letters")),
    date: isoDate,
    timeZone: z
      .string()
      .check(z.refine(isTimeZone, "an IANA time zone such as America/New_York"))
      .check(z.meta({ example: "America/New_York" })),
    kind: z.enum(["general", "primary", "special", "runoff"]),
    phone: z
      .optional(z.string().check(z.trim(), z.minLength(3), z.maxLength(40)))
      .check(z.describe("The telephone number at which polling places reach the county, as one reads it out.")),
    earlyVoting: z
      .optional(z.array(isoDate).check(z.maxLength(60)))
      .check(z.describe("The days before election day on which polls may be open, as YYYY-MM-DD.")),
    mainEarlyVoting: z
      .optional(id)
      .check(z.describe("The id of the main early voting place, where a state gives some ballots at that place only.")),
    polls: z._default(z.strictObject({ open: timeOfDay, close: timeOfDay }), { open: "07:00", close: "20:00" }),
    parties: z._default(z.array(Party), []),
    precincts: z.array(Precinct).check(z.minLength(1)),
    ballotStyles: z.array(BallotStyle).check(z.minLength(1)),
    places: z.array(PollingPlace).check(z.minLength(1)),
    rules: z._default(Rules, Rules.parse({})),
    signatureKey: z
      .optional(z.string().check(z.regex(/^B[A-Za-z0-9+/]{86}=$/, "a raw P-256 public key, base64")))
      .check(z.describe("To which signatures are sealed. Left out: made by the init command, where voters sign.")),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of danglingNames(value)) issues.push({ code: "custom", path, message, input: value });
  })
  .check(z.meta({ id: "Election", title: "Turnout election definition" }));

export type Election = z.infer<typeof Election>;
export type Precinct = z.infer<typeof Precinct>;
export type PrecinctSplit = z.infer<typeof PrecinctSplit>;
export type Party = z.infer<typeof Party>;
export type BallotStyle = z.infer<typeof BallotStyle>;
export type PollingPlace = z.infer<typeof PollingPlace>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

type Dangling = { path: (string | number)[]; message: string };

function danglingNames(election: z.infer<typeof Election>): Dangling[] {
  const found: Dangling[] = [];
  const unique = (path: string, ids: readonly string[]): void => {
    const seen = new Set<string>();
    ids.forEach((one, at) => {
      if (seen.has(one)) found.push({ path: [path, at, "id"], message: `"${one}" occurs twice; ids must differ` });
      seen.add(one);
    });
  };
  unique(
    "parties",
    election.parties.map((p) => p.id),
  );
  unique(
    "precincts",
    election.precincts.map((p) => p.id),
  );
  unique(
    "ballotStyles",
    election.ballotStyles.map((s) => s.id),
  );
  unique(
    "places",
    election.places.map((p) => p.id),
  );

  const precincts = new Set(election.precincts.map((p) => p.id));
  const parties = new Set(election.parties.map((p) => p.id));
  const splits = new Set<string>();
  for (const split of splitsOf(election)) {
    if (splits.has(split.id))
      found.push({ path: ["precincts"], message: `the split "${split.id}" occurs twice; ids must differ` });
    splits.add(split.id);
  }
  election.ballotStyles.forEach((style, at) => {
    style.splits.forEach((split, n) => {
      if (!splits.has(split))
        found.push({ path: ["ballotStyles", at, "splits", n], message: `there is no precinct split "${split}"` });
    });
    if (style.party !== undefined && !parties.has(style.party))
      found.push({ path: ["ballotStyles", at, "party"], message: `there is no party "${style.party}"` });
  });
  const styles = new Set(election.ballotStyles.map((s) => s.id));
  for (const style of Object.keys(election.rules.balance.sheets))
    if (!styles.has(style))
      found.push({ path: ["rules", "balance", "sheets", style], message: `there is no ballot style "${style}"` });
  const served = new Set<string>();
  election.places.forEach((place, at) => {
    if (place.serves === "all") for (const precinct of precincts) served.add(precinct);
    else
      place.serves.forEach((precinct, n) => {
        served.add(precinct);
        if (!precincts.has(precinct))
          found.push({ path: ["places", at, "serves", n], message: `there is no precinct "${precinct}"` });
      });
  });
  const { mainEarlyVoting: main } = election;
  if (main !== undefined && !election.places.some((place) => place.id === main))
    found.push({ path: ["mainEarlyVoting"], message: `there is no polling place "${main}"` });
  election.precincts.forEach((precinct, at) => {
    if (!served.has(precinct.id))
      found.push({ path: ["precincts", at], message: `no polling place serves the precinct "${precinct.id}"` });
  });
  return found;
}

/** A precinct split together with the precinct that it belongs to. */
export type SplitOfPrecinct = { readonly id: string; readonly name: string; readonly precinct: Precinct };

/** Every precinct split, in the order of the definition; an undivided precinct yields itself. */
export function splitsOf(election: Pick<Election, "precincts">): SplitOfPrecinct[] {
  return election.precincts.flatMap((precinct) =>
    precinct.splits.length === 0
      ? [{ id: precinct.id, name: precinct.name, precinct }]
      : precinct.splits.map((split) => ({ ...split, precinct })),
  );
}

const splitsById = new WeakMap<readonly Precinct[], ReadonlyMap<string, SplitOfPrecinct>>();

/** The precinct split of this id. A county has thousands, and a list asks for every row: they are sorted out once. */
export function splitOf({ precincts }: Pick<Election, "precincts">, id: string): SplitOfPrecinct | undefined {
  let known = splitsById.get(precincts);
  if (known === undefined) {
    known = new Map(splitsOf({ precincts }).map((split) => [split.id, split]));
    splitsById.set(precincts, known);
  }
  return known.get(id);
}

/** Whether voters of this precinct may vote at this place. */
export function serves(place: PollingPlace, precinctId: string): boolean {
  return place.serves === "all" || place.serves.includes(precinctId);
}
