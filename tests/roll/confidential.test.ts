/**
 * Confidential voters under every pack: what a tablet or a paper list could show of them is a number, because the roll holds
 * no more; and by that number they are found.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isConfidential } from "../../src/domain/confidential.ts";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { PaperLines } from "../../src/domain/paperLine.ts";
import { Standings } from "../../src/domain/standing.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { atAddress } from "../../src/roll/atAddress.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { lineCodesOf } from "../../src/roll/lineCode.ts";
import { paperLists } from "../../src/roll/paperLists.ts";
import { encodeArrow, hotColumns } from "../../src/roll/rollArrow.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { matchPerson } from "../../src/roll/scanMatch.ts";
import { createSearch, sameNameNeighbours } from "../../src/roll/voterSearch.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";

await loadSimilarNames();

/** In every field that tells who somebody is, a word that no other voter has. */
const secretOf = (id: string): VoterRecord =>
  voter(id, {
    ...{ lastName: "Qzunsaid", firstName: "Xqhush", middleName: "Vqmum", suffix: "Zqjr", birthDate: "1901-02-03" },
    ...{ houseNumber: "90817", street: "Wqquiet Ln", unit: "Yq7", city: "Kqnowhere", state: "Qzstate", zip: "90909" },
    ...{ mailing: "PO Box 70707\nKqnowhere, Qzstate 90909", flags: ["confidential"], party: "DEM" },
  });
const telling = /qzunsaid|xqhush|vqmum|zqjr|1901|90817|wqquiet|yq7|kqnowhere|qzstate|90909|70707/i;
const plain = (id: string): VoterRecord =>
  voter(id, { lastName: "Plain", firstName: "Ann", birthDate: "1970-05-05", houseNumber: "4", street: "Oak St" });

async function rollOf(voters: readonly VoterRecord[]) {
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  return built.value;
}

const ids = fc.uniqueArray(fc.stringMatching(/^[A-H]{2}[2-8]{4}$/), { minLength: 2, maxLength: 12 });

test("the roll holds no name, birth date or address of them, in any column", async () => {
  await fc.assert(
    fc.asyncProperty(ids, async (some) => {
      const roll = await rollOf(some.map((id, n) => (n % 2 === 0 ? secretOf(id) : plain(id))));
      const bytes = encodeArrow(hotColumns(roll))
        .map((part) => new TextDecoder("latin1").decode(part))
        .join("");
      expect(bytes).toContain("Plain");
      expect(bytes).not.toMatch(telling);
      for (let row = 0; row < roll.rows; row++) expect(JSON.stringify(roll.voterAt(row))).not.toMatch(telling);
    }),
    { numRuns: 30 },
  );
});

test("nothing that is typed or scanned finds them but their number; two of them are not alike", async () => {
  const secrets = [secretOf("SX1234"), secretOf("SX1235")];
  const roll = new AmendedRoll(await rollOf([...secrets, plain("P1")]));
  roll.apply(1, { format: "turnout-amendment/1", changes: [{ add: secretOf("SX1236") }] });
  const search = createSearch(roll);
  const texts = ["qzunsaid", "xqhush qzunsaid", "qzunsaed", "2/3/1901", "1901", "90817 wqquiet", "wqquiet ln"];
  for (const text of texts) expect([text, search.search(text)]).toEqual([text, { rows: [], total: 0, similar: [] }]);
  expect(atAddress(roll, search, "90817", "Wqquiet Ln").rows).toEqual([]);
  const cut = { last: false, first: false, middle: false };
  const names = [{ last: "QZUNSAID", first: "XQHUSH", middle: "VQMUM", suffix: "", cut }] as const;
  const card = { names, birthDate: "1901-02-03", jurisdiction: undefined, expires: undefined };
  expect(matchPerson(roll, search, card).match).toBe("list");
  for (const id of ["SX1234", "SX1235", "SX1236"]) {
    const [first] = search.search(id).rows;
    const found = roll.voterAt(first?.row as number);
    expect([found.id, isConfidential(found)]).toEqual([id, true]);
  }
  const rows = search.search("SX12").rows.map(({ row }) => row);
  expect([rows.length, sameNameNeighbours(roll, rows)]).toEqual([3, []]);
});

test.each([...packs.values()])(
  "$name: on no paper list more than a number, and none on the posted one",
  async (pack) => {
    const election = Election.parse({ ...inventedElection(2), state: pack.state, rules: pack.rules });
    const roll = new AmendedRoll(await rollOf([secretOf("SX1"), secretOf("SX2"), plain("P1")]));
    const standings = new Standings();
    const lines = new PaperLines(election);
    const codes = lineCodesOf(new Uint8Array(16), roll);
    for (const kind of ["book", "posted"] as const) {
      const [list] = paperLists({ election, roll, standings, places: election.places.slice(0, 1), kind }).lists;
      if (list === undefined) throw new Error("no list");
      const named = [...list.rows].map((row) => roll.voterAt(row));
      expect(named.map(({ id }) => id)).toEqual(["P1"]);
      expect(list.counts.confidential).toBe(2);
      const numbers = [...list.byNumber].map((row) => {
        const one = roll.voterAt(row);
        return lines.byNumber(one, standings.of(one.id), codes.at(row), list.place.id);
      });
      expect(JSON.stringify(numbers)).not.toMatch(telling);
      const onBook = kind === "book" && pack.rules.confidential.book === "numberOnly";
      expect(numbers.map(({ voterId }) => voterId)).toEqual(onBook ? ["SX1", "SX2"] : []);
    }
  },
);
