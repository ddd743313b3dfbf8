/**
 * The election definition: what is voted on where, and by whose rules. It is data that the county writes (or that
 * `turnout draft` proposes), checked here as a whole: every name that one part uses must exist in another.
 *
 * A precinct that is not divided has one split whose id is the precinct's own id, so that the rest of the program
 * knows one unit only: the precinct split.
 */
import { z } from "zod";

const id = z
  .string()
  .regex(/^\S(?:.{0,62}\S)?$/u, "1 to 64 characters, no blank at either end")
  .meta({ description: "An identifier, kept as text: leading zeros and letters are part of it." });
const label = z.string().trim().min(1).max(200);

export const PrecinctSplit = z
  .strictObject({ id, name: label })
  .meta({ description: "A part of a precinct whose voters all receive the same ballot." });

export const Precinct = z
  .strictObject({
    id,
    name: label,
    splits: z.array(PrecinctSplit).default([]).meta({
      description: "Leave empty for an undivided precinct: it then has one split with the precinct's own id.",
    }),
  })
  .meta({ description: "A precinct." });

export const Party = z.strictObject({
  id,
  name: label,
  hasBallot: z.boolean().default(false).meta({ description: "In a primary: this party has a ballot of its own." }),
});

export const BallotStyle = z
  .strictObject({
    id,
    splits: z.array(id).min(1).meta({ description: "The precinct splits whose voters receive this ballot." }),
    party: id.optional().meta({ description: "In a primary: the party whose ballot this is." }),
    languages: z.array(z.string().min(2).max(35)).min(1).default(["en"]).meta({ description: "BCP 47 language tags." }),
    type: z.enum(["regular", "federalOnly", "underage"]).default("regular"),
  })
  .meta({ description: "A ballot style: one printed ballot." });

export const PollingPlace = z
  .strictObject({
    id,
    name: label,
    address: label,
    directions: z.string().max(500).default(""),
    serves: z
      .union([z.literal("all"), z.array(id).min(1)])
      .meta({ description: '"all" for a vote center, otherwise the ids of the precincts whose voters vote here.' }),
  })
  .meta({ description: "A polling place or vote center." });

/** What the packs of later versions refine. Each has a default that a cautious county would choose. */
export const Rules = z.strictObject({
  absenteeIssued: z
    .enum(["supervisor", "provisional", "regular"])
    .default("supervisor")
    .meta({ description: "A voter to whom an absentee ballot was issued and who has not returned it." }),
  absenteeReturned: z
    .enum(["provisional", "supervisor"])
    .default("provisional")
    .meta({ description: "A voter whose absentee ballot came back." }),
  inactive: z
    .enum(["affirmAddress", "regular", "provisional"])
    .default("affirmAddress")
    .meta({ description: "A voter whose registration is inactive (suspense)." }),
  identification: z
    .enum(["flagged", "everyone"])
    .default("flagged")
    .meta({ description: "Who is asked for identification." }),
  provisional: z
    .boolean()
    .default(true)
    .meta({ description: "The state issues provisional ballots. Where it does not, the supervisor decides." }),
  staleAfterMinutes: z
    .int()
    .min(5)
    .max(100_000)
    .default(240)
    .meta({ description: "From this age of the county's news, the tablet says so before a check-in." }),
  cancelBy: z.enum(["anyWorker", "inspector"]).default("anyWorker").meta({ description: "Who may cancel a check-in." }),
});
export type Rules = z.infer<typeof Rules>;

const isoDate = z.iso.date().meta({ description: "YYYY-MM-DD", example: "2026-11-03" });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM, 24 hours");

export const Election = z
  .strictObject({
    format: z.literal("turnout-election/1"),
    id,
    name: label,
    county: label,
    state: z.string().regex(/^[A-Z]{2}$/, "two capital letters"),
    date: isoDate,
    timeZone: z
      .string()
      .refine(isTimeZone, "an IANA time zone such as America/New_York")
      .meta({ example: "America/New_York" }),
    kind: z.enum(["general", "primary", "special", "runoff"]),
    polls: z.strictObject({ open: timeOfDay, close: timeOfDay }).default({ open: "07:00", close: "20:00" }),
    parties: z.array(Party).default([]),
    precincts: z.array(Precinct).min(1),
    ballotStyles: z.array(BallotStyle).min(1),
    places: z.array(PollingPlace).min(1),
    rules: Rules.default(Rules.parse({})),
  })
  .superRefine((election, context) => {
    for (const { path, message } of danglingNames(election)) context.addIssue({ code: "custom", path, message });
  })
  .meta({ id: "Election", title: "Turnout election definition" });

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
