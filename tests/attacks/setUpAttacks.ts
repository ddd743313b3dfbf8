/** Set-up codes in wrong hands. */
import { expect } from "vitest";
import { enrolPath } from "../../src/protocol/enrolment.ts";
import { officePaths } from "../../src/protocol/office.ts";
import { enrol, newSetupCode, singleCodeMs } from "../../src/server/enrolment.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { Clerk } from "../helpers/office.ts";
import { countyInMemory, enrolRequest, enrolTablet, handClock } from "../helpers/server.ts";
import { type Attack, expectRefused, type Ground, posted } from "./attack.ts";

const withCode = async ({ at }: Ground, kind: "single" | "session", accepted = false): Promise<string> => {
  const code = await newSetupCode(at.county.county.enrolment, { kind, place: "school", accepted }, commandLine);
  if (!code.ok) throw new Error(code.error.type);
  return code.value.code;
};

export const setUpAttacks: readonly Attack[] = [
  {
    attacker: "a stranger with a set-up code",
    tries: "a wrong proof of a real code",
    seen: "codeUnknown",
    async run(ground) {
      const { request } = await enrolRequest(await withCode(ground, "single"));
      const mac = `${request.mac.startsWith("A") ? "B" : "A"}${request.mac.slice(1)}`;
      await expectRefused(ground, "codeUnknown", () => ground.fetch(enrolPath, posted({ ...request, mac })));
    },
  },
  {
    attacker: "a stranger with a set-up code",
    tries: "its own key under a proof that was overheard",
    seen: "codeUnknown",
    async run(ground) {
      const { request } = await enrolRequest(await withCode(ground, "single"));
      const own = await enrolRequest(await withCode(ground, "single"));
      const forged = { ...request, publicKey: own.request.publicKey };
      await expectRefused(ground, "codeUnknown", () => ground.fetch(enrolPath, posted(forged)));
    },
  },
  {
    attacker: "a stranger with a set-up code",
    tries: "a single-use code after the tablet for which it was",
    seen: "codeUsed, and an alarm on the county page",
    async run(ground) {
      const code = await withCode(ground, "single");
      const [first, second] = [await enrolRequest(code), await enrolRequest(code)];
      expect((await ground.fetch(enrolPath, posted(first.request))).status).toBe(200);
      await expectRefused(ground, "codeUsed", () => ground.fetch(enrolPath, posted(second.request)));
      const cookie = await ground.clerk.signIn(ground.fetch);
      expect(await (await ground.fetch("/office/api/acts", { headers: cookie })).text()).toContain("codeUsedAgain");
    },
  },
  {
    attacker: "a stranger with a set-up code",
    tries: "a code that has expired",
    seen: "codeUnknown",
    async run(ground) {
      const { request } = await enrolRequest(await withCode(ground, "single"));
      ground.clock.pass(singleCodeMs);
      await expectRefused(ground, "codeUnknown", () => ground.fetch(enrolPath, posted(request)));
    },
  },
  {
    attacker: "a stranger with a set-up code",
    tries: "the code for many, photographed from the county's screen",
    seen: "the tablet waits and gets no wrap of the key",
    async run(ground) {
      const { request } = await enrolRequest(await withCode(ground, "session"));
      const answer = (await (await ground.fetch(enrolPath, posted(request))).json()) as { wraps: unknown[] };
      expect(answer.wraps).toEqual([]);
    },
  },
  {
    attacker: "a stranger with a set-up code",
    tries: "to write into the log before any clerk has accepted the tablet, or to hand over another's",
    seen: "notAllowed, and the log is as long as before",
    async run(ground) {
      const waiting = await enrolTablet(ground.at.county, "school", await withCode(ground, "session"));
      await waiting.checkIn("V31");
      const { size } = await ground.at.county.county.sequencer.refresh();
      for (const sent of [await waiting.push(), await waiting.handOver(waiting.leaves, waiting.device)])
        expect(sent).toMatchObject({ status: 403 });
      expect((await ground.at.county.county.sequencer.refresh()).size).toBe(size);
    },
  },
  {
    attacker: "a guesser",
    tries: "many set-up codes, one after another",
    seen: "tooManyTries, longer each time",
    async run(ground) {
      const { request } = await enrolRequest(await withCode(ground, "session"));
      const guess = async (n: number): Promise<string> => {
        const asked = { ...request, code: String(n).padStart(16, "0") };
        return ((await (await ground.fetch(enrolPath, posted(asked))).json()) as { type: string }).type;
      };
      for (let n = 0; n < 5; n++) expect(await guess(n)).toBe("codeUnknown");
      for (const pause of [30_000, 60_000, 300_000]) {
        expect(await guess(99)).toBe("tooManyTries");
        ground.clock.pass(pause - 1);
        expect(await guess(99)).toBe("tooManyTries");
        ground.clock.pass(2);
        expect(await guess(99)).toBe("codeUnknown");
      }
    },
  },
  {
    attacker: "a guesser",
    tries: "more invented set-up codes and names than are counted, to free an account and a code that wait",
    seen: "both wait on, from wherever they are tried",
    async run() {
      const clock = handClock();
      const memory = await countyInMemory({ now: clock.now });
      const county = await memory.behindProxy();
      const { enrolment } = county.county;
      const clerk = await Clerk.of(county.county, clock.now);
      const single = await newSetupCode(enrolment, { kind: "single", place: "school" }, commandLine);
      if (!single.ok) throw new Error(single.error.type);
      const { request } = await enrolRequest(single.value.code);
      const wrongMac = { ...request, mac: `${request.mac.startsWith("A") ? "B" : "A"}${request.mac.slice(1)}` };
      const signIn = async (name: string, address: string) =>
        (
          await county.fetch(officePaths.signIn, {
            ...posted({ ...clerk.credentials(), name }, { "X-Forwarded-For": address }),
          })
        ).status;
      const guess = { ...posted({ name: clerk.name, password: "wrong", code: "123456" }) };
      for (let n = 0; n < 5; n++) {
        const headers = { "Content-Type": "application/json", "X-Forwarded-For": `198.51.100.${n}` };
        expect((await county.fetch(officePaths.signIn, { ...guess, headers })).status).toBe(401);
        expect(await enrol(enrolment, wrongMac, `198.51.100.${n}`)).toMatchObject({ error: { type: "codeUnknown" } });
      }
      const waits = async () => {
        expect(await enrol(enrolment, request, "203.0.113.1")).toMatchObject({ error: { type: "tooManyTries" } });
        expect(await signIn(clerk.name, "203.0.113.2")).toBe(429);
      };
      await waits();
      for (let n = 0; n < 10_001; n++) {
        const invented = { ...request, code: n.toString(16).padStart(16, "0") };
        await enrol(enrolment, invented, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
      }
      for (let n = 0; n < 40; n++) await signIn(`nobody-${n}`, `192.0.2.${n}`);
      await waits();
      clock.pass(30_001);
      expect(await enrol(enrolment, request, "203.0.113.1")).toMatchObject({ ok: true });
      expect(await signIn(clerk.name, "203.0.113.2")).toBe(200);
      await memory.stop();
    },
  },
];
