/**
 * That nothing is found at rest proves something only if the finder finds: here it is given a browser profile in which a
 * page has put known texts, in every place and form in which the tablet's own data might lie.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumArgs, chromiumPath } from "../helpers/chromium.ts";
import { finderOf, keyNeedles, textNeedles } from "../helpers/needles.ts";
import { foundIn, unpacked } from "../helpers/profileFiles.ts";
import { readSnappy } from "../helpers/snappy.ts";

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((_, answer) =>
    answer.setHeader("Content-Type", "text/html").end("<title>planted</title><input id=field>"),
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** What is planted, each with a text of its own: no text stands in another's place. */
const places = [
  "record",
  "deleted record",
  "UTF-16 record",
  "base64 record",
  "base64 record at offset 1",
  "base64 record at offset 2",
  "hexadecimal record",
  "repeated record",
  "large record",
  "early record of many",
  "key of a record",
  "bytes of a record",
  "zlib in a record",
  "gzip in a record",
  "chunk block in a record",
  "private file",
  "cache",
  "local storage",
  "session storage",
  "address",
  "title",
] as const;
type Place = (typeof places)[number];

/** Letters that are nowhere else in a profile, and differ from the first on. */
const textOf = (place: Place): string => {
  const n = places.indexOf(place);
  return `${String.fromCharCode(97 + n)}qzjx${String.fromCharCode(122 - n)}wvkjq${n}xz`;
};

const block = (packed: Uint8Array, size: number): number[] => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(packed.length, 0);
  head.writeUInt32LE(size, 4);
  return [...head, ...packed];
};

test("the finder finds what a page stores, wherever and however a browser keeps it", async () => {
  const profile = mkdtempSync(join(tmpdir(), "planted-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: chromiumArgs,
    chromiumSandbox: false,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${url}/?${textOf("address")}`);
  // Not compressible to a copy of something else: the text itself must come out of the decompression.
  const sentence = (place: Place) => Buffer.from(`${"the voter, the voter, the voter ".repeat(8)}${textOf(place)}`);
  const texts = Object.fromEntries(places.map((place) => [place, textOf(place)])) as Record<Place, string>;
  const packed = {
    zlib: [...deflateSync(sentence("zlib in a record"))],
    gzip: [...gzipSync(sentence("gzip in a record"))],
    chunk: block(deflateRawSync(sentence("chunk block in a record")), sentence("chunk block in a record").length),
  };
  await page.evaluate(
    async ([text, bytes]) => {
      const opening = indexedDB.open("planted");
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
      await new Promise((done) => {
        opening.onsuccess = done;
      });
      const db = opening.result;
      const write = (act: (rows: IDBObjectStore) => void): Promise<void> =>
        new Promise((done, failed) => {
          const writing = db.transaction("rows", "readwrite", { durability: "strict" });
          writing.oncomplete = () => done();
          writing.onerror = () => failed(writing.error);
          act(writing.objectStore("rows"));
        });
      const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
      await write((rows) => rows.put(text["early record of many"], "early"));
      await write((rows) => {
        rows.put(text.record, "plain");
        rows.put(text["deleted record"], "deleted");
        rows.put(`\u03a9 ${text["UTF-16 record"]}`, "wide");
        rows.put(btoa(text["base64 record"]), "base64");
        rows.put(btoa(`1${text["base64 record at offset 1"]}`), "base64 at 1");
        rows.put(btoa(`22${text["base64 record at offset 2"]}`), "base64 at 2");
        rows.put([...text["hexadecimal record"]].map((one) => one.charCodeAt(0).toString(16)).join(""), "hex");
        const [half, rest] = [text["repeated record"].slice(0, 8), text["repeated record"].slice(8)];
        rows.put(`${"the voter ".repeat(40)}, ${half}, ${rest}, ${half}${rest}`, "repeated");
        rows.put({ name: text["large record"], many: random(60_000), list: "a b ".repeat(50_000) }, "large");
        rows.put(1, text["key of a record"]);
        rows.put(new TextEncoder().encode(text["bytes of a record"]), "bytes");
        rows.put(new Uint8Array(bytes.zlib), "zlib");
        rows.put(new Uint8Array(bytes.gzip), "gzip");
        rows.put(new Uint8Array(bytes.chunk), "chunk");
      });
      await write((rows) => rows.delete("deleted"));
      // Enough to make LevelDB write its tables.
      for (let n = 0; n < 120; n++) await write((rows) => rows.put(random(60_000), `filler ${n}`));
      db.close();

      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle("planted", { create: true })).createWritable();
      await file.write(text["private file"]);
      await file.close();
      await (await caches.open("planted")).put("/kept", new Response(text.cache));
      localStorage.setItem("planted", text["local storage"]);
      sessionStorage.setItem("planted", text["session storage"]);
      document.title = text.title;
    },
    [texts, packed] as const,
  );
  const finder = finderOf(places.flatMap((place) => textNeedles(place, textOf(place))));
  const whileOpen = new Set(foundIn(profile, finder).map(({ what }) => what));
  await context.close();
  const found = foundIn(profile, finder);
  const all = new Set([...whileOpen, ...found.map(({ what }) => what)]);
  expect(places.filter((place) => !all.has(place))).toEqual([]);

  const formOf = (place: Place) =>
    found.filter(({ what }) => what === place).map(({ form, where }) => `${form} in ${where}`);
  expect(formOf("UTF-16 record").join()).toContain("UTF-16LE");
  expect(formOf("base64 record at offset 1").join()).toMatch(/base64(url)? from 1/);
  expect(formOf("early record of many").join()).toMatch(/\.ldb, block/);
  // Its halves stand there as letters and the whole as two references to them: only decompression finds it.
  expect(formOf("repeated record").every((one) => /\.ldb, block$/.test(one))).toBe(true);
  expect(formOf("chunk block in a record").join()).toContain("deflate");
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

test("the finder finds keys as bytes, hexadecimal and base64, at any place, and what a broken block still tells", () => {
  const key = Uint8Array.from({ length: 32 }, (_, n) => (n * 73 + 41) & 255);
  const finder = finderOf(keyNeedles("key", key));
  const around = (text: string | Uint8Array) =>
    Buffer.concat([Buffer.from("abc"), Buffer.from(text), Buffer.from("xyz")]);
  for (const form of ["hex", "base64", "base64url"] as const)
    expect(
      finder(around(Buffer.from(key).toString(form))).map(({ what }) => what),
      form,
    ).toContain("key");
  expect(finder(around(key))).toHaveLength(1);
  for (const offset of [1, 2])
    expect(finder(Buffer.from(Buffer.concat([Buffer.alloc(offset, 7), key]).toString("base64")))).not.toEqual([]);
  expect(finder(around(key.subarray(1)))).toEqual([]);

  // 20 letters: a literal of 12, a copy of 6 from 6 before, and a literal of which all but one is gone.
  const snappy = Buffer.from([20, 11 << 2, ...Buffer.from("votervotesit"), ((6 - 4) << 2) | 1, 6, 1 << 2, 0x21]);
  expect(Buffer.from(readSnappy(snappy) ?? []).toString()).toBe("votervotesitotesit!");
  const text = finderOf(textNeedles("name", "Quixote"));
  const half = Buffer.concat([
    Buffer.from("..."),
    deflateSync("the name is Quixote, and more follows".repeat(3)).subarray(0, 40),
  ]);
  expect([...unpacked({ where: "half", bytes: half })].flatMap(({ bytes }) => text(bytes))).not.toEqual([]);
});
