/** P9: the election key opens with the very parts, place and issue that it was wrapped for, and with nothing else. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { hex } from "../../src/log/encoding.ts";
import {
  amendmentKey,
  electionKeyBytes,
  eventKey,
  eventKeyBytes,
  openingCode,
  rollKey,
  unwrapElectionKey,
  wrapElectionKey,
} from "../../src/protocol/keys.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const keys = fc.uint8Array({ minLength: electionKeyBytes, maxLength: electionKeyBytes });
const ivs = fc.uint8Array({ minLength: 12, maxLength: 12 });
const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 3 });
const text = fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.constantFrom("a", "b", "a|b", "|", "a|1"));
const at = fc.record({ election: text, place: text, issue: fc.integer({ min: 1, max: 30 }) });
const wrong = { ok: false, error: { type: "wrongOpeningCode" } };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

describe("P9: the wrap of the election key", () => {
  test("opens with the same parts for the same place and issue", async () => {
    await fc.assert(
      fc.asyncProperty(keys, parts, at, ivs, async (key, list, place, iv) => {
        const wrap = await wrapElectionKey(key, list, place, iv);
        expect(await unwrapElectionKey(wrap, list, place)).toEqual({ ok: true, value: new Uint8Array(key) });
        expect(hex(wrap)).not.toContain(hex(key));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test("does not open with other parts, nor for another place, issue or election", async () => {
    await fc.assert(
      fc.asyncProperty(keys, fc.tuple(parts, parts), fc.tuple(at, at), ivs, async (key, lists, places, iv) => {
        const wrap = await wrapElectionKey(key, lists[0], places[0], iv);
        if (!same(lists[0], lists[1])) expect(await unwrapElectionKey(wrap, lists[1], places[0])).toEqual(wrong);
        if (!same(places[0], places[1])) expect(await unwrapElectionKey(wrap, lists[0], places[1])).toEqual(wrong);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("tells apart names that read the same when they are joined", async () => {
    const key = new Uint8Array(32).fill(1);
    const wrap = await wrapElectionKey(key, [key], { election: "a|b", place: "c", issue: 1 }, new Uint8Array(12));
    expect(await unwrapElectionKey(wrap, [key], { election: "a", place: "b|c", issue: 1 })).toEqual(wrong);
  });

  test("tells apart lists of parts whose bytes are the same when they are joined", async () => {
    const key = new Uint8Array(32).fill(1);
    const place = { election: "e", place: "p", issue: 1 };
    const opens = async (list: Uint8Array[], others: Uint8Array[][]) => {
      const wrap = await wrapElectionKey(key, list, place, new Uint8Array(12));
      return Promise.all(others.map(async (other) => (await unwrapElectionKey(wrap, other, place)).ok));
    };
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
    const both = Uint8Array.of(1, 2);
    expect(await opens([one, two], [[both], [two, one], [both, new Uint8Array()], [one], [one, two]])).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    // A long part: its length does not fit into one byte.
    const long = new Uint8Array(256);
    expect(
      await opens([long], [[new Uint8Array(), ...Array.from({ length: 256 }, () => new Uint8Array())], [long]]),
    ).toEqual([false, true]);
  });

  test("does not open when any bit of it changed, or when it was cut", async () => {
    const key = new Uint8Array(32).fill(9);
    const place = { election: "e", place: "p", issue: 1 };
    const wrap = await wrapElectionKey(key, [key], place, new Uint8Array(12).fill(3));
    for (let bit = 0; bit < wrap.length * 8; bit++) {
      const changed = wrap.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(await unwrapElectionKey(changed, [key], place)).toEqual(wrong);
    }
    for (let length = 0; length < wrap.length; length++)
      expect(await unwrapElectionKey(wrap.slice(0, length), [key], place)).toEqual(wrong);
  });
});

describe("keys that are derived", () => {
  test("the opening code follows from secret, place and issue, and differs with each", async () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const card = fc.tuple(secret, text, fc.integer({ min: 1, max: 30 }));
    await fc.assert(
      fc.asyncProperty(card, card, async (one, two) => {
        const code = hex(await openingCode(...one));
        expect(code).toHaveLength(32);
        expect(hex(await openingCode(...one))).toBe(code);
        for (const other of [
          [two[0], one[1], one[2]],
          [one[0], two[1], one[2]],
          [one[0], one[1], two[2]],
        ] as const)
          expect(hex(await openingCode(...other)) === code).toBe(same(other, one));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test("roll versions, amendments and events have different keys, none of which can be taken out", async () => {
    const key = crypto.getRandomValues(new Uint8Array(32));
    const all = [
      await rollKey(key, 1),
      await rollKey(key, 2),
      await rollKey(key, 12),
      await amendmentKey(key),
      await eventKey(await eventKeyBytes(key)),
      await eventKey(key), // K itself opens nothing
    ];
    const parameters = { name: "AES-GCM", iv: new Uint8Array(12) };
    const sealed = await Promise.all(all.map((one) => crypto.subtle.encrypt(parameters, one, new Uint8Array(32))));
    expect(new Set(sealed.map((bytes) => hex(new Uint8Array(bytes)))).size).toBe(all.length);
    expect(all.map(({ extractable }) => extractable)).toEqual(all.map(() => false));
    expect(hex(await eventKeyBytes(key))).toBe(hex(await eventKeyBytes(key)));
  });
});
