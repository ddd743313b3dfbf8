/**
 * What a command of the command line is: a name, its options, and one function from arguments to an answer or a refusal.
 * Commands print nothing themselves. `main.ts` prints the answer (for people, or as the one JSON object of `--json`) on
 * standard output; everything said on the way goes to standard error.
 */
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../domain/result.ts";
import type { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

export type Option = {
  readonly name: string;
  /** Placeholder of its value, such as "FILE"; none for a switch. */
  readonly value?: string;
  /** May be given more than once, or take several values after one another. */
  readonly several?: boolean;
  readonly required?: boolean;
  readonly help: string;
};

export type Answer = {
  readonly json: object;
  /** For people. */
  readonly text: string;
  /** What the command waits for after it has answered (a server). */
  readonly until?: Promise<void>;
};

export type Outcome = Result<Answer, Refusal>;

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after the command's name; options are added. */
  readonly operands?: string;
  readonly options: readonly Option[];
  /** Where its data lie if `--data` is left out; as for the others if this is. */
  readonly dataFolder?: string;
  /** More for `--help`. */
  readonly notes?: string;
  run(args: Args, terminal: Terminal): Promise<Outcome>;
};

/** Options that every command takes. */
export const commonOptions = ({
  dataFolder = defaultFolder(),
}: Pick<Command, "dataFolder"> = {}): readonly Option[] => [
  { name: "data", value: "DIR", help: `the data folder of the election (${dataFolder} if left out)` },
  { name: "json", help: "prints one JSON object on standard output" },
  { name: "help", help: "shows this" },
];

function defaultFolder(): string {
  return "data/county";
}

/** The arguments of one call, checked against the command's options. */
export class Args {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #switches: ReadonlySet<string>;
  /** Operands: what stands by itself. */
  readonly operands: readonly string[];

  constructor(
    values: ReadonlyMap<string, readonly string[]>,
    switches: ReadonlySet<string>,
    operands: readonly string[],
  ) {
    this.#values = values;
    this.#switches = switches;
    this.operands = operands;
  }

  /** The last value of an option. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** Every value of an option, in the order in which they were given. */
  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#switches.has(name);
  }

  /** The value of an option that `readArgs` has required. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`--${name} is not declared as required`);
    return value;
  }

  get data(): string {
    return this.text("data") ?? defaultFolder();
  }

  /** A whole number at least `least`; undefined if the option was left out. */
  whole(name: string, least: number, most = Number.MAX_SAFE_INTEGER): Result<number | undefined, Refusal> {
    const value = this.text(name);
    if (value === undefined) return ok(undefined);
    const number = Number(value);
    if (/^-?\d{1,15}$/.test(value) && number >= least && number <= most) return ok(number);
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    return err({ type: "badArguments", reason: `--${name} takes a whole number ${range}, not "${value}".` });
  }
}

/** Reads what stands after the command's name. Values that follow an option of several values belong to it. */
export function readArgs(command: Command, argv: readonly string[]): Result<Args, Refusal> {
  const known = [...command.options, ...commonOptions(command)];
  const refuse = (reason: string) =>
    err({ type: "badArguments", reason, remedy: `See "turnout ${command.name} --help".` } as const);
  let tokens: NonNullable<ReturnType<typeof parseArgs>["tokens"]>;
  try {
    ({ tokens } = parseArgs({
      args: negativesJoined(argv, known),
      options: Object.fromEntries(
        known.map(({ name, value }) => [name, { type: value === undefined ? "boolean" : "string", multiple: true }]),
      ),
      allowPositionals: true,
      tokens: true,
    }));
  } catch (error) {
    // parseArgs throws on what people mistype; its messages say what was wrong.
    if (error instanceof TypeError && "code" in error) return refuse(error.message.replace(/\. To specify.*$/s, "."));
    throw error;
  }
  const values = new Map<string, string[]>();
  const switches = new Set<string>();
  const operands: string[] = [];
  let list: string[] | undefined;
  for (const token of tokens) {
    if (token.kind === "positional") (list ?? operands).push(token.value);
    if (token.kind !== "option") continue;
    list = undefined;
    const option = known.find(({ name }) => name === token.name);
    if (token.value === undefined) switches.add(token.name);
    else if (option?.several) {
      list = values.get(token.name) ?? [];
      list.push(token.value);
      values.set(token.name, list);
    } else if (values.has(token.name)) return refuse(`--${token.name} was given twice.`);
    else values.set(token.name, [token.value]);
  }
  if (!switches.has("help")) {
    const missing = command.options.find(({ name, required }) => required === true && !values.has(name));
    if (missing !== undefined) return refuse(`--${missing.name} ${missing.value ?? ""} is missing.`);
    if (command.operands === undefined && operands.length > 0) return refuse(`"${operands[0]}" is not understood.`);
  }
  return ok(new Args(values, switches, operands));
}

/** `--name -1` as `--name=-1`: parseArgs takes a value that begins with a hyphen in this form only. */
function negativesJoined(argv: readonly string[], known: readonly Option[]): string[] {
  const takesValue = new Set(known.filter(({ value }) => value !== undefined).map(({ name }) => `--${name}`));
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1);
    if (/^-\d+$/.test(word) && before !== undefined && takesValue.has(before))
      joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** The text of `--help`. */
export function commandHelp(command: Command): string {
  const shown = (option: Option): string => {
    const value = option.value === undefined ? "" : ` ${option.value}${option.several === true ? "…" : ""}`;
    return `--${option.name}${value}`;
  };
  const usage = command.options.map((option) => (option.required === true ? shown(option) : `[${shown(option)}]`));
  const operands = command.operands === undefined ? [] : [command.operands];
  const all = [...command.options, ...commonOptions(command)];
  const width = Math.max(...all.map((option) => shown(option).length));
  const lines = all.map((option) => `  ${shown(option).padEnd(width)}  ${option.help}`);
  const first = `turnout ${[command.name, ...operands, ...usage, "[--data DIR] [--json]"].join(" ")}`;
  const notes = command.notes === undefined ? [] : ["", command.notes];
  return [first, "", command.summary, "", ...lines, ...notes, ""].join("\n");
}
