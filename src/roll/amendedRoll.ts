/**
 * A roll with amendments laid over it. Facets (registration, absentee ballot, flags, party …) are written into copies of
 * their columns; a voter whose name, birth date or address changed, and every added one, is kept as a record beside the
 * roll and searched there. Row numbers never change: added voters follow the last row in order of their amendment.
 *
 * Guarantees: the same set of amendments gives the same roll whatever the order in which they arrive; what a later one (by
 * county log index) says of a voter wins. A change to a voter who is not known is counted and otherwise has no effect.
 */

import { asListed, isConfidential } from "../domain/confidential.ts";
import { ok, type Result } from "../domain/result.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { Amendment, RollChange } from "./amendment.ts";
import { countCodes, type PackedRoll, type Roll, sortCounts, type VoterCount } from "./packedRoll.ts";
import type { HiddenRows } from "./readingSearch.ts";
import { RollBuilder } from "./rollBuilder.ts";
import { type CodedColumn, type CodedName, codesFor, FACETS, textAt } from "./rollColumns.ts";

type Facet = (typeof FACETS)[number];

export type AmendmentEffect = {
  readonly changed: number;
  readonly added: number;
  /** Changes to voters who are not on the roll. */
  readonly unknown: number;
};

type Moved = { readonly hidden: HiddenRows; readonly roll: PackedRoll; readonly rows: Uint32Array };

export class AmendedRoll<E extends { readonly type: string } = { readonly type: string }> implements Roll {
  readonly base: PackedRoll<E>;
  private readonly applied = new Map<number, Amendment>();
  private newest = -1;
  private facets = new Map<Facet, { codes: CodedColumn["codes"]; values: string[]; codeOf: Map<string, number> }>();
  private mailing = new Map<number, string>();
  private records = new Map<number, VoterRecord>();
  private addedRows = new Map<string, number>();
  private revisions = 0;
  private moved: Moved | undefined;

  constructor(base: PackedRoll<E>) {
    this.base = base;
  }

  /** Rises whenever what the search finds may have changed. */
  get revision(): number {
    return this.revisions;
  }

  get rows(): number {
    return this.base.rows + this.addedRows.size;
  }

  /** The county log index of the newest amendment, or -1. */
  get amendedThrough(): number {
    return this.newest;
  }

  /** Applies the amendment that stands at this index of the county log; a second time it does nothing. */
  apply(logIndex: number, amendment: Amendment): AmendmentEffect {
    const effect = { changed: 0, added: 0, unknown: 0 };
    if (this.applied.has(logIndex)) return effect;
    this.applied.set(logIndex, amendment);
    if (logIndex > this.newest) {
      this.newest = logIndex;
      for (const change of amendment.changes) effect[this.change(change)]++;
      return effect;
    }
    this.recordsChange();
    // An earlier one came late: begin again from the roll and take all in their order.
    this.facets = new Map();
    this.mailing = new Map();
    this.records = new Map();
    this.addedRows = new Map();
    for (const [at, one] of [...this.applied].sort(([a], [b]) => a - b))
      for (const change of one.changes) {
        const outcome = this.change(change);
        if (at === logIndex) effect[outcome]++;
      }
    return effect;
  }

  voterAt(row: number): VoterRecord {
    const record = this.records.get(row);
    if (record !== undefined && row >= this.base.rows) return record;
    const voter = this.base.voterAt(row);
    if (record !== undefined) return { ...record, mailing: this.mailing.get(row) ?? voter.mailing };
    for (const [name, { codes, values }] of this.facets) setFacet(voter, name, values[codes[row] as number] as string);
    const mailing = this.mailing.get(row);
    return mailing === undefined ? voter : { ...voter, mailing };
  }

  /** The voter of a row with the cold fields, which are opened first if need be. */
  async completeVoterAt(row: number): Promise<Result<VoterRecord, E>> {
    const opened = await this.base.openCold();
    return opened.ok ? ok(this.voterAt(row)) : opened;
  }

  /** The voter id of a row, without the rest of the record. */
  idAt(row: number): string {
    return row < this.base.rows ? textAt(this.base.ids, row) : this.voterAt(row).id;
  }

  rowOfVoter(id: string): number | undefined {
    return this.base.rowOfVoter(id) ?? this.addedRows.get(id);
  }

  counts(): VoterCount[] {
    const column = (name: "split" | "party" | "registration"): CodedColumn =>
      this.facets.get(name) ?? this.base.columns[name];
    const [split, party, registration] = [column("split"), column("party"), column("registration")];
    const counted = new Map<string, VoterCount>();
    const add = (count: VoterCount): void => {
      const key = JSON.stringify([count.split, count.party, count.registration]);
      counted.set(key, { ...count, voters: (counted.get(key)?.voters ?? 0) + count.voters });
    };
    for (const count of countCodes(this.base.rows, split, party, registration)) add(count);
    const valueAt = ({ codes, values }: CodedColumn, row: number): string => values[codes[row] as number] as string;
    for (const [row, record] of this.records) {
      if (row < this.base.rows)
        add({
          split: valueAt(split, row),
          party: valueAt(party, row),
          registration: valueAt(registration, row),
          voters: -1,
        });
      add({ split: record.split, party: record.party, registration: record.registration, voters: 1 });
    }
    return sortCounts([...counted.values()].filter(({ voters }) => voters > 0));
  }

