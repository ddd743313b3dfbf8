/** A form of the rules with the voter's data in it: what is printed, without layout. */
import { isConfidential } from "./confidential.ts";
import type { Election } from "./election.ts";
import type { Form, FormFact } from "./printingRules.ts";
import type { VoterRecord } from "./voter.ts";
import { spokenName, streetAddress } from "./voterName.ts";

export type FilledForm = Pick<Form, "title" | "blanks" | "signs"> & {
  readonly paragraphs: readonly string[];
  /** The wording is not the state's own: confirm with your attorney. */
  readonly toConfirm: boolean;
};

/** A line to write on, where the roll knows nothing or must not tell. */
export const blankLine = "____________________";

/** The text of this name; undefined if the rules do not have it, and a paper of the county's own is used. */
export function formNamed({ rules }: Pick<Election, "rules">, name: string): Form | undefined {
  return rules.forms?.find(({ form }) => form === name);
}

/** Of an election, as they are written for people. */
export type FormSetting = { readonly county: string; readonly election: string; readonly precinct: string };

/** `birthDate`: as it is written for people. A confidential voter writes name and address on it, or nothing. */
export function filledForm(form: Form, setting: FormSetting, voter: VoterRecord, birthDate: string): FilledForm {
  const { text, title, blanks, signs, confidence } = form;
  const hidden = isConfidential(voter);
  const address = [streetAddress(voter), [voter.city, voter.state, voter.zip].filter(Boolean).join(" ")];
  const facts: Readonly<Record<FormFact, string>> = {
    name: hidden ? "" : spokenName(voter),
    address: hidden ? "" : address.filter(Boolean).join(", "),
    birthDate: hidden ? "" : birthDate,
    voterId: voter.id,
    ...setting,
  };
  // In one pass: what a voter's name brings along is never read as a fact.
  const filled = text.replace(/\{(\w+)\}/g, (_, fact: FormFact) => facts[fact] || blankLine);
  const paragraphs = filled.split(/\n\s*\n/).map((one) => one.trim());
  return { title, paragraphs, blanks, signs, toConfirm: confidence !== "statute" };
}
