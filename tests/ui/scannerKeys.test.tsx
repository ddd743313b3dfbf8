import fc from "fast-check";
import { expect, test } from "vitest";
import { readScan } from "../../src/protocol/scan.ts";
import { type Burst, hear, hearNothing, type KeyPress, usualPace } from "../../src/ui/checkin/scannerKeys.ts";
import { encodeLicence, plainIssue, rosa, wedges } from "../helpers/licenceEncoder.ts";

const pace = usualPace;
const licence = encodeLicence(rosa, { ...plainIssue, iin: "636000", state: "VA", turn: 3 });

/** A search box and a page that listens: what is typed goes in, what is taken back goes out. */
class Desk {
  box: string;
  readonly scans: string[] = [];
  readonly acts: string[] = [];
  again: boolean | undefined;
  #before = "";
  #burst: Burst | undefined;
  #at = 0;

  constructor(box: string) {
    this.box = box;
  }

  press(key: Partial<KeyPress> & { key: string }, after: number): void {
    this.#at += after;
    // The page's timer, at any time after the last key.
    if (after > pace.gap + 10) this.wait(pace.gap + 1, this.#at - after);
    const heard = hear(this.#burst, { ctrl: false, repeat: false, ...key, at: this.#at }, pace);
    this.#burst = heard.burst;
    this.acts.push(heard.act);
    if (heard.begins) this.#before = this.box;
    if (heard.scan !== undefined) this.scans.push(heard.scan.text);
    if (heard.act === "takeBack") this.box = this.#before;
    if (heard.act === "type" && key.key.length === 1 && !key.ctrl) this.box += key.key;
  }

  wait(ms: number, from = this.#at): void {
    const { burst, scan } = hearNothing(this.#burst, from + ms, pace);
    this.#burst = burst;
    if (scan !== undefined) this.scans.push(scan.text);
    this.again = scan?.again;
  }
}

const person = (scan: string | undefined) => {
  const read = readScan(scan ?? "", "2026-11-03");
  return read.ok && read.value.scan === "person" ? read.value.person : read;
};

const lastName = (scan: string) => {
  const read = person(scan);
  return "names" in read ? read.names[0].last : read;
};

/** How a scanner presses a character. */
const presses: Record<string, (character: string) => (Partial<KeyPress> & { key: string })[]> = {
  asKeys: (one) =>
    one === "\n" || one === "\r" ? [{ key: "Enter" }] : one === "\t" ? [{ key: "Tab" }] : [{ key: one }],
  asControls: (one) =>
    one === "\n"
      ? [{ key: "Control" }, { key: "j", ctrl: true }]
      : one === "\r"
        ? [{ key: "m", ctrl: true }]
        : one === "\x1e"
          ? [{ key: "^", ctrl: true }]
          : [...(/[A-Z@]/.test(one) ? [{ key: "Shift" }] : []), { key: one }],
  asTabs: (one) => (one === "\n" ? [{ key: "Tab" }] : one < " " ? [] : [{ key: one }]),
};

const asKeys = (scan: string) => [...scan].flatMap(presses["asKeys"] as (one: string) => { key: string }[]);
const typable = fc.string({ unit: fc.constantFrom(..."abcdefgzABCXYZé '-,./0123456789@]"), maxLength: 25 });
const ways = fc.constantFrom(...Object.values(presses));
const damages = fc.constantFrom(...Object.values(wedges).filter((spoil) => !/[<\ufeff]/.test(spoil("\n"))));

test("a licence is taken whole, at any pace of a scanner, and leaves the search box as it was", () => {
  fc.assert(
    fc.property(
      damages,
      ways,
      fc.array(fc.integer({ min: 0, max: 110 }), { minLength: 1 }),
      typable,
      (spoil, way, gaps, box) => {
        const desk = new Desk(box);
        const keys = [...spoil(licence)].flatMap(way);
        for (const [n, key] of keys.entries()) desk.press(key, n === 0 ? 1000 : (gaps[n % gaps.length] as number));
        desk.wait(pace.gap + 1);
        expect(desk.box).toBe(box);
        expect(desk.scans).toHaveLength(1);
        expect(person(desk.scans[0])).toMatchObject({ birthDate: "1979-02-28" });
        expect(lastName(desk.scans[0] as string)).toBe("MARTIN");
      },
    ),
  );
});

test("what a hand types goes through, key for key, however fast the hand", () => {
  const keys = fc.constantFrom(
    ..."abcdefgzABCXYZé '-,./0123456789",
    "Enter",
    "Tab",
    "Backspace",
    "ArrowDown",
    "Shift",
    "Escape",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.integer({ min: 36, max: 400 })), { maxLength: 60 }), (typed) => {
      const desk = new Desk("");
      for (const [key, after] of typed) desk.press({ key }, after);
      desk.wait(1000);
      expect(new Set(desk.acts)).toEqual(typed.length === 0 ? new Set() : new Set(["type"]));
      expect(desk.scans).toEqual([]);
    }),
  );
});

