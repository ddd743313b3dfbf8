/**
 * Why the one who wrote an event may not do it, or not alone, by the table of roles (domain/authority.ts). The endpoint asks
 * it of everything that tablets write: it flags, never refuses. The office learns from it who it was at the tablet.
 */
import { type Act, authorise, mayApprove, type NotAuthorised, placeRoles } from "../domain/authority.ts";
import { ballotRulesOf } from "../domain/ballotRules.ts";
import { needsApproval } from "../domain/disposition.ts";
import type { Rules } from "../domain/election.ts";
import type { BodyOf, EventBody } from "../domain/events.ts";
import { actOfEntry } from "../domain/placeCommands.ts";
import { needsInspector } from "../domain/wrongVoter.ts";

/** In words; undefined where the table allows it, and for what is no act of a role. */
export function roleRefusal(rules: Rules, body: EventBody): string | undefined {
  const { permits } = rules;
  const { type, role } = body;
  // Locking is anybody's at the place, also where it closes the tablet; and it may lock itself with nobody at it. So is saving
  // the tablet's records when nothing else works, where it may not be open. A split book is joined by the tablets themselves, and
  // whoever holds the opening card says that a tablet is ready.
  const ofAnybody =
    (type === "TabletClosed" && body.how === "locked") ||
    type === "TabletReady" ||
    (type === "RecordsExported" && body.what === "tabletRecords") ||
    (type === "BookJoined" && body.how === "heardAll");
  if (ofAnybody && body.worker === "") return undefined;
  const byAnybody = type === "WorkerSignedIn" || ofAnybody;
  if (byAnybody) return placeRoles.includes(role) ? undefined : `the role ${role} works at no polling place`;
  const fromPaper = body.type === "VoterCheckedIn" && body.written !== undefined;
  const act = fromPaper ? "enterFromPaper" : actOf[type];
  const allowed = act === undefined ? undefined : authorise(permits, act, body);
  if (allowed?.ok === false) return whyNot(allowed.error);
  switch (body.type) {
    case "VoterCheckedIn":
    case "ProvisionalIssued":
      if (needsApproval(rules, body.steps) && !mayApprove(permits, body).ok)
        return "an inspector had to say that it is so, and none did";
      return needsInspector(rules, body) && !mayApprove(permits, body, "putRight").ok
        ? "an inspector had to agree that a check-in is put right, and none did"
        : undefined;
    case "VoterNoteUndone":
      return body.note === "challengeUpheld" && !mayApprove(permits, body).ok
        ? "an inspector had to say that it is so, and none did"
        : undefined;
    case "TwiceSettled":
      return mayApprove(permits, body, "putRight").ok
        ? undefined
        : "an inspector had to agree that a check-in is put right, and none did";
    case "ChallengeUpheld":
    case "VoterRegistered":
      return needsApproval(rules, body.steps) && !mayApprove(permits, body).ok
        ? "an inspector had to say that it is so, and none did"
        : undefined;
    case "BallotReissued":
      return tooMany(rules, body);
    default:
      return undefined;
  }
}

function tooMany(rules: Rules, body: BodyOf<"BallotReissued">): string | undefined {
  const { most, beyond } = ballotRulesOf(rules);
  if (body.number <= most) return undefined;
  if (beyond === "none") return `ballot number ${body.number} of one voter, and the rules allow ${most}`;
  return mayApprove(rules.permits, body).ok ? undefined : "an inspector had to allow one more ballot, and none did";
}

const actOf: Partial<Record<EventBody["type"], Act>> = {
  VoterCheckedIn: "checkIn",
  CheckInCancelled: "cancelCheckIn",
  ProvisionalIssued: "checkIn",
  ProvisionalCancelled: "cancelCheckIn",
  BallotReissued: "replaceBallot",
  BallotSpoiled: "takeBallotBack",
  BallotHandedBack: "takeBallotBack",
  VoterLeft: "takeBallotBack",
  BallotActUndone: "cancelCheckIn",
  AbsenteeProcessed: "processAbsentee",
  AbsenteeMarkCancelled: "processAbsentee",
  VoterRegistered: "checkIn",
  RegistrationCancelled: "cancelCheckIn",
  WorkerAdded: "addWorker",
  ProgramApproved: "installProgram",
  SlipReprinted: "checkIn",
  PaperListPrinted: "printPaperList",
  RecordsExported: "exportReport",
  TabletClosed: "closeTablet",
  ...actOfEntry,
  VoterSentToHelpTable: "checkIn",
  CurbsideBegun: "checkIn",
  OpenStepEnded: "checkIn",
  PartyUndeclared: "checkIn",
  ChallengeUpheld: "checkIn",
  VoterNoteUndone: "cancelCheckIn",
  TwiceSettled: "checkIn",
};

function whyNot(problem: NotAuthorised): string {
  switch (problem.type) {
    case "notYourRole":
      return `the role ${problem.role} may not do this`;
    case "secondNeeded":
      return "a second person had to agree, and none did";
    case "samePerson":
      return "the second person who agreed is the first one";
    case "sameParty":
      return "the two who agreed are not of two parties";
    default:
      return problem satisfies never;
  }
}
