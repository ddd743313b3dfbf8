/**
 * A mapping file tells how to read any delimited voter file: its columns by name or position, its codes, its dates. It is
 * JSON; the schema is published (`jsonSchemas`). A mapping that names a column the file does not have is refused, and so
 * is one that maps a column of driver-licence or social-security numbers.
 */
import { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import { Absentee, Registration } from "../../domain/voter.ts";
import type { ImportRefusal } from "./importReport.ts";
import { FIELD_NAMES, type FieldName, type Layout } from "./layout.ts";
import { isSecretColumn } from "./secretColumn.ts";

const column = z.union([z.string().min(1).max(200), z.int().min(1).max(10_000)]).meta({
  description: "A column by its name in the header (without regard to case), or by its position; the first is 1.",
});

const codes = <T extends z.core.$ZodType>(value: T, description: string) =>
  z.record(z.string().max(200), value).default({}).meta({ description });

export const Mapping = z
  .strictObject({
    format: z.literal("turnout-mapping/1"),
    name: z.string().max(200).optional().meta({ description: "What the file is called, for the report." }),
    delimiter: z
      .string()
      .regex(/^[^"\r\n0-9A-Za-z ]$/u, "one character that is no letter, digit, blank or quotation mark")
      .optional()
      .meta({ description: "Without it, the file's first lines tell.", example: "|" }),
    quoting: z
      .enum(["rfc4180", "none"])
      .optional()
      .meta({ description: '"none": a quotation mark is a letter. Without it, the file\'s first lines tell.' }),
    header: z.boolean().optional().meta({ description: "The first line names the columns." }),
    encoding: z
      .enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"])
      .optional()
      .meta({ description: "Without it, the file's bytes tell." }),
    dateOrder: z.enum(["mdy", "dmy", "ymd"]).default("mdy").meta({
      description: "The order of month, day and year. A date that begins with a year of four digits is always read so.",
    }),
    columns: z
      .partialRecord(z.enum(FIELD_NAMES), z.union([column, z.array(column).min(1)]))
      .meta({ description: "Our field to the file's column; of several columns the first that exists is read." }),
    leaveOut: z.array(column).default([]).meta({ description: "Further columns that must never be read." }),
    blanks: z.array(z.string().min(1).max(11)).default([]).meta({ description: 'Values that mean "not given".' }),
    statuses: codes(
      Registration,
      "The file's status code or word to a registration, all of them; without it, common English words are read.",
    ),
    statusWithoutColumn: z.optional(Registration).meta({
      description: "The registration of every voter of a file without a status column.",
    }),
    parties: codes(z.string().max(64), "The file's party code to the party's id in the election; \"\" for no party."),
    precincts: codes(z.string().min(1).max(64), "The file's precinct code to the precinct's id in the election."),
    languages: codes(z.string().min(2).max(35), "The file's language code to a BCP 47 tag."),
    absentees: codes(Absentee, "The file's absentee code to how far the absentee ballot has come."),
  })
  .meta({ id: "Mapping", title: "Turnout mapping of a voter file" });
export type Mapping = z.infer<typeof Mapping>;

/** Words for registration that many states share; read only if the mapping names none itself. */
const COMMON_STATUSES: Layout["statuses"] = {
  A: "active",
  ACT: "active",
  ACTIVE: "active",
  I: "inactive",
  INA: "inactive",
  INACTIVE: "inactive",
  PENDING: "pending",
  CANCELLED: "cancelled",
  CANCELED: "cancelled",
  REMOVED: "cancelled",
  DENIED: "denied",
  CHALLENGED: "challenged",
};

const COMMON_PARTIES: Layout["partyNames"] = {
  DEM: ["Democratic", "Democratic Party", "D"],
  REP: ["Republican", "Republican Party", "R"],
  D: ["DEM", "Democratic", "Democratic Party"],
  R: ["REP", "Republican", "Republican Party"],
  LIB: ["Libertarian", "Libertarian Party", "L"],
  GRE: ["Green", "Green Party", "G"],
};

const COMMON_LANGUAGES: NonNullable<Layout["languages"]> = {
  ENG: "en",
  ENGLISH: "en",
  EN: "en",
  SPA: "es",
  SPANISH: "es",
  ES: "es",
  CHN: "zh",
  CHI: "zh",
  CHINESE: "zh",
  VTN: "vi",
  VIE: "vi",
  VIETNAMESE: "vi",
  KOR: "ko",
  KOREAN: "ko",
  TAG: "fil",
  TAGALOG: "fil",
  FILIPINO: "fil",
  JPN: "ja",
  JAPANESE: "ja",
  THA: "th",
  THAI: "th",
  HIN: "hi",
  HINDI: "hi",
  KHM: "km",
  KHMER: "km",
};

/** Checks a mapping (any JSON value) and makes a layout of it. */
export function layoutOfMapping(value: unknown): Result<{ mapping: Mapping; layout: Layout }, ImportRefusal> {
  const refuse = (reason: string, remedy: string, field?: FieldName): Result<never, ImportRefusal> =>
    err({ type: "mappingInvalid", ...(field === undefined ? {} : { field }), reason, remedy });
  const parsed = Mapping.safeParse(value);
  if (!parsed.success)
    return refuse(z.prettifyError(parsed.error), "Correct the mapping file; its JSON Schema is published.");
  const mapping = parsed.data;
  const columns: Partial<Record<FieldName, readonly (string | number)[]>> = {};
  for (const name of FIELD_NAMES) {
    const given = mapping.columns[name];
    if (given !== undefined) columns[name] = Array.isArray(given) ? given : [given];
  }
  const used = Object.values(columns).flat();
  for (const name of FIELD_NAMES) {
    const secret = columns[name]?.find((one) => typeof one === "string" && isSecretColumn(one));
    if (secret !== undefined)
      return refuse(
        `The column "${secret}" holds or tells about driver-licence or social-security numbers, which are never read.`,
        `Give another column for "${name}", or take it out of the mapping.`,
        name,
      );
  }
  if (columns.id === undefined)
    return refuse("The mapping does not name the column of the voter id.", 'Add "id" to "columns".');
  if (columns.lastName === undefined)
    return refuse("The mapping does not name the column of the last name.", 'Add "lastName" to "columns".');
  if (columns.status === undefined && mapping.statusWithoutColumn === undefined)
    return refuse(
      "The mapping names neither a status column nor the registration of every voter.",
      'Add "status" to "columns", or "statusWithoutColumn" if the file lists, for example, active voters only.',
    );
  if (mapping.header === false && used.some((one) => typeof one === "string"))
    return refuse(
      "The file has no header, but the mapping names columns by name.",
      "Name the columns by position; the first is 1.",
    );
  const parties = upperKeys(mapping.parties);
  const layout: Layout = {
    name: "delimited",
    title: mapping.name ?? "Delimited file with a mapping",
    quoting: mapping.quoting ?? "sniff",
    ...(mapping.delimiter === undefined ? {} : { delimiter: mapping.delimiter }),
    ...(mapping.header === undefined ? {} : { header: mapping.header }),
    ...(mapping.encoding === undefined ? {} : { encoding: mapping.encoding }),
    ...(mapping.statusWithoutColumn === undefined ? {} : { statusWithoutColumn: mapping.statusWithoutColumn }),
    columns,
    // Every column that the mapping names must be there: a missing one would lose data in silence.
    required: FIELD_NAMES.filter((name) => columns[name] !== undefined),
    dates: mapping.dateOrder,
    statuses: Object.keys(mapping.statuses).length === 0 ? COMMON_STATUSES : upperKeys(mapping.statuses),
    partyNames: {
      ...COMMON_PARTIES,
      ...Object.fromEntries(Object.entries(parties).map(([code, party]) => [code, party === "" ? [] : [party]])),
    },
    noParty: [
      ...["UNA", "NPA", "UND", "UAF", "NPP", "NF", "BLK", "NONE", "X"].filter((code) => !(code in parties)),
      ...Object.keys(parties).filter((code) => parties[code] === ""),
    ],
    precinctIds: upperKeys(mapping.precincts),
    blanks: mapping.blanks,
    languages: { ...COMMON_LANGUAGES, ...upperKeys(mapping.languages) },
    absentees: upperKeys(mapping.absentees),
    leaveOut: mapping.leaveOut,
  };
  return ok({ mapping, layout });
}

function upperKeys<T>(codesOf: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(codesOf).map(([code, value]) => [code.trim().toUpperCase(), value]));
}
