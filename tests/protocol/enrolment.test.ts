/** Set-up: whoever stands between tablet and county can neither enrol a tablet nor hand it another election. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { base64 } from "../../src/log/encoding.ts";
import {
  answerMacFits,
  codeName,
  deviceIdOf,
  EnrolAnswer,
  EnrolRequest,
  macOfAnswer,
  macOfRequest,
  requestMacFits,
} from "../../src/protocol/enrolment.ts";
import { anyElection } from "../domain/anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hexOf = (length: number) => bytes(length).map((all) => Buffer.from(all).toString("hex"));
const codes = bytes(16);

const requests = fc.record({
  code: hexOf(8),
  publicKey: bytes(65).map(base64),
  persistent: fc.boolean(),
  replaces: fc.option(hexOf(16)),
});
const wraps = fc.array(
  fc.record({
    place: fc.string({ minLength: 1, maxLength: 5 }),
    issue: fc.integer({ min: 1, max: 9 }),
    wrap: bytes(60).map(base64),
  }),
  { maxLength: 3 },
);
const answers = fc.record({
  device: hexOf(16),
  number: fc.integer({ min: 1, max: 500 }),
  place: fc.option(fc.string({ minLength: 1, maxLength: 5 })),
  election: anyElection,
  vkey: fc.string({ minLength: 1, maxLength: 30 }),
  enrolled: hexOf(32),
  wraps,
  practice: hexOf(32),
  time: fc.integer({ min: 0, max: 2 ** 45 }),
});
/** As it comes off the wire. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
const flip = (mac: string): string => {
  const all = Buffer.from(mac, "base64");
  all[3] = (all[3] as number) ^ 4;
  return all.toString("base64");
};

describe("the tablet's proof", () => {
  test("fits as it was sent; with any part changed, or under another code, it does not", async () => {
    await fc.assert(
      fc.asyncProperty(codes, codes, requests, requests, async (code, otherCode, request, other) => {
        const signed = EnrolRequest.parse(sent({ ...request, mac: await macOfRequest(code, request) }));
        expect(await requestMacFits(code, signed)).toBe(true);
        for (const part of ["code", "publicKey", "persistent", "replaces"] as const)
          if (differs(request[part], other[part]))
            expect(await requestMacFits(code, { ...signed, [part]: other[part] }), part).toBe(false);
        if (differs(code, otherCode)) expect(await requestMacFits(otherCode, signed)).toBe(false);
        expect(await requestMacFits(code, { ...signed, mac: flip(signed.mac) })).toBe(false);
        for (const mac of ["", "AAAA", "?"]) expect(await requestMacFits(code, { ...signed, mac })).toBe(false);
        expect(JSON.stringify(signed)).not.toContain(base64(code)); // the code itself is never sent
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe("the county's proof", () => {
  test("fits as it was sent; with any part changed, to another tablet, or under another code, it does not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(codes, codes),
        fc.tuple(requests, requests),
        fc.tuple(answers, answers),
        async ([code, otherCode], [request, otherRequest], [answer, other]) => {
          const asked = { ...request, mac: await macOfRequest(code, request) };
          const signed = EnrolAnswer.parse(sent({ ...answer, mac: await macOfAnswer(code, request, answer) }));
          expect(await answerMacFits(code, asked, signed)).toBe(true);
          for (const part of Object.keys(answer) as (keyof typeof answer)[])
            if (differs(answer[part], other[part]))
              expect(await answerMacFits(code, asked, { ...signed, [part]: other[part] }), part).toBe(false);
          if (differs(request, otherRequest))
            expect(await answerMacFits(code, { ...asked, ...otherRequest }, signed)).toBe(false);
          if (differs(code, otherCode)) expect(await answerMacFits(otherCode, asked, signed)).toBe(false);
          expect(await answerMacFits(code, asked, { ...signed, mac: flip(signed.mac) })).toBe(false);
          // Nor does the tablet's own proof come back as the county's.
          expect(await answerMacFits(code, asked, { ...signed, mac: asked.mac })).toBe(false);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("covers the election word for word: one rule, one name, one place", async () => {
    const code = new Uint8Array(16).fill(5);
    const [request, answer] = fc.sample(fc.tuple(requests, answers), { seed: SEED, numRuns: 1 })[0] as [
      Omit<EnrolRequest, "mac">,
      Omit<EnrolAnswer, "mac">,
    ];
    const asked = { ...request, mac: await macOfRequest(code, request) };
    const signed = { ...answer, mac: await macOfAnswer(code, request, answer) };
    const { election } = signed;
    const others = [
      { ...election, name: `${election.name}.` },
      { ...election, rules: { ...election.rules, staleAfterMinutes: election.rules.staleAfterMinutes + 1 } },
      {
        ...election,
        places: [...election.places, { id: "x", name: "X", address: "X", directions: "", serves: "all" as const }],
      },
    ];
    for (const one of others) expect(await answerMacFits(code, asked, { ...signed, election: one })).toBe(false);
    // The order of the fields is no part of it: the same election, said in another order.
    const reordered = Object.fromEntries(Object.entries(election).reverse()) as typeof election;
    expect(await answerMacFits(code, asked, { ...signed, election: reordered })).toBe(true);
  });
});

describe("public names", () => {
  test("of codes and devices follow from secret and key, differ with them, and do not show them", async () => {
    await fc.assert(
      fc.asyncProperty(codes, codes, async (one, two) => {
        expect(await codeName(one)).toMatch(/^[0-9a-f]{16}$/);
        expect(await deviceIdOf(one)).toMatch(/^[0-9a-f]{32}$/);
        expect((await codeName(one)) === (await codeName(two))).toBe(!differs(one, two));
        expect((await deviceIdOf(one)) === (await deviceIdOf(two))).toBe(!differs(one, two));
        expect(await deviceIdOf(one)).not.toContain(await codeName(one));
        expect(Buffer.from(one).toString("hex")).not.toContain(await codeName(one));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});
