/** What the tablet answers about voters: rows of a search, the one voter with what is to be done next. */
import type { Disposition } from "../domain/disposition.ts";
import type { Unlisted } from "../domain/person.ts";
import type { Standing } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { FiledImage } from "../roll/filedSignature.ts";

/** How a row came to be in the list; anything but "match" is shown under "Similar names". */
export type Similarity = "match" | "sound" | "edit" | "nickname" | "swapped" | "compound" | "details";

/** Voters are named by their id: a row number would mean somebody else as soon as a new roll version arrives. */
export type FoundVoter = {
  readonly voter: VoterRecord;
  readonly similarity: Similarity;
  /** Another row of this list has the same name and street: show what differs in bold. */
  readonly lookalike: boolean;
  readonly mark: RowMark;
  /** Not on the roll: registered today, or given a provisional ballot. */
  readonly newcomer?: "registrant" | "person";
  /** May well be one person with somebody who registered today, or with somebody on the roll. */
  readonly alike?: boolean;
};

/** A voter's signature as the county has it. `notHere`: not on this tablet, or not yet. */
export type SignatureOnFile =
  | { readonly onFile: "shown"; readonly image: FiledImage }
  | { readonly onFile: "none" }
  | { readonly onFile: "notHere" };

/** The status on the row. */
export type RowMark =
  | { readonly mark: "ready" }
  | { readonly mark: "ask" }
  | { readonly mark: "checkedIn"; readonly place: string; readonly here: boolean; readonly wall: number }
  | { readonly mark: "checkedInTwice" }
  /** An absentee ballot is out. */
  | { readonly mark: "absentee" }
  /** It came back, or the voter voted early. */
  | { readonly mark: "voted"; readonly how: "absentee" | "early" }
  | { readonly mark: "otherPlace"; readonly place: string }
  /** `line`: of a split book; undefined where this tablet knows of none. */
  | { readonly mark: "otherLine"; readonly line: number | undefined }
  | { readonly mark: "stop" };

export type SearchResult = {
  readonly query: string;
  readonly rows: readonly FoundVoter[];
  /** Exact number of matches (similar ones not counted), also beyond the first 50. */
  readonly total: number;
};

/** What a scanned card says: this one voter, or what to search for. */
export type ScanAnswer =
  | { readonly found: "one"; readonly voterId: string }
  | { readonly found: "list"; readonly query: string };

export type VoterView = {
  readonly voter: VoterRecord;
  readonly precinct: string;
  readonly splitName: string;
  readonly standing: Standing;
  readonly disposition: Disposition;
  readonly newcomer?: "registrant" | "person";
  /** Of somebody who is not on the roll and not registered. */
  readonly unlisted?: Unlisted;
  /** Who may well be one person with this voter, where one of the two is not on the roll. */
  readonly alike?: readonly VoterRecord[];
};

/** Who lives at an address, and in which precinct splits the nearest neighbors on the roll live. */
export type AddressFound = { readonly rows: readonly FoundVoter[]; readonly splits: readonly string[] };

/** Where a check-in stands: only here, accepted by the county, or found in the tree that this tablet verified itself. */
export type Confirmation = "onThisTablet" | "confirmed";
