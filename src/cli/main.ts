/**
 * The `turnout` command. Finds the command, reads its arguments, runs it and prints what came of it: the answer on
 * standard output (one JSON object with --json), a refusal with its reason on standard error and exit code 1.
 */
import { commandHelp, readArgs } from "./command.ts";
import { commands } from "./commandList.ts";
import { systemRefusal } from "./files.ts";
import { type Refusal, refusalJson, refusalText } from "./refusal.ts";
import { processTerminal } from "./terminal.ts";

/** The name of the command that begins the words: two words of it, or one. */
function commandName(words: readonly string[]): string | undefined {
  return [2, 1].map((count) => words.slice(0, count).join(" ")).find((name) => commands.has(name));
}

/** The commands that begin with this word ("export"), or all. */
async function overview(word: string | undefined): Promise<string> {
  const loaders = [...commands].filter(([name]) => name.startsWith(`${word} `));
  const among = await Promise.all((loaders.length > 0 ? loaders : [...commands]).map(([, load]) => load()));
  const width = Math.max(...among.map(({ name }) => name.length));
  const lines = among.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "turnout COMMAND [options]",
    "",
    ...lines,
    "",
    '"turnout COMMAND --help" says more. Through npm, "--" comes first, and --silent keeps npm\'s own lines out of',
    "what a script reads: npm run --silent turnout -- COMMAND --json",
    "",
  ].join("\n");
}

async function run(words: readonly string[]): Promise<number> {
  const { stdout } = process;
  const terminal = processTerminal(process, Date.now);
  let json = words.includes("--json");
  const refuse = (refusal: Refusal): number => {
    if (json) stdout.write(`${JSON.stringify(refusalJson(refusal))}\n`);
    terminal.note(refusalText(refusal));
    return 1;
  };
  const [first] = words;
  const name = commandName(words);
  const load = name === undefined ? undefined : commands.get(name);
  if (name === undefined || load === undefined) {
    if (first === undefined || first === "help" || words.includes("--help")) {
      stdout.write(await overview(first));
      return 0;
    }
    const known = [...commands.keys()].join(", ");
    return refuse({
      type: "badArguments",
      reason: `There is no command "${first}".`,
      remedy: `The commands: ${known}.`,
    });
  }
  const command = await load();
  const args = readArgs(command, words.slice(name.split(" ").length));
  if (!args.ok) return refuse(args.error);
  json = args.value.has("json");
  if (args.value.has("help")) {
    stdout.write(commandHelp(command));
    return 0;
  }
  try {
    const outcome = await command.run(args.value, terminal);
    terminal.progressDone();
    if (!outcome.ok) return refuse(outcome.error);
    const { value } = outcome;
    stdout.write(json ? `${JSON.stringify(value.json)}\n` : `${value.text}\n`);
    await value.until;
    return 0;
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

// `npm run` starts in the project's folder; file names are meant from where the command was typed.
const { npm_lifecycle_event, INIT_CWD } = process.env;
if (npm_lifecycle_event === "turnout" && INIT_CWD !== undefined) process.chdir(INIT_CWD);
process.exitCode = await run(process.argv.slice(2));
