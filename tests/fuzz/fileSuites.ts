/** Files that somebody hands over: voter files of every layout, packages, manifests, mappings, definitions, saved logs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { openRecoveryFile } from "../../src/cli/recoveryFile.ts";
import { VoterRecord } from "../../src/domain/voter.ts";
import { openLogExport } from "../../src/log/logExport.ts";
import { importVoterFiles } from "../../src/server/import/importVoterFiles.ts";
import { readManifest } from "../../src/server/import/manifest.ts";
import { layoutOfMapping, type Mapping } from "../../src/server/import/mapping.ts";
import { electionFromVxJson, electionFromVxPackage } from "../../src/server/import/vxElection.ts";
import { openZip } from "../../src/server/import/zipPackage.ts";
import { tabletFile } from "../../src/tablet/tabletFile.ts";
import { openElection, plainVoters } from "../helpers/openElection.ts";
import { electionOf } from "../server/import/importText.ts";
import { type FuzzSuite, insist, noStack, refused } from "./fuzzSuite.ts";
import { mutatedBytes, mutatedJson, mutatedJsonBytes, mutatedText } from "./mutations.ts";

/** A folder whose one file is written anew for each case. */
function place() {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  return {
    write(name: string, bytes: Uint8Array): string {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    },
    end: async () => rmSync(folder, { recursive: true }),
  };
}

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../server/import/fixtures/${name}`, import.meta.url));

const election = electionOf({
  county: "Durham",
  precincts: ["01", "02", "12", "13", "01AAA", "01AAB", "Ward 1"],
  parties: { DEM: "Democratic", REP: "Republican" },
});

const vxVoters =
  "Voter ID,Last Name,Suffix,First Name,Middle Name,Street Number,Street Name,Postal City / Town,State,Postal Zip 5,Party,District\n" +
  '0042,"O\'Neil",III,Ann,"Mary, Q",12,ELM ST,EXAMPLE,NH,3101,UND,Ward 1\n0043,Doe,,Bo,,9,OAK AVE,EXAMPLE,NH,03101,DEM,ward 1\n,exported 2026-08-01,,,,,,,,,,\n';
const vxElection = {
  id: "abc123",
  type: "primary",
  title: "State primary",
  state: "New Hampshire",
  county: { id: "c1", name: "Town of Example" },
  date: "2026-09-08",
  parties: [{ id: "0", name: "Democrat", fullName: "Democratic Party", abbrev: "D" }],
  districts: [{ id: "d1", name: "District one" }],
  precincts: [
    { id: "p1", name: "Ward 1", districtIds: ["d1"] },
    { id: "p2", name: "Ward 2", splits: [{ id: "p2a", name: "Ward 2 north", districtIds: ["d1"] }] },
  ],
  ballotStyles: [
    { id: "1-D", groupId: "1-D", precincts: ["p1", "p2"], districts: ["d1"], partyId: "0", languages: ["en"] },
  ],
  contests: [],
  seal: "<svg/>",
  ballotStrings: {},
};
const vxFiles = { "election.json": strToU8(JSON.stringify(vxElection)), "voters.csv": strToU8(vxVoters) };

const mapping = {
  format: "turnout-mapping/1",
  columns: {
    id: "StateVoterID",
    lastName: "LName",
    firstName: "FName",
    precinct: "PrecinctCode",
    status: "StatusCode",
    birthDate: "DOB",
  },
  dateOrder: "dmy",
  statuses: { V: "active", S: "inactive" },
};
const delimited =
  "LName|FName|StateVoterID|StatusCode|PrecinctCode|DOB|DL Number\nNguyễn|Thị Ánh|007|V|01|31/12/1999|S123\nDoe|Ann|008|S|02|29.2.2000|S124\n";

const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");

const voterFiles: FuzzSuite = {
  name: "voter files of every layout",
  cases: 5_000,
  async begin() {
    const { write, end } = place();
    const northCarolina = fixture("north-carolina-2012.txt");
    const samples: [name: string, bytes: Uint8Array, mapping?: object][] = [
      ["florida.txt", fixture("florida.txt")],
      ["ncvoter.txt", northCarolina],
      ["snapshot.txt", utf16(Buffer.from(northCarolina).toString("utf8"))],
      ["ohio.csv", fixture("ohio.csv")],
      ["voters.csv", strToU8(vxVoters)],
      ["package.zip", zipSync(vxFiles, { level: 6 })],
      ["package.zip", zipSync(vxFiles, { level: 0 })],
      ["king.txt", strToU8(delimited), mapping],
    ];
    const spoiled = fc
      .nat(samples.length - 1)
      .chain((n) => mutatedBytes([(samples[n] as (typeof samples)[number])[1]]).map((bytes) => ({ n, bytes })));
    return {
      property: fc.asyncProperty(spoiled, fc.boolean(), async ({ n, bytes }, auto) => {
        const [name, , how] = samples[n] as (typeof samples)[number];
        const ids = new Set<string>();
        let accepted = 0;
        const report = await importVoterFiles(
          {
            files: [write(name, bytes)],
            layout: how === undefined || auto ? "auto" : "delimited",
            ...(how === undefined ? {} : { mapping: how as Mapping }),
            election,
          },
          (voter) => {
            accepted++;
            ids.add(voter.id);
            const read = VoterRecord.safeParse(voter);
            insist(read.success, `a voter was handed over that the roll cannot hold: ${read.error?.message}`);
          },
        );
        if (refused(report) || !report.ok) return;
        const { read, needsDecision, refused: turnedAway, heldBack, ...rest } = report.value;
        insist(read === rest.accepted + needsDecision + turnedAway, "the rows do not add up");
        insist(
          accepted === rest.accepted + needsDecision - heldBack && ids.size === accepted,
          "the voters do not add up",
        );
        noStack(JSON.stringify(report.value));
      }),
      end,
    };
  },
};

/** The table of contents once more in Zip64, whose fields have 64 bits. */
function asZip64(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  const end = bytes.length - 22;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(bytes.readUInt16LE(end + 10)), 24);
  end64.writeBigUInt64LE(BigInt(bytes.readUInt16LE(end + 10)), 32);
  end64.writeBigUInt64LE(BigInt(bytes.readUInt32LE(end + 12)), 40);
  end64.writeBigUInt64LE(BigInt(bytes.readUInt32LE(end + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(end), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([bytes.subarray(0, end), end64, locator, bytes.subarray(end)]);
}

const packages: FuzzSuite = {
  name: "zip packages",
  cases: 5_000,
  async begin() {
    const { write, end } = place();
    const samples = [zipSync(vxFiles, { level: 6 }), zipSync(vxFiles, { level: 0 })];
    const tails = samples.map(asZip64);
    return {
      property: fc.asyncProperty(mutatedBytes([...samples, ...tails]), async (bytes) => {
        const path = write("package.zip", bytes);
        const opened = await openZip(path);
        refused(opened);
        refused(await electionFromVxPackage(path));
      }),
      end,
    };
  },
};

/** The last 200 bytes are where a package says what is in it. */
const packageTables: FuzzSuite = {
  name: "tables of contents of zip packages",
  cases: 4_000,
  async begin() {
    const { write, end } = place();
    const whole = asZip64(zipSync(vxFiles, { level: 6 }));
    const cut = whole.length - 250;
    return {
      property: fc.asyncProperty(mutatedBytes([whole.subarray(cut)]), async (tail) => {
        refused(await electionFromVxPackage(write("package.zip", Buffer.concat([whole.subarray(0, cut), tail]))));
      }),
      end,
    };
  },
};

const definitions: FuzzSuite = {
  name: "package definitions, mappings, manifests",
  cases: 7_000,
  async begin() {
    const manifest = {
      format: "turnout-manifest/1",
      total: 3,
      groups: [
        { precinct: "01", status: "A", count: 2 },
        { precinct: "02", status: "A", count: 1 },
      ],
    };
    return {
      property: fc.property(
        mutatedJson([vxElection]),
        mutatedJson([mapping]),
        mutatedText([JSON.stringify(manifest), "precinct,party,count\n01,DEM,2\n02,,1\n"]),
        (package_, map, counts) => {
          refused(electionFromVxJson(package_, "election.json"));
          refused(layoutOfMapping(map));
          refused(readManifest(counts));
        },
      ),
    };
  },
};

const savedLogs: FuzzSuite = {
  name: "files that tablets saved, and exports",
  cases: 2_500,
  async begin() {
    const { write, end } = place();
    const at = await openElection(plainVoters(6));
    const tablet = await at.workingTablet();
    for (const name of ["VoterAa", "VoterBa", "VoterCa"]) await tablet.checkIn(name);
    await tablet.core.syncNow();
    const saved = new Uint8Array(await (await tabletFile(tablet.store)).arrayBuffer());
    tablet.core.stop();
    await at.stop();
    const header = JSON.parse(Buffer.from(saved.subarray(0, saved.indexOf(10))).toString()) as unknown;
    const rest = saved.subarray(saved.indexOf(10));
    const withHeader = mutatedJsonBytes([header]).map((line) => Uint8Array.from(Buffer.concat([line, rest])));
    return {
      property: fc.asyncProperty(fc.oneof(mutatedBytes([saved]), withHeader), async (bytes) => {
        const file = await openRecoveryFile(write("saved", bytes));
        if (!refused(file) && file.ok) {
          let [own, entries] = [0, 0];
          for await (const leaves of file.value.ownEvents()) own += leaves.length;
          for await (const leaves of file.value.entries()) entries += leaves.length;
          insist(own + entries <= bytes.length / 2, "more was read than there is");
        }
        refused(await openLogExport([bytes]));
      }),
      end,
    };
  },
};

export const fileSuites: readonly FuzzSuite[] = [voterFiles, packages, packageTables, definitions, savedLogs];
