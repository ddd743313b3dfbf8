/** Kinds of identification in words. Total over the domain's; a pack chooses among them. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { ExceptionReason, IdKind } from "../../domain/identification.ts";
import type { IdentificationRules } from "../../domain/identificationRules.ts";

export function IdKindSentence({ kind }: { kind: IdKind }): ReactNode {
  switch (kind) {
    case "driverLicense":
      return <Trans>Driver's license of this state</Trans>;
    case "stateIdCard":
      return <Trans>ID card of this state</Trans>;
    case "otherStateIfNew":
      return <Trans>License or ID card of another state, if registered in the last 90 days</Trans>;
    case "interimId":
      return <Trans>Interim ID form of the motor vehicle office</Trans>;
    case "voterIdCard":
      return <Trans>Photo ID card for voting only</Trans>;
    case "electionIdCertificate":
      return <Trans>Election Identification Certificate</Trans>;
    case "handgunLicense":
      return <Trans>License to carry a handgun, of this state</Trans>;
    case "passport":
      return <Trans>U.S. passport, book or card</Trans>;
    case "citizenshipCertificate":
      return <Trans>U.S. citizenship certificate with photo</Trans>;
    case "militaryId":
      return <Trans>U.S. military ID card</Trans>;
    case "nationalGuardId":
      return <Trans>National Guard ID card of this state</Trans>;
    case "veteranId":
      return <Trans>Veterans Affairs ID card</Trans>;
    case "tribalId":
      return <Trans>Tribal ID card</Trans>;
    case "publicAssistanceId":
      return <Trans>Public assistance ID card with photo</Trans>;
    case "studentId":
      return <Trans>Student ID card of an approved school</Trans>;
    case "publicEmployeeId":
      return <Trans>Employee ID card of an approved public office</Trans>;
    case "anyPhotoId":
      return <Trans>Any current photo ID with the name</Trans>;
    case "photoIdAccepted":
      return <Trans>Another photo ID that the inspector accepts</Trans>;
    case "voterRegistrationCertificate":
      return <Trans>Voter registration certificate</Trans>;
    case "birthCertificate":
      return <Trans>Certified birth certificate</Trans>;
    case "utilityBill":
      return <Trans>Current utility bill</Trans>;
    case "bankStatement":
      return <Trans>Bank statement</Trans>;
    case "governmentCheck":
      return <Trans>Government check</Trans>;
    case "paycheck":
      return <Trans>Paycheck</Trans>;
    case "governmentDocument":
      return <Trans>Government document with name and address</Trans>;
    case "naturalizationPapers":
      return <Trans>Naturalization papers</Trans>;
    case "vehicleRegistration":
      return <Trans>Vehicle registration with the address</Trans>;
    case "lease":
      return <Trans>Lease, or property tax bill</Trans>;
    case "otherDocument":
      return <Trans>Another paper that the inspector accepts</Trans>;
    default:
      return kind satisfies never;
  }
}

/** Why a voter shows no identification, as the voter says it. Total over the domain's. */
export function ExceptionSentence({ reason }: { reason: ExceptionReason }): ReactNode {
  switch (reason) {
    case "transportation":
      return <Trans>No transportation</Trans>;
    case "documentsMissing":
      return <Trans>No birth certificate, or other papers that are needed for it</Trans>;
    case "workSchedule":
      return <Trans>Work schedule</Trans>;
    case "lostOrStolen":
      return <Trans>Lost or stolen</Trans>;
    case "disability":
      return <Trans>Disability or illness</Trans>;
    case "familyDuties":
      return <Trans>Family responsibilities</Trans>;
    case "notReceived":
      return <Trans>Applied for, and not received yet</Trans>;
    case "otherImpediment":
      return <Trans>Something else keeps the voter from it</Trans>;
    case "religion":
      return <Trans>Religion forbids being photographed</Trans>;
    case "disaster":
      return <Trans>Victim of a natural disaster</Trans>;
    default:
      return reason satisfies never;
  }
}

/** How old it may be. */
export function ExpirySentence({ years, anyFrom, goodThen }: NonNullable<IdentificationRules["expired"]>): ReactNode {
  return (
    <>
      {years === 0 ? (
        <Trans>Not expired.</Trans>
      ) : (
        <Plural value={years} one="Not expired more than # year ago." other="Not expired more than # years ago." />
      )}{" "}
      {anyFrom === undefined ? null : goodThen === true ? (
        <Trans>From age {anyFrom}: not before that birthday.</Trans>
      ) : (
        <Trans>From age {anyFrom}: at any time.</Trans>
      )}
    </>
  );
}
