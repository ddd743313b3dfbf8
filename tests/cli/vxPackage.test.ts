/** A VxPollBook package is all that a county needs to give: definition and roll come from the same zip. */
import { strToU8, zipSync } from "fflate";
import { afterAll, expect, test, vi } from "vitest";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
afterAll(() => at.remove());

const election = {
  id: "vx-1",
  type: "general",
  title: "Town election",
  state: "New Hampshire",
  county: { id: "c1", name: "Town of Example" },
  date: "2026-11-03",
  parties: [],
  districts: [{ id: "d1", name: "District one" }],
  precincts: [{ id: "p1", name: "Ward 1", districtIds: ["d1"] }],
  ballotStyles: [{ id: "1", groupId: "1", precincts: ["p1"], districts: ["d1"], languages: ["en"] }],
};
const head =
  "Voter ID,Last Name,Suffix,First Name,Middle Name,Street Number,Street Name,Postal City / Town,State,Postal Zip 5,Party,District";
const voters = `${head}\n0042,O'Neil,III,Ann,Mary,12,ELM ST,EXAMPLE,NH,3101,UND,Ward 1\n,metadata,,,,,,,,,,\n`;

test("init and import of one package", async () => {
  const files = { "election.json": strToU8(JSON.stringify(election)), "voters.csv": strToU8(voters) };
  const streets = { "streetNames.csv": strToU8("Low Range,High Range,Side,Street Name\n1,99,ALL,ELM ST\n") };
  const zip = at.write("pollbook-package.zip", zipSync({ ...files, ...streets }));
  const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", at.path("vx"), "--json");
  expect(await turnout("init", "--election", zip)).toMatchObject({ code: 0, json: { election: { id: "vx-1" } } });
  const imported = await turnout("import", "--roll", zip);
  expect(imported).toMatchObject({ code: 0, json: { read: 1, accepted: 1, withoutBallot: 0 } });
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 0, json: { voters: 1 } });
});
