/** One line for a situation under a pack: what `disposition` answers at first, and through each way. */
import { detailNames } from "../../src/domain/details.ts";
import { type Answers, type Disposition, type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { noted, type Situation } from "../../src/domain/situation.ts";
import { voter } from "../helpers/inventedVoters.ts";
import {
  aCheckIn,
  aHandedBack,
  anAbsenteeMark,
  aProvisional,
  close,
  extended,
  nobody,
  plainQuestion,
  stale,
  stranger,
} from "./packElection.ts";

/** A voter of whom this situation holds, and identification where everybody is asked. */
export function questionOf(pack: Pack, situation: Situation): DispositionInput {
  const plain = plainQuestion(pack, "primary");
  const set = (change: Parameters<typeof voter>[1]): DispositionInput => ({
    ...plain,
    voter: voter("V1", { split: "101", party: "DEM", ...change }),
  });
  switch (situation) {
    case "checkedIn":
      return { ...plain, standing: { ...nobody, checkIns: [aCheckIn] } };
    case "provisionalIssued":
      return { ...plain, standing: { ...nobody, provisionals: [aProvisional] } };
    case "otherLine":
      return { ...plain, authority: { holder: situation, line: { line: 2, from: "M", through: "Z" } } };
    case "handedBack":
      return { ...plain, standing: { ...nobody, ballotActs: [aHandedBack] } };
    case "absenteeCast":
      return { ...plain, standing: { ...nobody, absentee: [anAbsenteeMark] } };
    case "confidential":
      return set({ flags: ["confidential"] });
    case "absenteeReturned":
      return set({ absentee: "returned" });
    case "earlyVoted":
      return set({ absentee: "earlyVoted" });
    case "absenteeIssued":
      return set({ absentee: "issued" });
    case "absenteeRequested":
      return set({ absentee: "requested" });
    case "absenteeRejected":
      return set({ absentee: "rejected" });
    case "votedInParty":
      return { ...plainQuestion(pack, "runoff"), voter: voter("V1", { split: "101", party: "DEM" }) };
    case "removed":
      return set({ registration: "cancelled" });
    case "underage":
      return set({ registration: "preregistered", birthDate: "2008" });
    case "challenged":
    case "pending":
    case "inactive":
      return set({ registration: situation });
    case "unknownStatus":
      return set({ registration: "unknown" });
    case "assistance":
      return set({ flags: ["assistance"] });
    case "otherPlace":
      return set({ split: "102-A" });
    case "identification":
      return set({ flags: ["idRequired"] });
    case "notOnList":
      return { ...plain, newcomer: { as: "person", unlisted: stranger, alike: [] } };
    case "afterHours":
      return { ...plain, hours: extended, now: close + 1, knownThrough: { size: 1, at: close } };
    case "newsOld": {
      const places = plain.election.places.map((place) => ({ ...place, serves: "all" as const }));
      return stale({ ...plain, election: { ...plain.election, places } });
    }
    case "moved":
    case "newPlace":
    case "challengedHere":
    case "challengeGround":
    case "partyChallenged":
    case "nameChanged":
    case "curbside":
    case "accommodation":
    case "signatureDiffers":
      return plain;
    default:
      return situation satisfies never;
  }
}

/** "ask: idShown → regular; idNone → provisional, inspector [form]"; in a primary, so that every way is there. */
export function lineOf(pack: Pack, situation: Situation): string {
  const question = questionOf(pack, situation);
  const said = noted.some((one) => one === situation);
  const [raised] = pack.rules.situations.challengedHere.ways;
  const leading = pack.rules.situations.moved.ways.find(({ leadsTo }) => leadsTo === "newPlace");
  const others: Answers = {
    ...(situation === "identification" ? {} : { identification: "idShown" }),
    ...(situation === "newPlace" && leading !== undefined ? { moved: leading.way } : {}),
    ...(situation === "challengeGround" && raised !== undefined ? { challengedHere: raised.way } : {}),
  };
  const first = disposition(question, said ? { ...others, [situation]: null } : others);
  const ways = pack.rules.situations[situation].ways.map(({ way, only, during }) => {
    const answers: Answers = { ...others, [situation]: way };
    const fresh = disposition(question, answers);
    const old = disposition(stale(question), answers);
    return [
      `${way} → ${outcome(fresh, situation)}`,
      outcome(old, situation) === outcome(fresh, situation) ? "" : `(old news: ${outcome(old, situation)})`,
      only === undefined ? "" : `(${only.join(", ")} only)`,
      during === undefined ? "" : `(${during} only)`,
    ]
      .filter((part) => part !== "")
      .join(" ");
  });
  return [start(first, situation), ...ways].join("; ");
}

function start(first: Disposition, situation: Situation): string {
  if (first.kind === "ask" && first.question.situation === situation) return "ask";
  if (first.kind === "none" && first.why.reason === situation) return `stop, ${first.offer}`;
  return `not here: ${first.kind}`;
}

function outcome(result: Disposition, situation: Situation): string {
  switch (result.kind) {
    case "ask":
      return `ask ${result.question.situation}`;
    case "none":
      return result.why.reason === situation ? "stop" : `none: ${result.why.reason}`;
    case "register": {
      const papers = result.steps.flatMap((step) => {
        if (step.step === "form") return `[${step.form}]`;
        if (step.step === "detail") return `(${detailNames[step.detail]})`;
        return step.step === "proof" ? `(${step.proof})` : [];
      });
      return [["registers", ...result.approval.map(() => "inspector")].join(", "), ...papers].join(" ");
    }
    case "regular":
    case "provisional": {
      const forms = result.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
      const types = [...new Set(result.choices.map(({ type }) => type))].filter((type) => type !== "regular");
      const codes = result.kind === "provisional" ? result.reasons.flatMap(({ code }) => code ?? []) : [];
      return [
        [result.kind, ...types, ...result.approval.map(() => "inspector")].join(", "),
        ...result.steps.flatMap((step) => (step.step === "detail" ? [`(${detailNames[step.detail]})`] : [])),
        ...forms.map((form) => `[${form}]`),
        ...codes.map((code) => `"${code}"`),
      ].join(" ");
    }
    default:
      return result satisfies never;
  }
}
