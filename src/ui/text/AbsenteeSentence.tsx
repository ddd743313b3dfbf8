/** Absentee ballots that are processed at the polling place, in words: what to do with the envelope, and why. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Rejection } from "../../domain/absenteeEvents.ts";
import type { AbsenteeCaution, AbsenteeStep } from "../../domain/absenteeProcessing.ts";

export function AbsenteeBanner({ step, time }: { step: AbsenteeStep; time: (wall: number) => string }): ReactNode {
  switch (step.step) {
    case "mark":
      return <Trans>Announce the name, then mark</Trans>;
    case "votedInPerson":
      return <Trans>Keep the envelope closed: checked in</Trans>;
    case "done": {
      const at = time(step.mark.wall);
      return step.mark.rejected === undefined ? (
        <Trans>Stop: marked as cast ({at})</Trans>
      ) : (
        <Trans>Stop: marked as not cast ({at})</Trans>
      );
    }
    case "otherPlace":
      return <Trans>Set the envelope aside: other polling place</Trans>;
    default:
      return step satisfies never;
  }
}

export function AbsenteeCautionSentence({ caution }: { caution: AbsenteeCaution }): ReactNode {
  switch (caution) {
    case "noneOnList":
      return <Trans>The list shows no absentee ballot for this voter. Ask the inspector.</Trans>;
    case "challenged":
      return <Trans>This voter is challenged. The inspector decides first.</Trans>;
    case "removed":
      return <Trans>This voter is no longer on the list of those who may vote.</Trans>;
    case "checkRegistration":
      return <Trans>Something is missing from this voter's registration.</Trans>;
    default:
      return caution satisfies never;
  }
}

export function RejectionSentence({ rejection }: { rejection: Rejection }): ReactNode {
  switch (rejection) {
    case "votedInPerson":
      return <Trans>Voter came in person</Trans>;
    case "notSigned":
      return <Trans>Affidavit is not signed</Trans>;
    case "signatureDiffers":
      return <Trans>Signatures do not match</Trans>;
    case "challengeUpheld":
      return <Trans>Challenge was upheld</Trans>;
    case "notEntitled":
      return <Trans>Voter may not vote absentee</Trans>;
    default:
      return rejection satisfies never;
  }
}
