/**
 * What voters told at the polling place about themselves, for the registration system: that they moved, changed the name,
 * showed a license of another state, or registered there. Standings do not keep it, so the county log is read once more.
 */
import { detailNames } from "../domain/details.ts";
import type { BodyOf } from "../domain/events.ts";
import { registrantId } from "../domain/newcomers.ts";
import { voterOf } from "../domain/person.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { CountyDatabase } from "./database.ts";
import { readEntries } from "./logStore.ts";
import { openedEntry } from "./openedEntry.ts";

export type Told = {
  readonly moved: boolean;
  /** "YYYY-MM-DD"; "" where the rules do not ask for the day. */
  readonly movedOn: string;
  /** From or to which other county; "" where the rules do not ask for it. */
  readonly otherCounty: string;
  readonly nameChanged: boolean;
  /** Kind of identification, as the rules name it; "" if the poll worker named none. */
  readonly identification: string;
  /** Of a driver's license of another state; "" if none was shown. */
  readonly licenseState: string;
};

export const toldNothing: Told = {
  moved: false,
  movedOn: "",
  otherCounty: "",
  nameChanged: false,
  identification: "",
  licenseState: "",
};

export type ChangesAtPolls = {
  /** By the hash of the check-in. */
  readonly told: ReadonlyMap<string, Told>;
  /** Who registered there, by the id under which they were checked in. */
  readonly registrants: ReadonlyMap<string, VoterRecord>;
};

const atOnce = 500;

export async function changesAtPolls(
  database: CountyDatabase,
  eventKey: CryptoKey,
  size: number,
): Promise<ChangesAtPolls> {
  const told = new Map<string, Told>();
  const registrants = new Map<string, VoterRecord>();
  for (let from = 0; from < size; from += atOnce) {
    const entries = await readEntries(database, from, Math.min(size, from + atOnce));
    const opened = await Promise.all(entries.map((entry) => openedEntry(eventKey, entry)));
    for (const [at, { hash }] of entries.entries()) {
      const body = opened[at]?.body;
      if (body?.type === "VoterCheckedIn") {
        const said = toldIn(body.steps);
        if (said !== undefined) told.set(hash, said);
      } else if (body?.type === "VoterRegistered") {
        const id = registrantId(body.receipt, hash);
        registrants.set(id, voterOf(body.person, id, body.split, body.party ?? ""));
      }
    }
  }
  return { told, registrants };
}

/** What the steps of a check-in tell; undefined for nothing. */
export function toldIn(steps: BodyOf<"VoterCheckedIn">["steps"]): Told | undefined {
  const outcomes = new Map(steps.map(({ step, outcome }) => [step, outcome]));
  const name = outcomes.get("nameChanged") ?? "nameSame";
  const told = {
    moved: outcomes.has("moved"),
    movedOn: outcomes.get(detailNames.dateOfMove) ?? "",
    otherCounty: outcomes.get(detailNames.otherCounty) ?? "",
    nameChanged: name !== "nameSame",
    identification: outcomes.get(detailNames.identificationKind) ?? "",
    licenseState: outcomes.get(detailNames.issuingState) ?? "",
  };
  return Object.entries(told).some(([field, value]) => value !== toldNothing[field as keyof Told]) ? told : undefined;
}
