/** The office's key to signatures: made with the election, kept away from its folder, and what it opens in the end. */
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { signedStep } from "../../src/domain/signatureRules.ts";
import { fromBase64 } from "../../src/log/encoding.ts";
import { sealSignature, signatureFileName, signaturePath } from "../../src/protocol/sealedSignature.ts";
import { encodeSignature } from "../../src/protocol/signatureStrokes.ts";
import { openCountyServer } from "../../src/server/county.ts";
import { openCounty } from "../../src/server/dataFolder.ts";
import { Clerk, testCost } from "../helpers/office.ts";
import { electionDay, enrolTablet, election as plain, silent } from "../helpers/server.ts";
import { drawn, everyoneSigns } from "../helpers/signing.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000 }); // each command is a process of its own
const at = new Workplace();
afterAll(() => at.remove());
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
const election = { ...plain, rules: { ...plain.rules, signature: everyoneSigns } };

test("init writes the key beside the folder, the folder knows its public half only, and signatures opens with it alone", async () => {
  const definition = at.write("election.json", JSON.stringify(election));
  const made = await turnout("init", "--election", definition);
  const keyFile = at.path("county.signature-key.pem");
  expect(made).toMatchObject({ code: 0, json: { signatureKey: expect.stringMatching(/county\.signature-key\.pem$/) } });
  const text = readFileSync(keyFile, "utf8");
  expect(text).toContain("Keep it in the office's safe");
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const pem = text.split(/-----.*-----/)[1] ?? "";
  const secret = fromBase64(pem.replace(/\s/g, ""));
  const scalar = Buffer.from(secret ?? []).subarray(36, 68); // the private number in PKCS8 of P-256
  expect(scalar).toHaveLength(32);
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(scalar)).toBe(false);

  // Never over another election's key, and no key of an election that was not made.
  const again = await at.turnout(
    "init",
    "--election",
    definition,
    "--data",
    at.path("new"),
    "--signature-key",
    keyFile,
  );
  expect(again).toMatchObject({ code: 1 });
  expect(readFileSync(keyFile, "utf8")).toBe(text);
  const other = at.path("other.pem");
  expect(await turnout("init", "--election", definition, "--signature-key", other)).toMatchObject({ code: 1 });
  expect(() => readFileSync(other)).toThrow();

  const folder = await openCounty(data);
  const key = folder.ok ? await folder.value.electionKey() : folder;
  if (!folder.ok || !key.ok) throw new Error("no county");
  await Clerk.inFolder(data, () => electionDay);
  const server = await openCountyServer({
    folder: data,
    port: 0,
    log: silent,
    passwordCost: testCost,
    now: () => electionDay,
  });
  if (!server.ok) throw new Error(server.error.type);
  const { url, county } = server.value;
  const tablet = await enrolTablet({ county, electionKey: key.value, fetch: (path, init) => fetch(url + path, init) });
  const publicKey = fromBase64(folder.value.election.signatureKey ?? "") ?? new Uint8Array(0);
  const sealed = await sealSignature(publicKey, election.id, encodeSignature(drawn));
  const file = await signatureFileName(sealed);
  const missing = "0".repeat(64);
  await tablet.checkIn("V1", { steps: [signedStep({ how: "own", file })] });
  await tablet.checkIn("V2", { steps: [signedStep({ how: "mark", file: missing })] });
  await tablet.push();
  expect((await tablet.ask("PUT", signaturePath(file), sealed)).status).toBe(200);
  await server.value.stop();

  const out = at.path("signatures");
  const opened = await turnout("signatures", "--key", keyFile, "--out", out);
  expect(opened).toMatchObject({ code: 0, json: { opened: 1, named: 2, missing: 1, damaged: 0 } });
  expect(readFileSync(join(out, `${file}.svg`), "utf8")).toContain('d="M200 300L420 180L640 333M700 350L700 350"');
  expect(readFileSync(join(out, "signatures.csv"), "utf8").split("\r\n")).toEqual([
    "voter_id,place,checked_in_at,receipt,signed_by,file",
    `V1,school,2026-11-03T10:00:00-05:00,1-1,own,${file}.svg`,
    "V2,school,2026-11-03T10:00:00-05:00,1-1,mark,",
    "",
  ]);
  // Who opened them, and when, is in the office's record, and that the command then failed.
  const full = at.path("full");
  mkdirSync(join(full, "signatures.csv"), { recursive: true });
  for (const [there, code] of [
    [out, 0],
    [full, 1],
  ] as const)
    expect(await at.recorded(data, "signatures", "--key", keyFile, "--out", there)).toEqual({
      code,
      acts: [
        { who: "command line", act: "signaturesOpened", about: { files: 1 } },
        ...(code === 0 ? [] : [{ who: "command line", act: "exportFailed", about: { export: "signaturesOpened" } }]),
      ],
    });
  const wrong = at.write("wrong.pem", text.replace(/[A-Z]/g, "A"));
  expect(await turnout("signatures", "--key", wrong, "--out", out)).toMatchObject({ code: 1 });
});
