/**
 * Packed columns as Apache Arrow, one record batch per group: dictionary columns as dictionaries of UTF-8 (indices of 8,
 * 16 or 32 bits), text columns as UTF-8. Any tool that reads Arrow reads them. Reading copies nothing: the codes are views
 * on the bytes that were given, which must stay unchanged.
 */
import {
  Table as ArrowTable,
  batchType,
  Column,
  type DataType,
  dictionary,
  Endianness,
  field,
  int32,
  type Table,
  tableFromIPC,
  tableToIPC,
  uint8,
  uint16,
  utf8,
  Version,
} from "@uwdata/flechette";
import type { PackedRoll } from "./packedRoll.ts";
import {
  CODED,
  type CodedColumn,
  type CodedColumns,
  type CodedName,
  type Codes,
  type MailingColumns,
  type TextColumn,
} from "./rollColumns.ts";

type RawBatch = { values: unknown; offsets: Int32Array<ArrayBuffer>; cache: string[]; length: number };
const NONE = new Uint8Array(0);

/** Collects what the encoder writes, without joining it into one array. */
class Pieces {
  readonly list: Uint8Array<ArrayBuffer>[] = [];
  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.list.push(bytes);
  }
  pad(count: number): void {
    this.list.push(new Uint8Array(count));
  }
  finish(): null {
    return null;
  }
}

/** The Arrow stream of a group as a list of pieces; most are views on the columns themselves. */
export function encodeArrow(
  columns: readonly (readonly [name: string, column: CodedColumn | TextColumn])[],
  format: "stream" | "file" = "stream",
): Uint8Array<ArrayBuffer>[] {
  const made = columns.map(
    ([name, column]) => [name, "codes" in column ? codedColumn(column) : textColumn(column)] as const,
  );
  const fields = made.map(([name, column]) => field(name, column.type, false));
  const schema = {
    version: Version.V5,
    endianness: Endianness.Little,
    fields,
    metadata: null,
    dictionaryTypes: new Map<number, DataType>(),
  };
  const table = new ArrowTable(
    schema,
    made.map(([, column]) => column),
  );
  const sink = new Pieces();
  tableToIPC(table, { format, sink });
  return sink.list;
}

function batch(type: DataType, parts: object): unknown {
  // The classes are exported by function and untyped: batchType gives the one that fits the type.
  const Batch = batchType(type, {}) as unknown as new (parts: object) => unknown;
  return new Batch({ nullCount: 0, validity: NONE, type, ...parts });
}

function textColumn(column: TextColumn): Column<string> {
  const type = utf8();
  const length = column.offsets.length - 1;
  return new Column(
    [batch(type, { length, offsets: column.offsets, values: column.bytes })] as ConstructorParameters<
      typeof Column<string>
    >[0],
    type,
  );
}

function codedColumn({ codes, values }: CodedColumn): Column<string> {
  const encoder = new TextEncoder();
  const texts = values.map((value) => encoder.encode(value));
  const offsets = new Int32Array(values.length + 1);
  texts.forEach((text, at) => {
    offsets[at + 1] = (offsets[at] as number) + text.length;
  });
  const bytes = new Uint8Array(offsets[values.length] as number);
  for (const [at, text] of texts.entries()) bytes.set(text, offsets[at] as number);
  const meanings = textColumn({ offsets, bytes });
  const index = codes instanceof Uint8Array ? uint8() : codes instanceof Uint16Array ? uint16() : int32();
  const type = dictionary(meanings.type, index, true);
  const made = batch(type, { length: codes.length, values: codes }) as { setDictionary(d: unknown): unknown };
  return new Column([made.setDictionary(meanings)] as ConstructorParameters<typeof Column<string>>[0], type);
}

/** Opens an Arrow stream that `encodeArrow` wrote. Throws if it is none. */
export function openArrow(bytes: Uint8Array<ArrayBuffer>): Table {
  return tableFromIPC(bytes, { useProxy: false });
}

function rawBatch(table: Table, name: string): RawBatch | undefined {
  return table.getChild(name)?.data[0] as unknown as RawBatch | undefined;
}

/** The dictionary columns of an opened hot group, or undefined if one is missing. */
export function codedColumns(table: Table): CodedColumns | undefined {
  const columns: Partial<Record<CodedName, CodedColumn>> = {};
  for (const name of CODED) {
    const column = codedColumnOf(table, name);
    if (column === undefined) return undefined;
    columns[name] = column;
  }
  return columns as Record<CodedName, CodedColumn>;
}

function codedColumnOf(table: Table, name: string): CodedColumn | undefined {
  const raw = rawBatch(table, name);
  if (raw === undefined) return undefined;
  return { codes: (raw.values as Codes).subarray(0, raw.length) as Codes, values: raw.cache };
}

/** The columns of an opened cold group, or undefined if one is missing. */
export function mailingColumnsOf(table: Table): MailingColumns | undefined {
  const text = textColumnOf(table, "mailing");
  const ending = codedColumnOf(table, "mailingEnding");
  return text === undefined || ending === undefined ? undefined : { text, ending };
}

/** A text column of an opened group. */
export function textColumnOf(table: Table, name: string): TextColumn | undefined {
  const raw = rawBatch(table, name);
  if (raw === undefined) return undefined;
  return { offsets: raw.offsets.subarray(0, raw.length + 1), bytes: raw.values as Uint8Array<ArrayBuffer> };
}

/** The hot group of a roll, ready for `encodeArrow`. */
export function hotColumns(roll: Pick<PackedRoll, "columns" | "ids">): (readonly [string, CodedColumn | TextColumn])[] {
  return [["id", roll.ids], ...CODED.map((name) => [name, roll.columns[name]] as const)];
}

/** The cold group of a roll, ready for `encodeArrow`. */
export function coldColumns({ text, ending }: MailingColumns): (readonly [string, CodedColumn | TextColumn])[] {
  return [
    ["mailing", text],
    ["mailingEnding", ending],
  ];
}
