/**
 * The data folder of the demonstration: made once a day, reused after that. Made under another name and moved in place
 * when it is whole, so that an interrupted start leaves nothing half done. One of another day is put aside, not removed.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import { pinVerifier } from "../../protocol/pin.ts";
import { createCounty, openCounty, platformRandom } from "../../server/dataFolder.ts";
import { Mapping } from "../../server/import/mapping.ts";
import { lastSeenFileOf } from "../../server/lastSeen.ts";
import { publishRoll } from "../../server/publish.ts";
import { setWorkers } from "../../server/workerList.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal, publishRefusal, type Refusal } from "../refusal.ts";
import { differencesRefusal, stageImport } from "../stageImport.ts";
import type { Terminal } from "../terminal.ts";
import { demoElection, demoWorkers } from "./demoElection.ts";
import { demoMapping, demoRollFile } from "./demoRollFile.ts";

/** What tells the folder of the demonstration from that of an election. */
const DemoFile = z.looseObject({});

const VOTERS = 4000;

export type Demo = { readonly made: boolean };

/** `date`: today. */
export async function demoCounty(
  folder: string,
  date: string,
  timeZone: string,
  terminal: Terminal,
): Promise<Result<Demo, Refusal>> {
  if (existsSync(folder)) {
    const there = await openCounty(folder);
    if (!there.ok) return err(folderRefusal(there.error));
    if (!(await isDemonstration(folder)))
      return err({
        type: "notADemonstration",
        reason: `The folder ${folder} holds another election, not the demonstration.`,
        remedy: '"turnout serve" runs an election; name another folder for the demonstration with --data.',
      });
    if (there.value.election.date === date) {
      const account = await withOffice(folder, terminal, async ({ accounts }) => {
        await accounts.addDemonstration(); // is there, unless an earlier version made the folder
        return ok({ json: {}, text: "" });
      });
      return account.ok ? ok({ made: false }) : account;
    }
    const aside = await putAside(folder, there.value.election.date);
    terminal.note(`The demonstration of another day is kept in ${aside}.`);
  }
  const making = join(dirname(folder), `.${basename(folder)}.making`);
  await rm(making, { recursive: true, force: true });
  await rm(lastSeenFileOf(making), { force: true });
  const done = await make(making, date, timeZone, terminal);
  if (!done.ok) return done;
  await rename(lastSeenFileOf(making), lastSeenFileOf(folder));
  await rename(making, folder);
  return ok({ made: true });
}

async function isDemonstration(folder: string): Promise<boolean> {
  const file = join(folder, "demo.json");
  return existsSync(file) && DemoFile.safeParse(JSON.parse(await readFile(file, "utf8"))).success;
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
): Promise<Result<void, Refusal>> {
  terminal.note(`Making an election with ${VOTERS} invented voters …`);
  const election = demoElection(date, timeZone);
  const created = await createCounty(folder, election);
  if (!created.ok) return err(folderRefusal(created.error));
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
    await office.accounts.addDemonstration();
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
  await writeFile(join(folder, "demo.json"), "{}\n", { mode: 0o600 });
  return ok(undefined);
}
