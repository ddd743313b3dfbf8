/**
 * The `turnout` command. Finds the command, reads its arguments, runs it and prints what came of it: the answer on
 * standard output (one JSON object with --json), a refusal with its reason on standard error and exit code 1.
 */
import { type Command, commandHelp, readArgs } from "./command.ts";
import { commands } from "./commandList.ts";
import { systemRefusal } from "./files.ts";
import { type Refusal, refusalJson, refusalText } from "./refusal.ts";
import { processTerminal } from "./terminal.ts";

/** The command that the words name, and how many words its name has. */
function findCommand(words: readonly string[]): { command: Command; words: number } | undefined {
  for (const count of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, count).join(" "));
    if (command !== undefined && words.length >= count) return { command, words: count };
  }
  return undefined;
}

function overview(among: readonly Command[]): string {
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
  const found = findCommand(words);
  if (found === undefined) {
    const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
    const asked = words.length === 0 || words.includes("--help") || words[0] === "help";
    if (asked) {
      stdout.write(overview(group.length > 0 ? group : commands));
      return 0;
    }
    terminal.note(`There is no command "${words[0]}".\n\n${overview(group.length > 0 ? group : commands)}`);
    return 1;
  }
  const { command } = found;
  const args = readArgs(command, words.slice(found.words));
  const json = args.ok ? args.value.has("json") : words.includes("--json");
  const refuse = (refusal: Refusal): number => {
    if (json) stdout.write(`${JSON.stringify(refusalJson(refusal))}\n`);
    terminal.note(refusalText(refusal));
    return 1;
  };
  if (!args.ok) return refuse(args.error);
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
