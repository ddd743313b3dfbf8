import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, fromHex, utf8 } from "../../src/log/encoding.ts";
import { packBody, unpackBody } from "../../src/log/packedBody.ts";
import { anyText } from "../helpers/anyText.ts";

const SEED = 20261103;
const form1 = (text: Uint8Array): Uint8Array => concat(Uint8Array.of(1), text);

/** A check-in as tablets write it; everything that differs from one to the next is as random as there. */
const checkIn = (n: number) => ({
  type: "VoterCheckedIn",
  cmd: randomBytes(15).toString("base64"),
  worker: `w${n % 9}`,
  role: "pollWorker",
  wall: 1_793_700_000_000 + n * 977,
  seen: { size: 1000 + n, root: randomBytes(32).toString("base64") },
  voter: `BN${100_000 + n}`,
  place: "library",
  split: "012.2",
  style: "14-B",
  roll: 1,
  receipt: `3-0${100 + n}`,
  found: "search",
  steps: [{ step: "confirmIdentity", outcome: "nameAndAddressSaid" }],
});

/** Texts that look like what a packed body is made of. */
const ours = fc.constantFrom("\u0001", "\u001f\u0000", '","worker":"', '{"type":"', "type", "voter", "\\u0001");

describe("a packed body", () => {
  test("comes out as it went in, whatever it says, also words of ours and control characters", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(anyText(), ours), fc.oneof(fc.jsonValue(), ours)), (body) => {
        const json = JSON.parse(JSON.stringify(body)) as object;
        expect(unpackBody(packBody(json))).toEqual(json);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("of a check-in takes less than half of its JSON, and its length tells no two voters apart", () => {
    const bodies = Array.from({ length: 50 }, (_, n) => checkIn(n));
    const lengths = bodies.map((body) => packBody(body).length);
    expect(Math.max(...lengths)).toBeLessThan(JSON.stringify(checkIn(1)).length / 2);
    expect(lengths.every((length) => length % 16 === 0)).toBe(true);
    expect(new Set(lengths).size).toBeLessThanOrEqual(2);
  });

  test("made by an earlier version still opens: form 1 and its phrases never change", () => {
    const packed = fromHex(GOLDEN) as Uint8Array;
    expect(unpackBody(packed)).toEqual({ ...golden });
  });

  test("that is damaged or foreign is refused, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.nat(255), (noise, at, byte) => {
        unpackBody(noise);
        unpackBody(form1(noise));
        const changed = packBody(checkIn(1));
        changed[at % changed.length] = byte;
        unpackBody(changed);
        unpackBody(changed.subarray(0, at % changed.length));
      }),
      { seed: SEED, numRuns: 3000 },
    );
    const refused = [
      new Uint8Array(0),
      utf8(JSON.stringify(checkIn(1))),
      form1(utf8("no JSON")),
      form1(Uint8Array.of(0xff)),
      form1(utf8("\u0001\u0001\u0001")),
      form1(new Uint8Array(8192).fill(1)),
      concat(Uint8Array.of(2), packBody(checkIn(1)).subarray(1)),
    ];
    for (const bytes of refused) expect(unpackBody(bytes)).toBeUndefined();
  });
});

const golden = {
  type: "WorkerSignedIn",
  cmd: "c",
  worker: "w1",
  role: "inspector",
  wall: 1,
  seen: null,
  place: "hall",
};
const GOLDEN = "01036306773108310c2c22706c616365223a2268616c6c227d20202020202020";
