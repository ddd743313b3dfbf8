/** What the screens ask of a tablet about its records on their way to the county, and what is answered. */
import type { PackProblem } from "./carryPack.ts";
import type { CarriedRun } from "./tabletStore.ts";

/** What this tablet itself found of its own records in the county's log, whose root it computed from the entries. */
export type SendingProof = {
  readonly number: number | undefined;
  /** Recorded here, under every number that this tablet had in this election. */
  readonly events: number;
  /** Of these: stand in the log as the county signed it. */
  readonly found: number;
  /** Signature files that the records name; undefined while that cannot be told. */
  readonly files: number | undefined;
  /** Of these: the county proved that it has the very bytes. */
  readonly filesHeld: number;
  /** Everything is there, and was found by this tablet. Never true for less. */
  readonly complete: boolean;
  /** The county's record in which it was looked for. */
  readonly record: { readonly size: number; readonly root: Uint8Array } | undefined;
  /** For paper and QR, only where it is complete. */
  readonly receipt: string | undefined;
  /** Records of other tablets that this one carries. */
  readonly carried: readonly CarriedNow[];
};

/** Records of another tablet that lie here. */
export type CarriedNow = {
  readonly number: number;
  readonly events: number;
  /** Of these: stand in the log as the county signed it, found by this tablet. */
  readonly found: number;
  /** Signature files that came with them and that the county has not taken yet. */
  readonly filesToSend: number;
  /** Why the county does not take them. */
  readonly refused: string | undefined;
};

export type CarryCall =
  /** All that this tablet did not find at the county; or the oldest few of those that no other tablet has. */
  | { readonly how: "file" | "codes" }
  /** Another tablet has them now, up to this one: so says whoever held the two side by side. */
  | { readonly how: "taken"; readonly through: number };

/** `codes`: texts of square codes, in order; they may be read in any. */
export type Carry = {
  readonly number: number;
  readonly events: number;
  readonly files: number;
  /** The newest event that is in it. */
  readonly through: number;
} & ({ readonly how: "file"; readonly file: Blob } | { readonly how: "codes"; readonly codes: readonly string[] });

export type Taken = {
  readonly runs: readonly (Pick<CarriedRun, "number"> & { readonly events: number; readonly fresh: number })[];
  readonly files: number;
};

export type TakeProblem =
  | PackProblem
  /** Its own records. */
  | { readonly type: "ownRecords" }
  /** So much lies here already that more could push out this tablet's own. */
  | { readonly type: "tooMuch" };
