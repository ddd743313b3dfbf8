/**
 * The data folder of the demonstration: made once a day, reused after that. Made under another name and moved in place
 * when it is whole, so that an interrupted start leaves nothing half done. One of another day is put aside, not removed.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import { createCounty, openCounty, platformRandom } from "../../server/dataFolder.ts";
import { Mapping } from "../../server/import/mapping.ts";
import { lastSeenFileOf } from "../../server/lastSeen.ts";
import { publishRoll, setWorkers } from "../../server/publish.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal, publishRefusal, type Refusal } from "../refusal.ts";
import { differencesRefusal, stageImport } from "../stageImport.ts";
import type { Terminal } from "../terminal.ts";
import { pinVerifier } from "../workerPin.ts";
import { demoElection, demoWorkers } from "./demoElection.ts";
import { demoMapping, demoRollFile } from "./demoRollFile.ts";

/** What the folder keeps so that a second start can print it. */
const DemoFile = z.strictObject({ password: z.string() });

const VOTERS = 4000;

export type Demo = { readonly password: string; readonly made: boolean };

/** `date`: today. Answers the office's password. */
export async function demoCounty(
  folder: string,
  date: string,
  timeZone: string,
  terminal: Terminal,
): Promise<Result<Demo, Refusal>> {
  if (existsSync(folder)) {
    const there = await openCounty(folder);
    if (!there.ok) return err(folderRefusal(there.error));
    const saved = await savedPassword(folder);
    if (saved === undefined)
      return err({
        type: "notADemonstration",
        reason: `The folder ${folder} holds another election, not the demonstration.`,
        remedy: '"turnout serve" runs an election; name another folder for the demonstration with --data.',
      });
    if (there.value.election.date === date) return ok({ password: saved, made: false });
    const aside = await putAside(folder, there.value.election.date);
    terminal.note(`The demonstration of another day is kept in ${aside}.`);
  }
  const making = join(dirname(folder), `.${basename(folder)}.making`);
  await rm(making, { recursive: true, force: true });
  await rm(lastSeenFileOf(making), { force: true });
  const password = await make(making, date, timeZone, terminal);
  if (!password.ok) return password;
  await rename(lastSeenFileOf(making), lastSeenFileOf(folder));
  await rename(making, folder);
  return ok({ password: password.value, made: true });
}

async function savedPassword(folder: string): Promise<string | undefined> {
  const file = join(folder, "demo.json");
  if (!existsSync(file)) return undefined;
  return DemoFile.parse(JSON.parse(await readFile(file, "utf8"))).password;
}

/** Moves the folder and its lock file to a free name and answers it. */
async function putAside(folder: string, date: string): Promise<string> {
  let aside = `${folder}-${date}`;
  for (let n = 2; existsSync(aside); n++) aside = `${folder}-${date}-${n}`;
  if (existsSync(lastSeenFileOf(folder))) await rename(lastSeenFileOf(folder), lastSeenFileOf(aside));
  await rename(folder, aside);
  return aside;
}

async function make(
  folder: string,
  date: string,
  timeZone: string,
  terminal: Terminal,
): Promise<Result<string, Refusal>> {
  terminal.note(`Making an election with ${VOTERS} invented voters …`);
  const election = demoElection(date, timeZone);
  const created = await createCounty(folder, election);
  if (!created.ok) return err(folderRefusal(created.error));
  const { password } = created.value;
  const source = join(folder, "source");
  await mkdir(source);
  const { csv, manifest } = demoRollFile(election, VOTERS);
  const roll = join(source, "voters.csv");
  await writeFile(roll, csv);
  await writeFile(join(source, "mapping.json"), `${JSON.stringify(demoMapping, null, 2)}\n`);
  await writeFile(join(source, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const published = await withOffice(folder, terminal, async (office) => {
    const publisher = await office.publisher();
    if (!publisher.ok) return publisher;
    const workers = demoWorkers.map(async ({ pin, ...worker }) => ({
      ...worker,
      pin: await pinVerifier(pin, platformRandom(16)),
    }));
    await setWorkers(publisher.value, await Promise.all(workers));
    const mapping = Mapping.parse(demoMapping);
    const voterFile = { files: [roll], layout: "delimited", mapping } as const;
    const imported = await stageImport(office, folder, voterFile, manifest, terminal);
    if (!imported.ok) return imported;
    const { differences } = imported.value;
    if (differences.length > 0) return err(differencesRefusal(differences));
    const done = await publishRoll(publisher.value);
    return done.ok ? ok({ json: {}, text: "" }) : err(publishRefusal(done.error));
  });
  if (!published.ok) return published;
  await writeFile(join(folder, "demo.json"), `${JSON.stringify({ password } satisfies z.infer<typeof DemoFile>)}\n`, {
    mode: 0o600,
  });
  return ok(password);
}