test("a name or an address that comes at once, as from another program, goes through", () => {
  for (const text of ["Anderson, Siobhan", "412 N Maple St", "07/19/1978", "ansi", "@home", "García-López"]) {
    const desk = new Desk("");
    for (const key of text) desk.press({ key }, 1);
    desk.press({ key: "Enter" }, 1);
    desk.wait(1000);
    expect([text, desk.box, desk.scans]).toEqual([text, text, []]);
    expect(new Set(desk.acts)).toEqual(new Set(["type"]));
  }
});

test("a key that is held down goes through", () => {
  const desk = new Desk("");
  desk.press({ key: "1" }, 500);
  for (let n = 0; n < 20; n++) desk.press({ key: "1", repeat: true }, 30);
  desk.press({ key: "Enter" }, 30);
  expect(desk.box).toBe("1".repeat(21));
  expect(desk.scans).toEqual([]);
});

test("a voter card is taken with its Enter, or by the mark in front; the line feed after it goes nowhere", () => {
  for (const [keys, scan] of [
    [[..."AB100234", "Enter"], "AB100234"],
    [[..."000123456", "Enter", "Enter"], "000123456"],
    [[..."]C1000123", "Tab"], "]C1000123"],
    [[..."]C1000123"], "]C1000123"],
  ] as const) {
    const desk = new Desk("sm");
    for (const [n, key] of keys.entries()) desk.press({ key }, n === 0 ? 900 : 8);
    desk.wait(pace.gap + 1);
    expect([desk.box, desk.scans]).toEqual(["sm", [scan]]);
    expect(desk.acts.slice(-1)).not.toEqual(["type"]);
    // What comes next is typing again.
    desk.press({ key: "z" }, 300);
    expect(desk.box).toBe("smz");
  }
});

test("after a voter card the keys are a hand's again, however fast: Tab goes on from field to field", () => {
  const desk = new Desk("");
  for (const key of asKeys("AB100234\n")) desk.press(key, 5);
  for (let n = 0; n < 3; n++) desk.press({ key: "Tab" }, 20);
  expect(desk.scans).toEqual(["AB100234"]);
  expect(desk.acts.slice(-3)).toEqual(["swallow", "type", "type"]);
});

test("typing around scans is kept, and each scan is given once, in order", () => {
  fc.assert(
    fc.property(typable, fc.boolean(), fc.integer({ min: 0, max: 30 }), (typed, again, gap) => {
      const desk = new Desk("");
      for (const key of typed) desk.press({ key }, 200);
      const scans = again ? [licence, licence.replace("MARTIN", "NEWMAN")] : [licence];
      for (const scan of scans) {
        [...scan].flatMap(presses["asKeys"] as (one: string) => { key: string }[]).forEach((key, n) => {
          desk.press(key, n === 0 ? 130 : gap);
        });
      }
      for (const key of "abc") desk.press({ key }, 140);
      expect(desk.box).toBe(`${typed}abc`);
      expect(desk.scans.map((scan) => lastName(scan))).toEqual(again ? ["MARTIN", "NEWMAN"] : ["MARTIN"]);
    }),
  );
});

test("a scan that begins right after a typed letter leaves the letter", () => {
  const desk = new Desk("");
  desk.press({ key: "s" }, 500);
  for (const key of asKeys(licence)) desk.press(key, 20);
  desk.wait(200);
  expect(desk.box).toBe("s");
  expect(desk.scans).toHaveLength(1);
});

test("a scan that was given before its last keys came is given again, whole", () => {
  const desk = new Desk("");
  const keys = asKeys(licence);
  for (const key of keys.slice(0, 100)) desk.press(key, 5);
  desk.wait(pace.gap + 1); // the page was busy; the keys' own times are close
  for (const key of keys.slice(100)) desk.press(key, 5);
  desk.wait(pace.gap + 1);
  expect(desk.box).toBe("");
  expect(desk.scans).toHaveLength(2);
  expect(desk.again).toBe(true);
  expect(person(desk.scans[1])).toMatchObject({ birthDate: "1979-02-28" });
});

test("a licence that halts within a line goes on: nothing of it is typed, and it ends as one scan, given again", () => {
  const keys = asKeys(licence);
  const within = fc.integer({ min: 40, max: keys.length - 2 }).filter((at) => keys[at - 1]?.key !== "Enter");
  fc.assert(
    fc.property(within, fc.integer({ min: pace.gap + 20, max: pace.halt }), (at, halt) => {
      const desk = new Desk("sm");
      keys.forEach((key, n) => {
        desk.press(key, n === at ? halt : 5);
      });
      desk.wait(pace.gap + 1);
      expect(desk.box).toBe("sm");
      expect(desk.again).toBe(true);
      expect(person(desk.scans.at(-1))).toEqual(person(licence));
    }),
  );
});
