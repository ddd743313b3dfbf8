/**
 * The election definition of a VxPollBook package (election.json of VxSuite) as ours: precincts and splits, parties,
 * ballot styles, polling places if it names them. Contests stay behind: a poll book has no use for them.
 */
import { basename } from "node:path";
import { z } from "zod";
import { Election } from "../../domain/election.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { DraftedElection } from "./draftElection.ts";
import { unreadable } from "./fileBlocks.ts";
import type { ImportRefusal } from "./importReport.ts";
import { usState } from "./usStates.ts";
import { memberContents, openZip, type ZipPackage } from "./zipPackage.ts";

const text = z.string().trim().min(1);
const VxElection = z.looseObject({
  id: text.optional(),
  type: z.enum(["general", "primary"]),
  title: text,
  state: text,
  county: z.looseObject({ name: text }),
  date: z.string().regex(/^\d{4}-\d\d-\d\d/),
  parties: z
    .array(z.looseObject({ id: text, name: text, fullName: text.optional(), abbrev: text.optional() }))
    .default([]),
  precincts: z
    .array(
      z.looseObject({
        id: text,
        name: text,
        splits: z
          .array(z.looseObject({ id: text, name: text, districtIds: z.array(z.string()).default([]) }))
          .default([]),
      }),
    )
    .min(1),
  ballotStyles: z
    .array(
      z.looseObject({
        id: z.union([text, z.number()]).transform(String),
        precincts: z.array(z.string()).min(1),
        districts: z.array(z.string()).default([]),
        partyId: z.string().optional(),
        languages: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  pollingPlaces: z.array(z.looseObject({ id: text, name: text, precincts: z.unknown() })).optional(),
});

const MOST_BYTES = 200 * 1024 * 1024;

/** `path` of the package. */
export async function electionFromVxPackage(path: string): Promise<Result<DraftedElection, ImportRefusal>> {
  const file = basename(path);
  const refuse = (reason: string): Result<never, ImportRefusal> =>
    err({ type: "packageInvalid", file, reason, remedy: "Export the package again from VxAdmin or the state's tool." });
  let zip: Result<ZipPackage, ImportRefusal>;
  try {
    zip = await openZip(path);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return err(unreadable(file, error));
  }
  if (!zip.ok) return zip;
  const member = zip.value.members.find((one) => /(^|\/)election\.json$/i.test(one.name));
  if (member === undefined) return refuse("The package holds no election.json.");
  const contents = await memberContents(member, MOST_BYTES);
  if (!contents.ok) return contents;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(contents.value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse("election.json is not valid JSON.");
  }
  return electionFromVxJson(json, file);
}

/** `json`: the parsed election.json. `file` is named in a refusal. */
export function electionFromVxJson(json: unknown, file: string): Result<DraftedElection, ImportRefusal> {
  const refuse = (reason: string): Result<never, ImportRefusal> =>
    err({
      type: "packageInvalid",
      file,
      reason: `election.json is not an election that this program can use: ${reason}`,
      remedy: "Export the package again, or write an election definition by hand.",
    });
  const parsed = VxElection.safeParse(json);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error));
  const vx = parsed.data;
  const notes: string[] = [];
  const state = usState(vx.state);
  if (state === undefined) return refuse(`"${vx.state}" is no state.`);
  const ballotParties = new Set(vx.ballotStyles.map((style) => style.partyId));
  const styles = vx.ballotStyles.map((style) => ({
    id: style.id,
    splits: style.precincts.flatMap((id) => {
      const precinct = vx.precincts.find((one) => one.id === id);
      if (precinct === undefined || precinct.splits.length === 0) return [id];
      return precinct.splits.filter((split) => sameSet(split.districtIds, style.districts)).map((split) => split.id);
    }),
    ...(style.partyId === undefined ? {} : { party: style.partyId }),
    languages: style.languages === undefined || style.languages.length === 0 ? ["en"] : style.languages,
  }));
  const empty = styles.find((style) => style.splits.length === 0);
  if (empty !== undefined) return refuse(`no precinct split has the districts of the ballot style "${empty.id}".`);
  const named = (vx.pollingPlaces ?? []).flatMap((place) => {
    const serves = servedPrecincts(place.precincts);
    return serves.length === 0 ? [] : [{ id: place.id, name: place.name, address: "Address to be entered", serves }];
  });
  const places =
    named.length > 0
      ? named
      : vx.precincts.map(({ id, name }) => ({
          id,
          name: `Polling place of ${name}`.slice(0, 200),
          address: "Address to be entered",
          serves: [id],
        }));
  notes.push(
    named.length > 0
      ? "Enter the addresses of the polling places."
      : "The package names no polling places; each precinct has one of its own. Enter places and addresses.",
    `The time zone is ${state.timeZone} and the polls are open from 7:00 to 20:00. Check both.`,
  );
  const election = Election.safeParse({
    format: "turnout-election/1",
    id: vx.id ?? `${state.code.toLowerCase()}-${vx.date.slice(0, 10)}`,
    name: vx.title,
    county: vx.county.name,
    state: state.code,
    date: vx.date.slice(0, 10),
    timeZone: state.timeZone,
    kind: vx.type,
    parties: vx.parties.map((party) => ({
      id: party.id,
      name: party.fullName ?? party.name,
      hasBallot: vx.type === "primary" && ballotParties.has(party.id),
    })),
    precincts: vx.precincts.map(({ id, name, splits }) => ({
      id,
      name,
      splits: splits.map((split) => ({ id: split.id, name: split.name })),
    })),
    ballotStyles: styles,
    places,
  } satisfies z.input<typeof Election>);
  return election.success ? ok({ election: election.data, notes }) : refuse(z.prettifyError(election.error));
}

/** Precinct ids of a polling place: a list, or an object whose keys they are. */
function servedPrecincts(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const all = new Set(a);
  return all.size === new Set(b).size && b.every((one) => all.has(one));
}
