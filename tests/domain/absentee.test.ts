/** Absentee ballots processed at the place: nobody votes twice, the order of arrival changes nothing, a mark can be taken back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countAbsentee } from "../../src/domain/absenteeMarks.ts";
import { absenteeStep, cancelAbsenteeMark, processAbsentee } from "../../src/domain/absenteeProcessing.ts";
import type { Witness } from "../../src/domain/checkIn.ts";
import { disposition } from "../../src/domain/disposition.ts";
import { EventBody } from "../../src/domain/events.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";
import { aCheckIn, anAbsenteeMark, anyPackQuestion, fittingAnswers, nobody, plainQuestion } from "./packElection.ts";

const newHampshire = packs.get("NH");
if (newHampshire === undefined) throw new Error("no pack");
const returned = () => {
  const plain = plainQuestion(newHampshire);
  return { ...plain, voter: { ...plain.voter, absentee: "returned" as const } };
};
const moderator: Witness = { cmd: "c", worker: "lin", role: "inspector", wall: 1, seen: null };
const cast = { rejected: undefined, found: "search" } as const;

describe("what is done with an envelope", () => {
  test("of a voter who has not come is marked, with what the list says beside it", () => {
    expect(absenteeStep(returned())).toEqual({ step: "mark", cautions: [] });
    expect(absenteeStep(plainQuestion(newHampshire))).toEqual({ step: "mark", cautions: ["noneOnList"] });
    const challenged = { ...returned(), voter: { ...returned().voter, registration: "challenged" as const } };
    expect(absenteeStep(challenged)).toEqual({ step: "mark", cautions: ["challenged"] });
  });

  test("of a voter who was checked in stays closed", () => {
    const input = { ...returned(), standing: { ...nobody, checkIns: [aCheckIn] } };
    expect(absenteeStep(input)).toMatchObject({ step: "votedInPerson" });
    expect(processAbsentee(input, moderator, cast)).toMatchObject({ ok: false, error: { type: "cannotMark" } });
    expect(processAbsentee(input, moderator, { ...cast, rejected: "votedInPerson" })).toMatchObject({
      ok: true,
      value: { rejected: "votedInPerson" },
    });
  });

  test("of a voter whose ballot was cast and who was checked in at a tablet that did not know: both are told", () => {
    const input = { ...returned(), standing: { ...nobody, checkIns: [aCheckIn], absentee: [anAbsenteeMark] } };
    expect(absenteeStep(input)).toEqual({ step: "done", mark: anAbsenteeMark, checkIns: [aCheckIn] });
    expect(disposition(input)).toMatchObject({
      kind: "none",
      why: { reason: "checkedIn", checkIns: [aCheckIn], cast: [anAbsenteeMark] },
    });
  });

  test("is marked once, and by nobody but the moderator or a second officer", () => {
    const again = { ...returned(), standing: { ...nobody, absentee: [anAbsenteeMark] } };
    expect(processAbsentee(again, moderator, cast)).toMatchObject({ ok: false, error: { type: "cannotMark" } });
    expect(processAbsentee(returned(), { ...moderator, role: "pollWorker" }, cast)).toMatchObject({
      ok: false,
      error: { type: "notYourRole" },
    });
    const elsewhere = { ...returned(), voter: { ...returned().voter, split: "102-A" } };
    expect(processAbsentee(elsewhere, moderator, cast)).toMatchObject({ ok: false });
  });

  test("a mark that counts is taken back, any other is not", () => {
    const marked = { ...returned(), standing: { ...nobody, absentee: [anAbsenteeMark] } };
    const undoes = [anAbsenteeMark.event];
    expect(cancelAbsenteeMark(marked, moderator, { undoes, reason: "wrongVoter" })).toMatchObject({
      ok: true,
      value: { undoes },
    });
    expect(cancelAbsenteeMark(returned(), moderator, { undoes, reason: "wrongVoter" })).toEqual({
      ok: false,
      error: { type: "nothingToCancel" },
    });
  });
});

test("whose absentee ballot was cast gets no ballot at the polls, in any pack, whatever is answered", () => {
  const asked = anyPackQuestion().chain((question) => fc.tuple(fc.constant(question), fittingAnswers(question)));
  fc.assert(
    fc.property(asked, ([question, answers]) => {
      const standing = { ...question.standing, absentee: [anAbsenteeMark] };
      const { kind } = disposition({ ...question, standing }, answers);
      expect(["regular", "provisional"]).not.toContain(kind);
    }),
  );
});

const hashOf = (n: number): string => n.toString(16).padStart(64, "0");
const witness = { worker: "w", role: "inspector", seen: null } as const;
const marked = (n: number, device: string, voter: string, rejected: boolean): KnownEvent => ({
  name: { device, seq: n, hash: hashOf(n) },
  index: undefined,
  body: EventBody.parse({
    ...{ type: "AbsenteeProcessed", ...witness, cmd: `cmd${n}`, wall: n, voter, place: "hall", split: "P0" },
    ...{ found: "search", ...(rejected ? { rejected: "notSigned" } : {}) },
  }),
});
const takenBack = (n: number, device: string, undone: number): KnownEvent => ({
  name: { device, seq: n, hash: hashOf(n) },
  index: undefined,
  body: EventBody.parse({
    ...{ type: "AbsenteeMarkCancelled", ...witness, cmd: `cmd${n}`, wall: n, voter: "V0", place: "hall" },
    ...{ undoes: [{ device: "a", seq: undone, hash: hashOf(undone) }], reason: "wrongVoter" },
  }),
});
const revoked = (n: number, device: string, trustedThrough: number): KnownEvent => ({
  name: { device: "county", seq: n, hash: hashOf(n) },
  index: n,
  body: EventBody.parse({ type: "DeviceRevoked", ...witness, cmd: `cmd${n}`, wall: n, device, trustedThrough }),
});

test("which marks count is the same in any order and by the definition, duplicates and revoked tablets included", () => {
  const made = fc.array(
    fc.record({
      kind: fc.constantFrom("mark", "mark", "undo", "revoke"),
      device: fc.constantFrom("a", "b"),
      of: fc.nat(9),
    }),
    { maxLength: 10 },
  );
  const events = made.map((all) =>
    all.map(({ kind, device, of }, n) => {
      if (kind === "mark") return marked(n, device, `V${of % 2}`, of % 3 === 0);
      return kind === "undo" ? takenBack(n, device, of) : revoked(n, device, of - 1);
    }),
  );
  const shuffled = events.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, ([all, order]) => {
      const standings = new Standings();
      for (const event of order) standings.add(event);
      const last = new Map(
        all.flatMap(({ body }) => (body.type === "DeviceRevoked" ? [[body.device, body.trustedThrough] as const] : [])),
      );
      const trusted = ({ name }: KnownEvent) => name.seq <= (last.get(name.device) ?? Number.POSITIVE_INFINITY);
      const gone = all
        .filter(trusted)
        .flatMap(({ body }) => (body.type === "AbsenteeMarkCancelled" ? body.undoes : []));
      const counts = all.filter(
        (event) =>
          event.body.type === "AbsenteeProcessed" &&
          trusted(event) &&
          !gone.some(({ hash }) => hash === event.name.hash),
      );
      for (const voter of ["V0", "V1"])
        expect(standings.of(voter).absentee.map(({ event }) => event.seq)).toEqual(
          counts.filter(({ body }) => "voter" in body && body.voter === voter).map(({ name }) => name.seq),
        );
      const voters = (rejected: boolean) =>
        new Set(
          counts.flatMap(({ body }) =>
            body.type === "AbsenteeProcessed" && (body.rejected !== undefined) === rejected ? [body.voter] : [],
          ),
        );
      const castOf = voters(false);
      const rejectedOf = [...voters(true)].filter((voter) => !castOf.has(voter));
      expect(countAbsentee(standings.absentee())).toEqual({ cast: castOf.size, rejected: rejectedOf.length });
    }),
  );
});
