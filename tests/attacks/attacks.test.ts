/** The table of attacks: each is tried against a running endpoint and real tablets, and refused or undone. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Attack, attackers, attackGround, type Ground } from "./attack.ts";
import { fileAttacks } from "./fileAttacks.ts";
import { networkAttacks } from "./networkAttacks.ts";
import { pageAttacks } from "./pageAttacks.ts";
import { requestAttacks } from "./requestAttacks.ts";
import { revokedAttacks } from "./revokedAttacks.ts";
import { setUpAttacks } from "./setUpAttacks.ts";
import { tabletAttacks } from "./tabletAttacks.ts";

const table: readonly Attack[] = [
  ...requestAttacks,
  ...setUpAttacks,
  ...networkAttacks,
  ...tabletAttacks,
  ...revokedAttacks,
  ...pageAttacks,
  ...fileAttacks,
];

/** Rows are added, never lost by accident. */
const fewestRows = 96;

let ground: Ground;
beforeAll(async () => {
  ground = await attackGround();
});
beforeEach(() => ground.clock.pass(2 * 60 * 60_000)); // wrong tries of other rows are forgiven
afterAll(() => ground.stop());

test("the table is long enough, and no row stands there twice", () => {
  const names = table.map(({ attacker, tries }) => `${attacker}: ${tries}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(fewestRows);
  for (const attacker of attackers) expect(table.filter((row) => row.attacker === attacker).length).toBeGreaterThan(0);
});

const title = "%s tries %s; seen: %s";
const rows = (withstood: boolean) =>
  table
    .filter(({ stillSucceeds }) => (stillSucceeds === undefined) === withstood)
    .map((row) => [row.attacker, row.tries, row.seen, row] as const);

test.each(rows(true))(title, (_attacker, _tries, _seen, row) => row.run(ground));
test.fails.each(rows(false))(`NOT WITHSTOOD: ${title}`, (_attacker, _tries, _seen, row) => row.run(ground));