  /** The voters that must be searched beside the base roll, as a small roll, and the rows that they have here. */
  movedVoters(): Moved {
    if (this.moved === undefined) {
      const builder = new RollBuilder();
      for (const record of this.records.values()) builder.add(record);
      const built = builder.finish();
      if (!built.ok) throw new Error(`Two records for one voter in the overlay: ${built.error.type}`);
      const roll = built.value;
      const rows = Uint32Array.from({ length: roll.rows }, (_, at) => this.rowOfVoter(roll.voterAt(at).id) as number);
      this.moved = { hidden: hiddenRows(this.records.keys(), this.base.rows), roll, rows };
    }
    return this.moved;
  }

  private change(change: RollChange): "changed" | "added" | "unknown" {
    if ("add" in change) {
      const known = this.rowOfVoter(change.add.id);
      const row = known ?? this.rows;
      if (known === undefined) this.addedRows.set(change.add.id, row);
      this.recordsChange();
      this.keep(row, change.add, change.add.mailing);
      return known === undefined ? "added" : "changed";
    }
    const row = this.rowOfVoter(change.voter);
    if (row === undefined) return "unknown";
    const { set } = change;
    const beside = this.records.has(row) || !Object.keys(set).every((name) => name === "mailing" || isFacet(name));
    if (beside || isConfidential({ flags: set.flags ?? this.flagsAt(row) })) {
      this.recordsChange();
      this.keep(row, { ...(this.records.get(row) ?? this.voterAt(row)), ...defined(set) }, set.mailing);
    } else this.setFacets(row, set);
    return "changed";
  }

  /** `mailing`: undefined where it stays as it was. */
  private keep(row: number, voter: VoterRecord, mailing: string | undefined): void {
    this.records.set(row, asListed(voter));
    if (isConfidential(voter)) this.mailing.set(row, "");
    else if (mailing !== undefined) this.mailing.set(row, mailing);
  }

  private flagsAt(row: number): VoterRecord["flags"] {
    const { codes, values } = this.facets.get("flags") ?? this.base.columns.flags;
    return (values[codes[row] as number] as string).split(" ") as VoterRecord["flags"];
  }

  private recordsChange(): void {
    this.revisions++;
    this.moved = undefined;
  }

  private setFacets(row: number, set: Extract<RollChange, { voter: string }>["set"]): void {
    for (const name of Object.keys(set) as (keyof typeof set)[]) {
      const value = set[name];
      if (value === undefined || !isFacet(name)) continue;
      const text = typeof value === "string" ? value : value.join(" ");
      const column = this.facetColumn(name);
      let code = column.codeOf.get(text);
      if (code === undefined) {
        code = column.values.length;
        column.values.push(text);
        column.codeOf.set(text, code);
        const wider = codesFor(column.values.length, 0);
        if (wider.BYTES_PER_ELEMENT > column.codes.BYTES_PER_ELEMENT) {
          const codes = codesFor(column.values.length, this.base.rows);
          codes.set(column.codes);
          column.codes = codes;
        }
      }
      column.codes[row] = code;
    }
    if (set.mailing !== undefined) this.mailing.set(row, set.mailing);
  }

  private facetColumn(name: Facet) {
    let made = this.facets.get(name);
    if (made === undefined) {
      const { codes, values } = this.base.columns[name];
      made = {
        codes: codes.slice() as CodedColumn["codes"],
        values: [...values],
        codeOf: new Map(values.map((value, code) => [value, code])),
      };
      this.facets.set(name, made);
    }
    return made;
  }
}

const FACET_NAMES: ReadonlySet<string> = new Set(FACETS);

function isFacet(name: string): name is Facet {
  return FACET_NAMES.has(name);
}

function defined<T extends object>(set: T): Partial<VoterRecord> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

function setFacet(voter: VoterRecord, name: CodedName, value: string): void {
  Object.assign(voter, { [name]: name !== "flags" ? value : value === "" ? [] : value.split(" ") });
}

function hiddenRows(rows: Iterable<number>, below: number): HiddenRows {
  const sorted = Uint32Array.from([...rows].filter((row) => row < below)).sort();
  const bits = new Uint8Array((below >>> 3) + 1);
  for (const row of sorted) bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  return {
    rows: sorted,
    has: (row) => ((bits[row >>> 3] as number) & (1 << (row & 7))) !== 0,
  };
}
