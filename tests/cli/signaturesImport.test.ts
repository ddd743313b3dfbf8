/** Signatures on file, from a folder of images to what is published for tablets. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, expect, test, vi } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import { election as plain } from "../helpers/server.ts";
import { jpegFrame, png } from "../helpers/signatureImages.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000 }); // each command is a process of its own
const at = new Workplace();
afterAll(() => at.remove());
const signature = packs.get("OH")?.rules.signature;

test("signatures import says what became of every file, and publish sends them on", async () => {
  const data = at.path("county");
  const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
  const definition = { ...plain, rules: { ...plain.rules, signature } };
  expect((await turnout("init", "--election", at.write("e.json", JSON.stringify(definition)))).code).toBe(0);
  const images = at.path("images");
  mkdirSync(images);
  writeFileSync(join(images, "V1.png"), png(1));
  writeFileSync(join(images, "V2.jpeg"), jpegFrame(300, 100));
  writeFileSync(join(images, "V7.png"), png(7));
  writeFileSync(join(images, "=V3.png"), "not an image");
  expect(await turnout("signatures", "import", images)).toMatchObject({
    code: 1,
    json: { problem: { type: "noRoll" } },
  });

  const roll = at.write("roll.csv", "id,last,first,precinct\nV1,One,Ann,01\nV2,Two,Bo,02\nV3,Three,Cy,02\n");
  const mapping = at.write(
    "mapping.json",
    JSON.stringify({
      format: "turnout-mapping/1",
      columns: { id: "id", lastName: "last", firstName: "first", precinct: "precinct" },
      statusWithoutColumn: "active",
    }),
  );
  const staged = await turnout("import", "--roll", roll, "--layout", "delimited", "--mapping", mapping);
  expect(staged.code, staged.err).toBe(0);
  const taken = await turnout("signatures", "import", images);
  expect(taken).toMatchObject({ code: 0, json: { read: 4, taken: 2, unknownVoter: 1, refused: 1, filed: 2 } });
  const problems = readFileSync(taken.json.problemsFile, "utf8").trimEnd().split("\r\n");
  expect(problems).toHaveLength(3);
  expect(problems.some((line) => line.startsWith("refused,'=V3.png,"))).toBe(true);
  expect((await turnout("publish", "--yes")).code).toBe(0);

  // The same from a zip package, in the place of what was taken before.
  const files = readdirSync(images).map((name) => [`images/${name}`, readFileSync(join(images, name))] as const);
  const zip = at.write("images.zip", zipSync(Object.fromEntries(files)));
  const again = await turnout("signatures", "import", zip, "--anew");
  expect(again).toMatchObject({ code: 0, json: { read: 4, taken: 0, replaced: 2, forgotten: 0, filed: 2 } });
  expect((await turnout("publish", "--again", "--yes")).json).toMatchObject({ version: 2 });

  const checked = await turnout("check");
  expect(checked.json).toMatchObject({
    signatures: [
      { place: "school", images: 1 },
      { place: "library", images: 1 },
    ],
    brokenSignatures: [],
  });

  // Made anew: what the new files do not have is forgotten, and the wrong files forget nothing.
  const one = at.write("one.zip", zipSync({ "V1.png": png(9) }));
  const wrong = at.write("wrong.zip", zipSync({ "V8.png": png(9), "V2.png": Buffer.from("no image") }));
  expect((await turnout("signatures", "import", wrong, "--anew")).json).toMatchObject({ forgotten: 0, filed: 2 });
  expect((await turnout("signatures", "import", one, "--anew")).json).toMatchObject({
    ...{ replaced: 1, forgotten: 1, filed: 1 },
  });

  const missing = await turnout("signatures", "import", at.path("nowhere"));
  expect(missing).toMatchObject({ code: 1, json: { problem: { type: "system" } } });
});

test("where the law does not show them none are taken", async () => {
  const data = at.path("other");
  const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
  await turnout("init", "--election", at.write("other.json", JSON.stringify(plain)));
  const refused = await turnout("signatures", "import", at.folder);
  expect(refused).toMatchObject({ code: 1, json: { problem: { type: "notShown" } } });
});
