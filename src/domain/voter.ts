/**
 * A voter as the roll holds one: facets that are independent of each other, never one status (domain facets:
 * registration, participation by absentee ballot, requirements, privacy). Raw codes of the source stand beside the
 * normalised ones, so that nothing that the county sent is lost.
 */
import * as z from "zod/mini";

/** Registration facet, normalised. `unknown` is a code that nobody has decided on yet; it never counts as active. */
export const Registration = z.enum([
  "active",
  "inactive",
  "pending",
  "challenged",
  "preregistered",
  "military",
  "cancelled",
  "denied",
  "unknown",
]);
export type Registration = z.infer<typeof Registration>;

/** How far an absentee ballot of this election has come. */
export const Absentee = z.enum(["none", "requested", "issued", "returned", "accepted", "rejected", "earlyVoted"]);
export type Absentee = z.infer<typeof Absentee>;

/** Requirements and privacy. */
export const VoterFlag = z.enum(["idRequired", "confidential", "federalOnly", "permanentMail", "assistance"]);
export type VoterFlag = z.infer<typeof VoterFlag>;

export const VoterRecord = z.strictObject({
  /** The source's voter id, unique in the roll, kept as text. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string(),
  suffix: z.string(),
  /** "YYYY-MM-DD"; "YYYY" where the source gives only the year; "" where it gives none. */
  birthDate: z.string().check(z.regex(/^(\d{4}(-\d\d-\d\d)?)?$/)),
  /** With its fraction and suffix: "46-10", "12 1/2", "7B". */
  houseNumber: z.string(),
  /** Direction, name and type as one reads it: "N Maple St". */
  street: z.string(),
  /** "Apt 4". */
  unit: z.string(),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  /** The id of the precinct split in the election definition. */
  split: z.string(),
  /** The id of the party in the election definition, or "" for none. */
  party: z.string(),
  /** As the source writes it. */
  partyRaw: z.string(),
  registration: Registration,
  /** As the source writes it, status and reason joined by " / ". */
  registrationRaw: z.string(),
  absentee: Absentee,
  flags: z.array(VoterFlag),
  /** BCP 47 tag of the language in which the voter asked to be served, or "". */
  language: z.string(),
  /** Mailing address, lines joined by a newline; "" if it is the residence. */
  mailing: z.string(),
});
export type VoterRecord = z.infer<typeof VoterRecord>;
