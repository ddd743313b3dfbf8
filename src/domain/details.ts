/**
 * What the poll worker writes down beside an answer because the record must hold it: asked for only where the way that was
 * taken asks, and told in the one event of the check-in.
 */

/** What a way may ask for by name. */
export const askedDetails = ["assistantName", "issuingState", "otherCounty"] as const;
/** What a person who registers must prove, where the rules say by which kinds of papers. */
export const provedDetails = ["identityProof", "citizenshipProof", "residenceProof"] as const;
/** One of several: the first names a kind of identification, so do the second and what is proved. */
type ChosenDetail = "identificationKind" | "documentKind" | "exceptionReason" | (typeof provedDetails)[number];
export type Detail = (typeof askedDetails)[number] | ChosenDetail | "dateOfMove";
/** As written, kept while answers change: what no step asks for is not recorded. */
export type Details = Readonly<Partial<Record<Detail, string>>>;

export type DetailStep = {
  readonly step: "detail";
  readonly detail: Detail;
  /** Of what is chosen: the codes that count. */
  readonly oneOf?: readonly string[];
  /** Of a day (YYYY-MM-DD): the first and the last that fit. */
  readonly from?: string;
  readonly until?: string;
};

/** As the event calls it. */
export const detailNames: Readonly<Record<Detail, string>> = {
  assistantName: "assistant",
  issuingState: "issuingState",
  otherCounty: "otherCounty",
  identificationKind: "identificationKind",
  documentKind: "documentKind",
  exceptionReason: "exceptionReason",
  identityProof: "identityProof",
  citizenshipProof: "citizenshipProof",
  residenceProof: "residenceProof",
  dateOfMove: "movedOn",
};

/** No longer than the outcome of a step may be. */
export const longestDetail = 80;

/** What was written, if it is what this step asks for. */
export function writtenFor(
  { detail, oneOf = [], from = "", until = "" }: DetailStep,
  details: Details,
): string | undefined {
  const text = details[detail]?.trim() ?? "";
  switch (detail) {
    case "assistantName":
    case "otherCounty":
      return text !== "" && text.length <= longestDetail ? text : undefined;
    case "issuingState":
      return /^[A-Z]{2}$/.test(text) ? text : undefined;
    case "dateOfMove":
      return isDay(text) && text >= from && text <= until ? text : undefined;
    default:
      detail satisfies ChosenDetail;
      return oneOf.includes(text) ? text : undefined;
  }
}

/** A day that the calendar has, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}
