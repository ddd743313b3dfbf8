/**
 * The ladder: what is tried, one rung after the other, for somebody whom the search does not find. View and draft only; what
 * was tried goes into the event in the end.
 */
import type { Unlisted } from "../../domain/person.ts";

export type Rung = "search" | "address" | "county" | "person";

/** As typed; nothing is read or corrected before "Go on". */
export type PersonDraft = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  readonly birthDate: string;
  readonly houseNumber: string;
  readonly street: string;
  readonly unit: string;
  readonly city: string;
  readonly party: string;
  /** The precinct split, "" while nobody knows. */
  readonly split: string;
};

export type Ladder = {
  readonly rung: Rung;
  readonly tried: Unlisted["tried"];
  readonly draft: PersonDraft;
};

const nothingTyped: PersonDraft = {
  ...{ lastName: "", firstName: "", middleName: "", suffix: "", birthDate: "" },
  ...{ houseNumber: "", street: "", unit: "", city: "", party: "", split: "" },
};

export const firstRung: Ladder = { rung: "search", tried: [], draft: nothingTyped };

/** The name that was searched for last, as far as the query is one: a last name first. */
export function nameTyped(query: string): Pick<PersonDraft, "lastName" | "firstName"> {
  const text = query.trim().replace(/\s+/gu, " ");
  if (/\d/u.test(text)) return { lastName: "", firstName: "" };
  const [last = "", first = ""] = text.includes(",") ? text.split(/ ?, ?/u) : text.split(/ (.*)/u);
  return { lastName: capitalised(last), firstName: capitalised(first) };
}

/** "garcía lópez" as one writes it; what holds a capital letter is left as it was typed. */
const capitalised = (text: string): string =>
  text === text.toLowerCase() ? text.replace(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase()) : text;

const triedStep = (rung: Rung): string => `ladder: ${rung}`;

/** Goes on to the next rung; `outcome`: what came of this one. */
export function climbed(ladder: Ladder, next: Rung, outcome: string): Ladder {
  const step = triedStep(ladder.rung);
  return {
    ...ladder,
    rung: next,
    tried: [...ladder.tried.filter((one) => one.step !== step), { step, outcome }],
  };
}

/** Which rung a step of `tried` tells of. */
export const rungOf = (step: string): Rung | undefined =>
  (["search", "address", "county", "person"] as const).find((rung) => triedStep(rung) === step);
