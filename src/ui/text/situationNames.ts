/** What a situation is called where it stands as a reason: on slips, in counts and in reports. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type Situation, situations } from "../../domain/situation.ts";

/** Why a ballot is provisional, in a list of counts. */
const reasonName: Readonly<Record<Situation, MessageDescriptor>> = {
  identification: msg`No identification`,
  absenteeIssued: msg`Absentee ballot was sent`,
  absenteeRequested: msg`Absentee ballot was requested`,
  absenteeRejected: msg`Absentee ballot was not accepted`,
  votedInParty: msg`Party doubted`,
  absenteeReturned: msg`Absentee ballot came back`,
  absenteeCast: msg`Absentee ballot was cast`,
  inactive: msg`Inactive registration`,
  moved: msg`Moved`,
  newPlace: msg`Moved to another precinct`,
  nameChanged: msg`Name changed`,
  pending: msg`Registration lacks something`,
  challengedHere: msg`Challenged`,
  challengeGround: msg`Challenged`,
  challenged: msg`Challenged`,
  partyChallenged: msg`Party doubted`,
  handedBack: msg`Handed a ballot back before`,
  confidential: msg`Confidential record`,
  unknownStatus: msg`Unknown status`,
  notOnList: msg`Not on the list`,
  afterHours: msg`Came after closing time`,
  newsOld: msg`News of the county are old`,
  assistance: msg`Assistance`,
  curbside: msg`At the car`,
  accommodation: msg`Accommodation`,
  checkedIn: msg`Checked in before`,
  provisionalIssued: msg`Has a provisional ballot`,
  earlyVoted: msg`Voted early by the list`,
  removed: msg`Removed from the list`,
  underage: msg`Too young`,
  otherPlace: msg`Votes at another place`,
  signatureDiffers: msg`Signatures differ`,
  otherLine: msg`Belongs to another line`,
};

/** `situation`: as an event names it; one that this program does not know is shown as it is. */
export function situationName(i18n: I18n, situation: string): string {
  const known = situations.find((one) => one === situation);
  return known === undefined ? situation : i18n._(reasonName[known]);
}
