/** The endpoint's own log says when, what and who, and never what a row or a person's words hold. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openSqlite } from "../../src/server/database.ts";
import { errorFields, jsonLog } from "../../src/server/log.ts";
import { countyInMemory } from "../helpers/server.ts";

const now = Date.parse("2026-11-03T15:00:00Z");

test("no field of a line takes the place of when and what", () => {
  const fields = fc.dictionary(fc.constantFrom("time", "what", "who"), fc.oneof(fc.string(), fc.integer()));
  fc.assert(
    fc.property(fields, (given) => {
      const lines: string[] = [];
      jsonLog(
        (line) => lines.push(line),
        () => now,
      )("office act", given);
      const head = { time: "2026-11-03T15:00:00.000Z", what: "office act" };
      expect(lines.map((line) => JSON.parse(line))).toEqual([{ ...given, ...head }]);
      expect(lines[0]?.indexOf('{"time":"2026')).toBe(0);
    }),
    { seed: 20261103 },
  );
});

test("of an error its kind and its code are logged, not its words", () => {
  const refused = Object.assign(new TypeError("no voter Ana García-López"), { code: "SQLITE_CONSTRAINT" });
  expect(errorFields(refused)).toEqual({ error: "TypeError", code: "SQLITE_CONSTRAINT" });
  expect(errorFields(Object.assign(new Error("x"), { code: "Key (name)=(Ana García) exists" }))).toEqual({
    error: "Error",
  });
  expect(errorFields("Ana García")).toEqual({ error: "not an Error" });
});

test("a request that fails says on the log where, and nothing of the message", async () => {
  const lines: string[] = [];
  const database = openSqlite(":memory:");
  const endpoint = await countyInMemory({
    database,
    log: jsonLog(
      (line) => lines.push(line),
      () => now,
    ),
  });
  await database.db.schema.dropTable("office_session").execute();
  const answer = await endpoint.fetch("/office/api/overview", { headers: { Cookie: "turnout-office=Ana" } });
  await endpoint.stop();
  expect(answer.status).toBe(500);
  const failed = lines.map((line) => JSON.parse(line)).filter(({ what }) => what === "request failed");
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ method: "GET", path: "/office/api/overview" });
  expect(JSON.stringify(failed)).not.toMatch(/no such table|office_session|Ana/);
});
