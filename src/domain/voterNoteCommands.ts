/**
 * What a poll worker notes of a voter apart from any ballot, as one event each, or in types why not. Pure. A party is left
 * again only where the law lets who joined it do so, and only by the check-in with which they did; a challenge that was
 * decided against the voter is written down where no ballot comes of it, so that every tablet knows.
 */
import { castMarks } from "./absenteeMarks.ts";
import { authorise, mayApprove, type NotAuthorised } from "./authority.ts";
import { handsSteps, type OtherHands, type Witness } from "./checkIn.ts";
import { type Answers, type Disposition, type DispositionInput, disposition } from "./disposition.ts";
import type { Election, PollingPlace } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { joinsBy } from "./partyRules.ts";
import { err, ok, type Result } from "./result.ts";
import type { CheckInFact, Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";

type At = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly voter: VoterRecord;
  readonly standing: Standing;
};

/** The check-ins of this place by which the voter joined a party that they may still leave. */
export function leavable({ election, place, voter, standing }: At): readonly (CheckInFact & { party: string })[] {
  const { primary } = election.rules;
  if (primary?.mayLeave !== true) return [];
  const left = standing.notes.flatMap((one) => (one.note === "undeclared" ? [one.checkIn.hash] : []));
  return standing.checkIns.flatMap((fact) => {
    const { party } = fact;
    const may = party !== undefined && joinsBy(primary, party, voter.party) && fact.place === place.id;
    return may && !left.includes(fact.event.hash) ? [{ ...fact, party }] : [];
  });
}

/** Papers of the ways that were taken, where a challenge was decided against the voter and no ballot comes of it. */
export function upheldForms(now: Disposition): readonly string[] | undefined {
  if (now.kind !== "none" || now.why.reason !== "challenged" || now.instead?.answer === undefined) return undefined;
  const forms = now.questions.flatMap(({ ways, answer }) => ways.find(({ way }) => way === answer)?.forms ?? []);
  return [...new Set(forms)];
}

export type VoterNoteCommand =
  | { readonly note: "undeclared"; readonly checkIn: EventName; readonly forms: readonly string[] }
  | ({ readonly note: "challengeUpheld"; readonly answers: Answers; readonly forms: readonly string[] } & OtherHands)
  | ({ readonly note: "undone"; readonly undoes: EventName } & Pick<BodyOf<"VoterNoteUndone">, "reason" | "words">)
  /** What was found out about a voter who was checked in twice: of exactly what the screen showed. */
  | ({ readonly note: "twiceSettled" } & Pick<BodyOf<"TwiceSettled">, "events" | "given">);

export type VoterNoteProblem =
  /** No such party to leave, no such decision, nothing to take back any more, or another set of check-ins than was looked at. */
  { readonly type: "nothingToNote" } | { readonly type: "formMissing"; readonly form: string } | NotAuthorised;

type Body = BodyOf<"PartyUndeclared" | "ChallengeUpheld" | "VoterNoteUndone" | "TwiceSettled">;

export function noteOnVoter(
  input: DispositionInput,
  witness: Witness,
  command: VoterNoteCommand,
): Result<Body, VoterNoteProblem> {
  const about = { ...witness, voter: input.voter.id, place: input.place.id };
  const { permits, primary } = input.election.rules;
  const allowed = authorise(permits, command.note === "undone" ? "cancelCheckIn" : "checkIn", witness);
  if (!allowed.ok) return allowed;
  const nothing = err({ type: "nothingToNote" } as const);
  switch (command.note) {
    case "undeclared": {
      const joined = leavable(input).find(({ event }) => event.hash === command.checkIn.hash);
      if (joined === undefined) return nothing;
      const papers = completed(primary?.leaveForm === undefined ? [] : [primary.leaveForm], command.forms);
      if (!papers.ok) return papers;
      const { event: checkIn, party } = joined;
      return ok({ type: "PartyUndeclared", ...about, checkIn, party, steps: papers.value });
    }
    case "challengeUpheld": {
      const now = disposition(input, command.answers);
      const forms = upheldForms(now);
      if (forms === undefined) return nothing;
      const decided = now.questions.find(({ situation }) => situation === "challenged");
      const byInspector = decided?.ways.some(({ way, by }) => way === decided.answer && by === "inspector");
      const approved = byInspector === true ? mayApprove(permits, witness) : ok(undefined);
      if (!approved.ok) return approved;
      const papers = completed(forms, command.forms);
      if (!papers.ok) return papers;
      const asked = now.questions.map(({ situation, answer }) => ({ step: situation, outcome: answer ?? "" }));
      return ok({ type: "ChallengeUpheld", ...about, steps: [...handsSteps(command), ...asked, ...papers.value] });
    }
    case "undone": {
      const { undoes, reason, words } = command;
      const noted = input.standing.notes.find(({ event }) => event.hash === undoes.hash);
      if (noted === undefined) return nothing;
      const approved = noted.note === "challengeUpheld" ? mayApprove(permits, witness) : ok(undefined);
      if (!approved.ok) return approved;
      const why = { reason, ...(words === undefined || words === "" ? {} : { words }) };
      return ok({ type: "VoterNoteUndone", ...about, undoes: noted.event, note: noted.note, ...why });
    }
    case "twiceSettled": {
      const { checkIns, absentee } = input.standing;
      const now = new Set([...checkIns, ...castMarks(absentee)].map(({ event }) => event.hash));
      const { given } = command;
      const events = [...new Set(command.events)];
      // One more, or one less, than people looked at: they look again.
      const same = events.length === now.size && events.every((hash) => now.has(hash));
      if (!same || now.size < 2 || (given !== undefined && !now.has(given))) return nothing;
      const approved = mayApprove(permits, witness, "putRight");
      if (!approved.ok) return approved;
      return ok({ type: "TwiceSettled", ...about, events, ...(given === undefined ? {} : { given }) });
    }
    default:
      return command satisfies never;
  }
}

type Steps = BodyOf<"ChallengeUpheld">["steps"];
function completed(forms: readonly string[], done: readonly string[]): Result<Steps, VoterNoteProblem> {
  const missing = forms.find((form) => !done.includes(form));
  if (missing !== undefined) return err({ type: "formMissing", form: missing });
  return ok(forms.map((form) => ({ step: `form: ${form}`, outcome: "completed" })));
}
