/** Line codes: one for each voter, the same in every version, and no slip of the pen passes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lineCodeKey } from "../../src/protocol/keys.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { LineCodes, lineCodesOf, readLineCode } from "../../src/roll/lineCode.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { SipHash } from "../../src/roll/sipHash.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const key = Uint8Array.from({ length: 16 }, (_, n) => n);
const hex = (n: number): string => n.toString(16).padStart(8, "0");

test("SipHash-2-4 gives the values of its authors' test vectors", () => {
  // github.com/veorq/SipHash, vectors.h: input 00 01 02 …, bytes of the output lowest first.
  const expected = new Map([
    [0, "310e0edd47db6f72"],
    [1, "fd67dc93c539f874"],
    [7, "37d1018bf50002ab"],
    [8, "6224939a79f5f593"],
    [15, "e545be4961ca29a1"],
    [63, "724506eb4c328a95"],
  ]);
  for (const [length, bytes] of expected) {
    const { high, low } = new SipHash(key).of(Uint8Array.from({ length }, (_, n) => n));
    const lowestFirst = (hex(high) + hex(low)).match(/../g)?.toReversed().join("");
    expect(lowestFirst).toBe(bytes);
  }
});

test("among 300,000 voters all codes differ, each finds its voter, and those that share 30 bits have longer ones", () => {
  const rows = 300_000;
  const codes = new LineCodes(key, rows, (row) => `NC${String(row).padStart(10, "0")}`);
  const all = Array.from({ length: rows }, (_, row) => codes.at(row));
  expect(new Set(all).size).toBe(rows);
  const longer = all.flatMap((code, row) => (code.length > "K3M-7QPX".length ? [row] : []));
  // Expected: n² / 2^30 = 84, give or take.
  expect(longer.length).toBeGreaterThan(40);
  expect(longer.length).toBeLessThan(140);
  for (const row of longer) {
    expect(all[row]).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(codes.rowsOf(all[row] as string)).toEqual({ ok: true, value: [row] });
  }
  for (let row = 0; row < rows; row += 997)
    expect(codes.rowsOf(all[row] as string)).toEqual({ ok: true, value: [row] });
});

test("a voter keeps the code in later versions; one that a new voter came to share finds both", () => {
  const idAt = (row: number): string => `NC${String(row).padStart(10, "0")}`;
  const large = new LineCodes(key, 300_000, idAt);
  const small = new LineCodes(key, 150_000, idAt);
  let lengthened = 0;
  for (let row = 0; row < 150_000; row++) {
    const before = small.at(row);
    const after = large.at(row);
    if (before === after) continue;
    lengthened++;
    expect(after.length).toBeGreaterThan(before.length);
    const found = large.rowsOf(before);
    if (!found.ok) throw new Error(found.error.type);
    expect(found.value).toContain(row);
    expect(found.value.length).toBeGreaterThan(1);
  }
  expect(lengthened).toBeGreaterThan(0);
  expect(lengthened).toBeLessThan(100);
});

test("every wrong character and every two neighbours that changed places are found, in codes of every length", () => {
  const data = fc
    .constantFrom(6, 9, 12)
    .chain((length) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length }));
  fc.assert(
    fc.property(data, (text) => {
      const codes = [...alphabet].map((check) => text + check).filter((code) => readLineCode(code).ok);
      expect(codes).toHaveLength(1);
      const [code] = codes as [string];
      expect(readLineCode(code)).toEqual({ ok: true, value: text });
      for (let at = 0; at < code.length; at++) {
        for (const wrong of alphabet)
          if (wrong !== code[at]) expect(readLineCode(code.slice(0, at) + wrong + code.slice(at + 1)).ok).toBe(false);
        const [one, next] = [code[at] as string, code[at + 1]];
        if (next !== undefined && next !== one)
          expect(readLineCode(code.slice(0, at) + next + one + code.slice(at + 2)).ok).toBe(false);
        expect(readLineCode(code.slice(0, at) + code.slice(at + 1)).ok).toBe(false);
      }
    }),
  );
});

test("what people write for the same code is read: small letters, blanks, hyphens, O for 0, I and L for 1", () => {
  const codes = new LineCodes(key, 3000, String);
  const row = Array.from({ length: 3000 }, (_, at) => at).find((at) => /0.*1|1.*0/.test(codes.at(at))) as number;
  const typed = ` ${codes.at(row).toLowerCase().replace(/0/g, "o").replace("1", "l").replace("-", " – ")} `;
  expect(codes.rowsOf(typed)).toEqual({ ok: true, value: [row] });
  expect(codes.rowsOf("K3U-7QPX")).toEqual({ ok: false, error: { type: "lineCodeCharacter", character: "U" } });
  expect(codes.rowsOf("K3M")).toEqual({ ok: false, error: { type: "lineCodeLength", characters: 3 } });
});

test("codes come from the election key and the voter id alone: the same over amendments, others in another election", async () => {
  const voters = invented(400);
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const roll = new AmendedRoll(built.value);
  const own = await lineCodeKey(new Uint8Array(32).fill(7));
  const codesById = (codes: LineCodes): Map<string, string> =>
    new Map(Array.from({ length: roll.rows }, (_, row) => [roll.voterAt(row).id, codes.at(row)]));
  const before = codesById(lineCodesOf(own, roll));
  const [first, second] = voters as [(typeof voters)[0], (typeof voters)[0]];
  roll.apply(5, {
    format: "turnout-amendment/1",
    changes: [
      { voter: first.id, set: { lastName: "Zuckerman", street: "Elm" } },
      { voter: second.id, set: { absentee: "issued" } },
      { add: voter("NEW-1", { lastName: "Abel" }) },
    ],
  });
  const after = codesById(lineCodesOf(own, roll));
  expect(after.size).toBe(401);
  for (const [id, code] of before) expect(after.get(id)).toBe(code);
  const other = codesById(lineCodesOf(await lineCodeKey(new Uint8Array(32).fill(8)), roll));
  let same = 0;
  for (const [id, code] of after) if (other.get(id) === code) same++;
  expect(same).toBe(0);
});
