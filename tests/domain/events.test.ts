/** Bodies of events: the fast reading of check-ins takes nothing that the schema refuses, and the schema decides the rest. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "../../src/domain/eventFields.ts";
import { EventBody, readBody } from "../../src/domain/events.ts";
import { earliest, latest } from "../../src/domain/instant.ts";
import { anyText } from "../helpers/anyText.ts";

const SEED = 20261103;
const text = (minLength: number, maxLength: number) => anyText({ minLength, maxLength });
const root = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64"));

const checkIns = fc.record(
  {
    type: fc.constant("VoterCheckedIn"),
    cmd: text(1, 64),
    worker: text(0, 64),
    role: fc.constantFrom(...Role.options),
    wall: fc.integer({ min: earliest, max: latest }),
    seen: fc.option(fc.record({ size: fc.maxSafeNat(), root })),
    voter: text(1, 64),
    place: text(1, 64),
    split: text(1, 64),
    style: text(1, 64),
    party: text(0, 64),
    roll: fc.integer({ min: 1 }),
    receipt: text(0, 32),
    found: fc.constantFrom("search", "scan", "similar"),
    steps: fc.array(fc.record({ step: text(0, 40), outcome: text(0, 80) }), { maxLength: 20 }),
  },
  {
    requiredKeys: [
      "type",
      "cmd",
      "worker",
      "role",
      "wall",
      "seen",
      "voter",
      "place",
      "split",
      "style",
      "roll",
      "receipt",
      "found",
      "steps",
    ],
  },
);

/** Values that are wrong in most places and right in some. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, "", 0, -1, 1.5, 2 ** 60, "x".repeat(65), "x".repeat(33), "search", [], {}),
  fc.constant(Array.from({ length: 21 }, () => ({ step: "a", outcome: "b" }))),
  fc.constantFrom<unknown>(
    [{ step: "a" }],
    [{ step: "a", outcome: "b", more: 1 }],
    [{ step: "x".repeat(41), outcome: "" }],
  ),
  fc.constantFrom<unknown>({ size: 1 }, { size: -1, root: "0".repeat(64) }, { size: 1, root: "0".repeat(63) }),
  fc.constant({ size: 1, root: "0".repeat(64), more: 1 }),
);

const bySchema = (json: unknown): EventBody | undefined => {
  const parsed = EventBody.safeParse(json);
  return parsed.success ? parsed.data : undefined;
};
const byReader = (json: unknown): EventBody | undefined => {
  const read = readBody(json);
  return read.kind === "known" ? read.body : undefined;
};

describe("reading a body", () => {
  test("every check-in is read as the schema reads it", () => {
    fc.assert(
      fc.property(checkIns, (body) => {
        expect(byReader(body)).toEqual(bySchema(body));
        expect(byReader(body)).toBeDefined();
      }),
      { seed: SEED },
    );
  });

  test("a check-in with one part changed, missing or added is taken or refused as the schema does", () => {
    const part = fc.constantFrom(...Object.keys(EventBody.def.options[0].shape), "more", "__proto__", "toString");
    fc.assert(
      fc.property(checkIns, part, fc.option(odd, { nil: undefined }), (body, name, value) => {
        const parts = Object.entries(body).filter(([key]) => key !== name);
        const changed = value === undefined ? parts : [...parts, [name, value]];
        // As it comes out of an event: __proto__ is a member like any other.
        const json: unknown = JSON.parse(
          `{${changed.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(",")}}`,
        );
        expect(byReader(json)).toEqual(bySchema(json));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

test("a consent of before names no program that takes the place, and is read", () => {
  const witness = { cmd: "c", worker: "lin", role: "inspector", wall: 1, seen: null, place: "school" };
  const before = { type: "ProgramApproved", ...witness, program: "3f9a2c1" };
  expect(byReader(before)).toEqual(before);
  const named = { ...before, next: { build: "ne3e3b1", worker: "0123456789abcdef" } };
  expect(byReader(named)).toEqual(named);
  expect(readBody({ ...before, next: { build: "ne3e3b1", worker: "elsewhere" } })).toEqual({ kind: "malformed" });
});
