/** What changes the county as a whole: a roll that is staged, and a log that is recovered. All of it, or none. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Office } from "../../src/cli/openOffice.ts";
import { stageImport } from "../../src/cli/stageImport.ts";
import { recoveryPath } from "../../src/protocol/recovery.ts";
import { chunksOf, RollManifest } from "../../src/roll/rollManifest.ts";
import { openCountyOffice } from "../../src/server/countyOffice.ts";
import type { CountyDatabase, Tables } from "../../src/server/database.ts";
import { createCounty } from "../../src/server/dataFolder.ts";
import { readManifest } from "../../src/server/import/manifest.ts";
import { readLeaves } from "../../src/server/logStore.ts";
import { RestorableCounty } from "../helpers/restorableCounty.ts";
import { bundleOf, election, enrolTablet, handClock, silent } from "../helpers/server.ts";
import { type FuzzSuite, insist, refused } from "./fuzzSuite.ts";
import { mutatedBytes, mutatedText } from "./mutations.ts";

const contentsOf = async ({ db }: CountyDatabase, tables: readonly (keyof Tables)[]): Promise<string> => {
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
};

/** From so many cases on, one at least must have come to what it is about. */
const enough = 80;

const header =
  "ncid\tlast_name\tfirst_name\tcounty_desc\tvoter_reg_num\tstatus_cd\tparty_cd\tprecinct_abbrv\tbirth_year";
const voterFile = Buffer.from(
  [
    header,
    ...Array.from({ length: 12 }, (_, n) => `AA${n}\tDOE\tANA\tMAPLE\t${n}\tA\tUNA\t0${1 + (n % 2)}\t1980`),
    "",
  ].join("\n"),
);
const counts = "precinct,count\n01,6\n02,6\n";

const staging: FuzzSuite = {
  name: "a voter file that is staged, with its manifest",
  cases: 1_500,
  async begin() {
    const base = mkdtempSync(join(tmpdir(), "fuzz-county-"));
    const folder = join(base, "data");
    const created = await createCounty(folder, election);
    if (!created.ok) throw new Error(created.error.type);
    const opened = await openCountyOffice({ folder, log: silent });
    if (!opened.ok) throw new Error(opened.error.type);
    const office = opened.value as unknown as Office;
    const { database } = opened.value;
    const tables = ["staged_roll", "roll_version", "chunk", "entry", "checkpoint"] as const;
    const terminal = { progress: silent, note: silent, interactive: false, now: Date.now } as never;
    const path = join(base, "ncvoter.txt");
    let before = await contentsOf(database, tables);
    return {
      property: fc.asyncProperty(mutatedBytes([voterFile]), mutatedText([counts]), async (bytes, typed) => {
        writeFileSync(path, bytes);
        const manifest = readManifest(typed);
        const source = { files: [path], layout: "auto" as const };
        const made = await stageImport(office, folder, source, manifest.ok ? manifest.value : undefined, terminal);
        const after = await contentsOf(database, tables);
        if (refused(made)) insist(after === before, "a refused import changed something");
        before = after;
        const staged = await database.db.selectFrom("staged_roll").selectAll().execute();
        for (const { manifest: json } of staged) {
          const wanted = chunksOf(RollManifest.parse(JSON.parse(json))).map(({ hash }) => hash);
          const kept = await database.db.selectFrom("chunk").select("hash").where("hash", "in", wanted).execute();
          insist(new Set(kept.map(({ hash }) => hash)).size === new Set(wanted).size, "a roll was staged in part");
        }
        insist(staged.length <= 1, "two rolls are staged");
      }),
      end: async () => {
        await opened.value.stop();
        rmSync(base, { recursive: true });
      },
    };
  },
};

const recovering: FuzzSuite = {
  name: "leaves that are given to a restored county",
  cases: 2_000,
  async begin() {
    const county = await RestorableCounty.begin(handClock().now);
    const database = () => county.county.enrolment.database;
    const tablet = await enrolTablet(county);
    for (const voter of ["V1", "V2", "V3"]) await tablet.checkIn(voter);
    await tablet.push();
    const { size } = await county.county.sequencer.refresh();
    const leaves = await readLeaves(database(), 0, size);
    const whole = await contentsOf(database(), ["entry", "checkpoint", "device"]);
    const restore = async (): Promise<string> => {
      if (!(await county.restore(async () => true))) throw new Error("not restored");
      return contentsOf(database(), ["entry", "checkpoint", "device"]);
    };
    const less = await restore();
    const logIn = (text: string): string => {
      const [entries, [checkpoint]] = JSON.parse(text) as [object[], { note: string }[]];
      return JSON.stringify([entries, checkpoint?.note]);
    };
    let recoveries = 0;
    let tried = 0;
    const bundles = [bundleOf(leaves), bundleOf(leaves.slice(1)), bundleOf(leaves.slice(0, 2))].map((one) =>
      Uint8Array.from(one),
    );
    // A right one now and then: what the wrong ones before it have left behind must not spoil it.
    const given = fc.oneof(
      { weight: 6, arbitrary: mutatedBytes(bundles) },
      { weight: 1, arbitrary: fc.constantFrom(...bundles) },
    );
    return {
      property: fc.asyncProperty(given, fc.oneof(fc.nat(2), fc.nat(size + 1)), async (body, from) => {
        tried++;
        const headers = { "Content-Type": "application/octet-stream" };
        const answer = await county.fetch(`${recoveryPath}?from=${from}`, { method: "POST", headers, body });
        insist(answer.status !== 500, "the endpoint failed");
        await answer.arrayBuffer();
        const now = await contentsOf(database(), ["entry", "checkpoint", "device"]);
        // Nothing before the last leaf is there, and then exactly what the county once signed.
        if (county.county.behind() === undefined) {
          // Entries and checkpoint; when a device was last changed is told anew.
          insist(logIn(now) === logIn(whole), "another log was recovered");
          recoveries++;
          await restore();
        } else insist(now === less, "part of a log was recovered");
      }),
      end: async () => {
        await county.stop();
        insist(recoveries > 0 || tried < enough, "no case came to the end of a recovery");
      },
    };
  },
};

export const countySuites: readonly FuzzSuite[] = [staging, recovering];
