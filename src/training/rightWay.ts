/**
 * What is right for whoever stands at the desk, under the rules of the election: asked of the very function that the
 * screens ask (`domain/disposition.ts`), with what is true of the voter as answers. Pure.
 */
import { type Answers, type Disposition, type DispositionInput, disposition, ruleOf } from "../domain/disposition.ts";
import type { Election, PollingPlace } from "../domain/election.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { EventBody } from "../domain/events.ts";
import type { Unlisted } from "../domain/person.ts";
import { usualHours } from "../domain/placeHours.ts";
import { type Situation, saidByVoter, situations } from "../domain/situation.ts";
import type { SituationRule, WayId } from "../domain/situationRules.ts";
import type { Standing } from "../domain/standing.ts";
import { type Cast, personOf } from "./cast.ts";

/** An event with its name. */
export type Entry = { readonly name: EventName; readonly body: EventBody };

/** Where and with whom it is played. */
export type Scene = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly cast: Cast;
  /** Milliseconds since 1970, when it began. */
  readonly now: number;
  /** What others did before. */
  readonly staged: readonly Entry[];
};

export type Rule = { readonly situation: Situation } & Pick<SituationRule, "source" | "confidence">;

export type Right = {
  /** `register`: they are registered first, and then get the ballot that `then` says. */
  readonly kind: "regular" | "provisional" | "none";
  readonly registers: boolean;
  readonly answers: Readonly<Partial<Record<Situation, WayId>>>;
  /** Ballot styles that fit. */
  readonly styles: readonly string[];
  /** Where no ballot is due: what to say instead. */
  readonly instead: Extract<Disposition, { kind: "none" }>["offer"] | undefined;
  /** Of a voter of another place: the ids of those that serve them. */
  readonly places: readonly string[];
  /** The rule that decides it; undefined where nothing was asked. */
  readonly rule: Rule | undefined;
  /** Questions that the screens ask, and what is noted without being asked. */
  readonly questions: number;
};

const nobody: Standing = {
  ...{ checkIns: [], cancelled: [], setAside: [], resolved: false },
  ...{ provisionals: [], ballotActs: [], absentee: [], notes: [] },
};

/** Of somebody who is on no list. */
export function unlistedOf({ cast }: Pick<Scene, "cast">): Unlisted {
  const { split, party } = cast.visitor;
  return { person: personOf(cast), split, precinctBy: "neighbors", party, tried: [], lookedAt: [] };
}

function inputOf(scene: Scene): DispositionInput {
  const { election, place, cast, now } = scene;
  return {
    ...{ election, place, voter: cast.visitor, standing: nobody, hours: usualHours, now, listIncomplete: false },
    knownThrough: { size: 1, at: now },
    authority: { holder: "here" },
    newcomer: cast.listed ? undefined : { as: "person", unlisted: unlistedOf(scene), alike: [] },
  };
}

export function rightWay(scene: Scene): Right {
  const { truth } = scene.cast.scenario;
  const input = inputOf(scene);
  const answers: Partial<Record<Situation, WayId>> = {};
  // The voter says these without being asked, if they say them.
  const noted: Partial<Record<Situation, null>> = {};
  for (const one of saidByVoter) if (truth[one] !== undefined && !follows(one, truth)) noted[one] = null;
  let registers = false;
  let asked: DispositionInput = input;
  let questions = Object.keys(noted).length;
  for (let tries = 0; tries < 40; tries++) {
    const now = disposition(asked, { ...noted, ...answers } as Answers);
    const open = now.kind === "ask" ? now.question : now.kind === "none" ? now.instead : undefined;
    const so = open && truth[open.situation]?.find((way) => open.ways.some((one) => one.way === way));
    if (open !== undefined && so !== undefined && answers[open.situation] === undefined) {
      answers[open.situation] = so;
      questions++;
      continue;
    }
    if (now.kind === "register") {
      registers = true;
      asked = { ...input, newcomer: { as: "registrant" } };
      continue;
    }
    if (now.kind === "ask") throw new Error(`nothing is true of ${now.question.situation}: ${scene.cast.scenario.id}`);
    return {
      ...{ kind: now.kind, registers, answers, questions },
      styles: now.kind === "none" ? [] : now.choices.map(({ id }) => id),
      instead: now.kind === "none" ? now.offer : undefined,
      places: now.kind === "none" && now.why.reason === "otherPlace" ? now.why.places.map(({ id }) => id) : [],
      rule: decidingRule(scene, now, answers),
    };
  }
  throw new Error(`no end: ${scene.cast.scenario.id}`);
}

/** It is asked about once another situation has led to it. */
const follows = (one: Situation, truth: Cast["scenario"]["truth"]): boolean =>
  one === "moved" && truth.inactive?.includes("hasMoved") === true;

function decidingRule(
  { election }: Scene,
  now: Exclude<Disposition, { kind: "ask" | "register" }>,
  answers: Right["answers"],
): Rule | undefined {
  const decides = (): Situation | undefined => {
    if (now.kind === "provisional") return now.reasons[0].situation;
    if (now.kind === "none" && now.why.reason === "limitedBallot") return "notOnList";
    if (now.kind === "none") return situations.find((one) => one === now.why.reason);
    const taken = situations.filter((one) => answers[one] !== undefined);
    return taken.findLast((one) => one !== "identification") ?? taken[0];
  };
  const situation = decides();
  return situation === undefined ? undefined : ruleFor(election, situation);
}

export function ruleFor(election: Election, situation: Situation): Rule {
  const { source, confidence } = ruleOf(election, situation);
  return { situation, source, confidence };
}
