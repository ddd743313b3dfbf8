/** A tablet that must be set up a second time before it could say anything: its answer was lost, or the county's memory. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerMacFits, EnrolAnswer, type EnrolRequest, enrolPath } from "../../src/protocol/enrolment.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import {
  countyInMemory,
  type Endpoint,
  type EndpointInMemory,
  enrolRequest,
  handClock,
  NodeTablet,
  viewIn,
} from "../helpers/server.ts";

let endpoint: EndpointInMemory;
const clock = handClock();
beforeAll(async () => {
  endpoint = await countyInMemory({ now: clock.now });
});
afterAll(() => endpoint.stop());

async function askAt(county: Pick<Endpoint, "fetch">, request: EnrolRequest) {
  const response = await county.fetch(enrolPath, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const ask = (request: EnrolRequest) => askAt(endpoint, request);

async function newCode(kind: "single" | "session", place = "school") {
  const code = await newSetupCode(endpoint.county.enrolment, { kind, place, accepted: true }, commandLine);
  if (!code.ok) throw new Error(code.error.type);
  return code.value;
}

test("a tablet whose answer was lost comes with a new code: the same device, at the new code's place", async () => {
  const [lost, next] = [await newCode("single", "school"), await newCode("single", "library")];
  const first = await enrolRequest(lost.code);
  const unheard = (await ask(first.request)).json;
  const second = await enrolRequest(next.code, first.keys);
  const answer = await ask(second.request);
  expect(answer).toMatchObject({
    status: 200,
    json: {
      device: unheard["device"],
      number: unheard["number"],
      enrolled: unheard["enrolled"],
      place: "library",
      wraps: [{ place: "library" }],
    },
  });
  expect(await answerMacFits(second.secret, second.request, EnrolAnswer.parse(answer.json))).toBe(true);
  expect((await ask(second.request)).json).toMatchObject({ place: "library" });
  // Both codes are used up, for others and for this one: whoever recorded the first request cannot move the tablet back.
  expect((await ask((await enrolRequest(next.code)).request)).json["type"]).toBe("codeUsed");
  expect((await ask(first.request)).json["type"]).toBe("codeUsed");

  const another = await endpoint.another(endpoint.county.enrolment.database);
  const row = (await another.county.sequencer.state()).devices.get(unheard["device"] as string);
  expect(row).toMatchObject({ place: "library", head_seq: -1 });
});

test("once a tablet has sent an event or is set aside, a new code does not move it", async () => {
  const enrolled = async () => {
    const made = await enrolRequest((await newCode("single")).code);
    const answer = EnrolAnswer.parse((await ask(made.request)).json);
    const sealing = await eventKey(await eventKeyBytes(endpoint.electionKey));
    const tablet = new NodeTablet(endpoint, made.keys, sealing, answer);
    tablet.now = clock.now;
    return { keys: made.keys, tablet };
  };
  const [working, revoked] = [await enrolled(), await enrolled()];
  await working.tablet.checkIn("a");
  viewIn(await working.tablet.push());
  await revokeDevice(endpoint.county, revoked.tablet.device, -1);
  for (const { keys } of [working, revoked]) {
    const { request } = await enrolRequest((await newCode("single", "library")).code, keys);
    expect(await ask(request)).toMatchObject({ status: 409, json: { type: "codeUsed" } });
  }
});

test("after a recovery, which brings no codes back, the same or a new code sets the tablet up", async () => {
  const { database } = endpoint.county.enrolment;
  for (const which of ["same", "new"] as const) {
    const { code } = await newCode("single");
    const { request, keys } = await enrolRequest(code);
    const { json } = await ask(request);
    await database.db
      .updateTable("device")
      .set({ code: null })
      .where("id", "=", json["device"] as string)
      .execute();
    const restored = await endpoint.another(database);
    const again =
      which === "same" ? request : (await enrolRequest((await newCode("single", "library")).code, keys)).request;
    expect((await askAt(restored, again)).json).toMatchObject({
      device: json["device"],
      number: json["number"],
      place: which === "same" ? "school" : "library",
    });
  }
});
