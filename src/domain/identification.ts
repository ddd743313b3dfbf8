/** Kinds of identification, and which of them count for an answer. What is recorded is the kind, never a number that stands on it. */
import type { WayId } from "./situationRules.ts";

/** Every kind that some law accepts. A pack chooses among them; the screens word them, in every language, so a pack cannot invent one. */
export const idKinds = [
  "driverLicense",
  "stateIdCard",
  "otherStateIfNew",
  "interimId",
  "voterIdCard",
  "electionIdCertificate",
  "handgunLicense",
  "passport",
  "citizenshipCertificate",
  "militaryId",
  "nationalGuardId",
  "veteranId",
  "tribalId",
  "publicAssistanceId",
  "studentId",
  "publicEmployeeId",
  "anyPhotoId",
  "photoIdAccepted",
  "voterRegistrationCertificate",
  "birthCertificate",
  "utilityBill",
  "bankStatement",
  "governmentCheck",
  "paycheck",
  "governmentDocument",
  "naturalizationPapers",
  "vehicleRegistration",
  "lease",
  "otherDocument",
] as const;
export type IdKind = (typeof idKinds)[number];

/** Why a voter who can show none of the accepted kinds may vote all the same. A pack chooses among them, as of the kinds. */
export const exceptionReasons = [
  "transportation",
  "documentsMissing",
  "workSchedule",
  "lostOrStolen",
  "disability",
  "familyDuties",
  "notReceived",
  "otherImpediment",
  "religion",
  "disaster",
] as const;
export type ExceptionReason = (typeof exceptionReasons)[number];

type Counting = { readonly accepted: readonly IdKind[]; readonly supporting?: readonly IdKind[] | undefined };

/** What the voter may have shown where identification was answered so. */
export function kindsFor(rules: Counting | undefined, way: WayId | undefined): readonly IdKind[] {
  switch (way) {
    case "idShown":
    case "idNameSimilar":
      return rules?.accepted ?? [];
    case "idException":
      return rules?.supporting ?? [];
    default:
      return [];
  }
}
