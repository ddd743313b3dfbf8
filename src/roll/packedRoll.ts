/**
 * A roll in memory: columns, not objects. The row number of a voter is the rank in name order. Nothing here changes after
 * it is made; amendments are laid over it by `amendedRoll.ts`.
 *
 * The mailing address is a cold column: on a tablet it is opened when first asked for (`completeVoterAt`); until then
 * `voterAt` gives it as "".
 */
import type { Result } from "../domain/result.ts";
import { ok } from "../domain/result.ts";
import type { Absentee, Registration, VoterFlag, VoterRecord } from "../domain/voter.ts";
import {
  type CodedColumn,
  type CodedColumns,
  type CodedName,
  compareText,
  type MailingColumns,
  type MailingEnding,
  placeLine,
  type TextColumn,
  textAt,
} from "./rollColumns.ts";
import { keyBytes, voterIdKeys } from "./voterIdKey.ts";
import { rangeOfPrefix, voterIdOrder } from "./voterIdOrder.ts";

/** How many voters share precinct split, party and registration. Sorted, without zeros. */
export type VoterCount = {
  readonly split: string;
  readonly party: string;
  readonly registration: string;
  readonly voters: number;
};

/** What reads a roll, amended or not. */
export interface Roll {
  /** Number of rows; a row number is below it. */
  readonly rows: number;
  /** The voter of a row. `mailing` is "" until the cold columns are open, see `completeVoterAt`. */
  voterAt(row: number): VoterRecord;
  rowOfVoter(id: string): number | undefined;
  counts(): VoterCount[];
}

export class PackedRoll<E extends { readonly type: string } = never> implements Roll {
  readonly rows: number;
  readonly columns: CodedColumns;
  readonly ids: TextColumn;
  private mailing: MailingColumns | undefined;
  private idOrderMade: Uint32Array<ArrayBuffer> | undefined;
  private idKeysMade: TextColumn | undefined;
  private readonly openMailing: (() => Promise<Result<MailingColumns, E>>) | undefined;

  constructor(
    rows: number,
    columns: CodedColumns,
    ids: TextColumn,
    mailing: MailingColumns | (() => Promise<Result<MailingColumns, E>>),
    idOrder?: Uint32Array<ArrayBuffer>,
  ) {
    this.rows = rows;
    this.columns = columns;
    this.ids = ids;
    this.mailing = typeof mailing === "function" ? undefined : mailing;
    this.openMailing = typeof mailing === "function" ? mailing : undefined;
    this.idOrderMade = idOrder;
  }

  /** The value of one column for one row. */
  value(name: CodedName, row: number): string {
    const column: CodedColumn = this.columns[name];
    return column.values[column.codes[row] as number] as string;
  }

  voterAt(row: number): VoterRecord {
    if (!(row >= 0 && row < this.rows)) throw new RangeError(`The roll has no row ${row}.`);
    const flags = this.value("flags", row);
    return {
      id: textAt(this.ids, row),
      lastName: this.value("lastName", row),
      firstName: this.value("firstName", row),
      middleName: this.value("middleName", row),
      suffix: this.value("suffix", row),
      birthDate: this.value("birthDate", row),
      houseNumber: this.value("houseNumber", row),
      street: this.value("street", row),
      unit: this.value("unit", row),
      city: this.value("city", row),
      state: this.value("state", row),
      zip: this.value("zip", row),
      split: this.value("split", row),
      party: this.value("party", row),
      partyRaw: this.value("partyRaw", row),
      registration: this.value("registration", row) as Registration,
      registrationRaw: this.value("registrationRaw", row),
      absentee: this.value("absentee", row) as Absentee,
      flags: flags === "" ? [] : (flags.split(" ") as VoterFlag[]),
      language: this.value("language", row),
      mailing: this.mailing === undefined ? "" : this.mailingAt(this.mailing, row),
    };
  }

  private mailingAt({ text, ending }: MailingColumns, row: number): string {
    const begun = textAt(text, row);
    if ((ending.values[ending.codes[row] as number] as MailingEnding) === "") return begun;
    return (
      begun + placeLine({ city: this.value("city", row), state: this.value("state", row), zip: this.value("zip", row) })
    );
  }

  /** Opens the cold columns, once. */
  async openCold(): Promise<Result<MailingColumns, E>> {
    if (this.mailing !== undefined) return ok(this.mailing);
    if (this.openMailing === undefined) throw new Error("A roll without cold columns.");
    const opened = await this.openMailing();
    if (opened.ok) this.mailing = opened.value;
    return opened;
  }

  /** The voter of a row with the cold fields, which are opened first if need be. */
  async completeVoterAt(row: number): Promise<Result<VoterRecord, E>> {
    const opened = await this.openCold();
    return opened.ok ? ok(this.voterAt(row)) : opened;
  }

  /** The keys of the voter ids, by which they are searched. */
  get idKeys(): TextColumn {
    this.idKeysMade ??= voterIdKeys(this.ids);
    return this.idKeysMade;
  }

  /** The rows in order of their voter ids; made when first asked for (about half a second for six million). */
  get idOrder(): Uint32Array<ArrayBuffer> {
    this.idOrderMade ??= voterIdOrder(this.ids, this.idKeys);
    return this.idOrderMade;
  }

  rowOfVoter(id: string): number | undefined {
    const { idKeys, idOrder } = this;
    const key = keyBytes(id);
    const [from, to] = rangeOfPrefix(idKeys, idOrder, key);
    for (let at = from; at < to; at++) {
      const row = idOrder[at] as number;
      if ((idKeys.offsets[row + 1] as number) - (idKeys.offsets[row] as number) !== key.length) return undefined;
      if (textAt(this.ids, row) === id) return row;
    }
    return undefined;
  }

  counts(): VoterCount[] {
    const { split, party, registration } = this.columns;
    return countCodes(this.rows, split, party, registration);
  }
}

/** Counts the rows of each combination of three columns. */
export function countCodes(
  rows: number,
  split: CodedColumn,
  party: CodedColumn,
  registration: CodedColumn,
): VoterCount[] {
  const parties = party.values.length;
  const registrations = registration.values.length;
  const found = new Float64Array(split.values.length * parties * registrations);
  for (let row = 0; row < rows; row++) {
    const at =
      ((split.codes[row] as number) * parties + (party.codes[row] as number)) * registrations +
      (registration.codes[row] as number);
    found[at] = (found[at] as number) + 1;
  }
  const counts: VoterCount[] = [];
  found.forEach((voters, at) => {
    if (voters === 0) return;
    counts.push({
      split: split.values[Math.floor(at / registrations / parties)] as string,
      party: party.values[Math.floor(at / registrations) % parties] as string,
      registration: registration.values[at % registrations] as string,
      voters,
    });
  });
  return sortCounts(counts);
}

/** The one order of counts, so that equal counts are equal lists. */
export function sortCounts(counts: VoterCount[]): VoterCount[] {
  return counts.sort(
    (a, b) =>
      compareText(a.split, b.split) || compareText(a.party, b.party) || compareText(a.registration, b.registration),
  );
}
