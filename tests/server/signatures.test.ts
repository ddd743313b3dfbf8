/** Bringing signature files to the county: by any tablet of the election, once each, under the hash of what they are. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { sealSignature, signatureFileName, signaturePath } from "../../src/protocol/sealedSignature.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { signatureCount } from "../../src/server/signatureFiles.ts";
import { countyInMemory, type EndpointInMemory, election, enrolTablet, problemIn } from "../helpers/server.ts";
import { signingKey } from "../helpers/signing.ts";

let endpoint: EndpointInMemory;
let file: Uint8Array;
let name: string;
const count = () => signatureCount(endpoint.county.enrolment.database);
beforeEach(async () => {
  const { signatureKey, office } = await signingKey();
  endpoint = await countyInMemory({ held: { ...election, signatureKey } });
  file = await sealSignature(office.publicKey, election.id, new Uint8Array(900));
  name = await signatureFileName(file);
});
afterEach(() => endpoint.stop());

test("a file is kept once, however often and by whichever tablet it comes", async () => {
  const [one, other] = [await enrolTablet(endpoint), await enrolTablet(endpoint, "library")];
  for (const tablet of [one, one, other]) {
    expect((await tablet.ask("PUT", signaturePath(name), file)).status).toBe(200);
    expect(await count()).toBe(1);
  }
});

test("what is not the file of that name, too large, or for no such election is not kept", async () => {
  const tablet = await enrolTablet(endpoint);
  const refusal = async (path: string, body: Uint8Array): Promise<string> =>
    problemIn(await tablet.ask("PUT", path, body)).type;
  expect(await refusal(signaturePath("0".repeat(64)), file)).toBe("badRequest");
  expect(await refusal(signaturePath("NAME"), file)).toBe("badRequest");
  const large = new Uint8Array(24 * 1024 + 1).fill(1);
  expect(await refusal(signaturePath(await signatureFileName(large)), large)).toBe("tooLarge");
  const huge = new Uint8Array(100_000).fill(1);
  expect(await refusal(signaturePath(await signatureFileName(huge)), huge)).toBe("tooLarge");
  expect(await count()).toBe(0);

  const silent = await countyInMemory();
  const there = await enrolTablet(silent);
  expect(problemIn(await there.ask("PUT", signaturePath(name), file)).type).toBe("notFound");
  await silent.stop();
});

test("nobody brings a file but a tablet that signs for it and that a clerk has accepted", async () => {
  const path = signaturePath(name);
  const unsigned = await endpoint.fetch(path, { method: "PUT", body: file as Uint8Array<ArrayBuffer> });
  expect(unsigned.status).toBe(401);
  const tablet = await enrolTablet(endpoint);
  const headers = await tablet.headersFor("PUT", path, new Uint8Array(5), 0);
  expect((await endpoint.fetch(path, { method: "PUT", headers, body: file as Uint8Array<ArrayBuffer> })).status).toBe(
    401,
  );
  expect((await endpoint.fetch(path)).status).toBe(404); // and nobody reads one
  const code = await newSetupCode(endpoint.county.enrolment, { kind: "session", place: "school" }, commandLine);
  if (!code.ok) throw new Error(code.error.type);
  const waiting = await enrolTablet(endpoint, "school", code.value.code);
  expect(problemIn(await waiting.ask("PUT", path, file)).type).toBe("notAllowed");
  expect(await count()).toBe(0);
});
