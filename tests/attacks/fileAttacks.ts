/** Files that somebody hands to the county office: voter files, packages, saved logs. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { expect } from "vitest";
import { openRecoveryFile } from "../../src/cli/recoveryFile.ts";
import { newestCheckpoint, takeOwnEvents } from "../../src/cli/takeBack.ts";
import { Election } from "../../src/domain/election.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { sheetCell } from "../../src/server/csv.ts";
import { openCounty } from "../../src/server/dataFolder.ts";
import { importVoterFiles } from "../../src/server/import/importVoterFiles.ts";
import { openProblemFile } from "../../src/server/import/problemFile.ts";
import { electionFromVxPackage } from "../../src/server/import/vxElection.ts";
import { bundleOf, election as county } from "../helpers/server.ts";
import { electionOf } from "../server/import/importText.ts";
import type { Attack, Ground } from "./attack.ts";

const election = electionOf({ county: "Durham", precincts: ["01", "02"], parties: { DEM: "Democratic" } });
const header =
  "ncid\tlast_name\tfirst_name\tcounty_desc\tvoter_reg_num\tstatus_cd\tparty_cd\tprecinct_abbrv\tbirth_year\tres_street_address";
const row = (id: string, last: string, more = "1 OAK ST"): string =>
  `${id}\t${last}\tANA\tDURHAM\t1\tA\tDEM\t01\t1980\t${more}`;

/** A package of one file, packed as hard as it goes; faster than any library for so much of the same. */
function packageOf(name: string, bytes: Uint8Array): Uint8Array {
  const packed = deflateRawSync(bytes, { level: 1 });
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

let files = 0;
/** A folder of its own with this one file in it. */
function placed({ base }: Ground, name: string, bytes: Uint8Array | string): string {
  const folder = join(base, `file-${files++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

async function imported(path: string) {
  const voters: VoterRecord[] = [];
  const report = await importVoterFiles({ files: [path], layout: "auto", election }, (voter) => voters.push(voter));
  return { voters, report };
}

const everyFile = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

export const fileAttacks: readonly Attack[] = [
  {
    attacker: "a hostile file",
    tries: "a definition of 210 MB packed into 200 KB",
    seen: "packageInvalid",
    async run(ground) {
      const path = placed(ground, "bomb.zip", packageOf("election.json", new Uint8Array(210 * 1024 * 1024)));
      expect(await electionFromVxPackage(path)).toMatchObject({
        ok: false,
        error: { type: "packageInvalid", reason: expect.stringContaining("larger") },
      });
    },
  },
  {
    attacker: "a hostile file",
    tries: "a voter file that is one line of 20 MB",
    seen: "not one voter of it, and an answer",
    async run(ground) {
      const { voters, report } = await imported(placed(ground, "voters.txt", `${header}\n${"A".repeat(20_000_000)}\n`));
      expect(voters).toEqual([]);
      if (report.ok) expect(report.value).toMatchObject({ accepted: 0 });
      else expect(report.error.type).toMatch(/^[a-zA-Z]+$/);
    },
  },
  {
    attacker: "a hostile file",
    tries: "30 MB of one letter in a package of 30 KB, as voters.csv",
    seen: "not one voter of it, and an answer",
    async run(ground) {
      const path = placed(ground, "bomb.zip", packageOf("voters.csv", new Uint8Array(30_000_000).fill(65)));
      const { voters, report } = await imported(path);
      expect([voters.length, report.ok ? report.value.accepted : 0]).toEqual([0, 0]);
      if (!report.ok) expect(report.error.type).not.toBe("packageInvalid"); // the package itself is whole
    },
  },
  {
    attacker: "a hostile file",
    tries: "members of a package that are named to land elsewhere",
    seen: "nothing is written anywhere",
    async run(ground) {
      const evil = Object.fromEntries(
        ["../../evil.txt", "/tmp/turnout-evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", "voters.csv/../../evil"].map(
          (name) => [name, strToU8("evil")],
        ),
      );
      const path = placed(
        ground,
        "slip.zip",
        zipSync({ ...evil, "voters.csv": strToU8(`${header}\n${row("AA1", "DOE")}\n`) }),
      );
      const before = everyFile(ground.base);
      await imported(path);
      await electionFromVxPackage(path);
      expect(everyFile(ground.base)).toEqual(before);
      expect(readdirSync("/tmp").includes("turnout-evil.txt")).toBe(false);
    },
  },
  {
    attacker: "a hostile file",
    tries: "NUL bytes, control characters and half characters in names and ids",
    seen: "refused, marked, or kept without them; never in a voter's name",
    async run(ground) {
      const bytes = Buffer.concat([
        Buffer.from(`${header}\n${row("AA1", "DO\0E")}\n${row("AA2", "RO\x1b[31mE")}\n`),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from(`${row("A\0A3", "ROE")}\n`),
      ]);
      const { voters } = await imported(placed(ground, "voters.txt", bytes));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(JSON.stringify(voters.map(({ id, lastName }) => [id, lastName]))).not.toMatch(/[\0\x1b]|\\u0000|\\u001b/);
    },
  },
  {
    attacker: "a hostile file",
    tries: "a voter named like a script",
    seen: "kept as letters, no more",
    async run(ground) {
      const name = "<SCRIPT>ALERT(1)</SCRIPT>";
      const { voters } = await imported(placed(ground, "voters.txt", `${header}\n${row("AA1", name)}\n`));
      expect(voters[0]?.lastName).toBe(name);
    },
  },
  {
    attacker: "a hostile file",
    tries: "a column named like a formula, for the list of problems that people open in a spreadsheet",
    seen: "the cell is text",
    async run(ground) {
      const path = placed(ground, "problems.csv", "");
      const list = openProblemFile(path);
      for (const field of ["=CMD()|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"])
        list.write({
          severity: "note",
          kind: "unknownStatus",
          file: "=evil.txt",
          row: 1,
          field,
          reason: "=1+1",
          remedy: "x",
        });
      list.close();
      const cells = readFileSync(path, "utf8")
        .split(/\r\n/)
        .slice(1)
        .flatMap((line) => line.split(","));
      expect(cells.filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
    },
  },
  {
    attacker: "a hostile file",
    tries: "a voter named like a formula, for the participation list that people open in a spreadsheet",
    seen: "the cell is text",
    run: async () => {
      for (const name of ["=CMD()|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", '=1,"2"'])
        expect(sheetCell(name)).not.toMatch(/^"?[=+\-@\t]/);
    },
  },
  {
    attacker: "a hostile file",
    tries: "an election definition that sets the prototype of all objects",
    seen: "refused, and nothing is set",
    run: async () => {
      const json = JSON.parse(
        JSON.stringify(county).replace('{"format"', '{"__proto__":{"isAdministrator":true},"format"'),
      );
      Election.safeParse(json);
      expect(({} as { isAdministrator?: boolean }).isAdministrator).toBeUndefined();
    },
  },
  {
    attacker: "a hostile file",
    tries: "the saved log of another county, to be recovered from",
    seen: "otherCounty",
    async run(ground) {
      const checkpoint =
        "turnout.example/other\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— turnout.example/other AAAAAAAA\n";
      const line = JSON.stringify({ format: "turnout-log/1", vkey: "x", checkpoint });
      const file = await openRecoveryFile(placed(ground, "log.bin", `${line}\n`));
      const folder = await openCounty(ground.folder);
      if (!file.ok || !folder.ok) throw new Error("not opened");
      const newest = await newestCheckpoint([file.value], folder.value.keys.logKey);
      expect(newest).toMatchObject({ ok: false, error: { type: "otherCounty" } });
    },
  },
  {
    attacker: "a hostile file",
    tries: "a tablet's saved file with events that it never signed",
    seen: "they are named and not taken; the good ones are",
    async run(ground) {
      const tablet = await ground.tablet();
      for (const voter of ["V90", "V91"]) await tablet.checkIn(voter);
      const [good, bad] = tablet.leaves as [Uint8Array, Uint8Array];
      const leaves = [good, bad.with(bad.length - 1, (bad.at(-1) as number) ^ 1)];
      const line = JSON.stringify({ format: "turnout-tablet/1", checkpoint: "", events: 2, entries: 0 });
      const path = placed(ground, "saved", Buffer.concat([Buffer.from(`${line}\n`), bundleOf(leaves)]));
      const file = await openRecoveryFile(path);
      if (!file.ok) throw new Error(file.error.type);
      const { sequencer, enrolment } = ground.at.county.county;
      const taken = await takeOwnEvents({ sequencer, database: enrolment.database, election: county }, [file.value]);
      expect(taken).toMatchObject({ events: 2, added: 1, notTaken: [{ from: 2, to: 2, type: "badSignature" }] });
    },
  },
];
