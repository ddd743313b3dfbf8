/** From which day of expiry on a photo ID counts for this voter today, and whether the card that was scanned is older. */
import { Trans, useLingui } from "@lingui/react/macro";
import { dayOf } from "../../domain/electionDay.ts";
import { type IdExpiry, idExpiry, isTooOld } from "../../domain/idExpiry.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { Shape } from "../components/Shape.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { longDate } from "../text/times.ts";
import type { Work } from "./deskWork.ts";

export type OfIdentification = {
  /** Undefined: the rules say nothing of expiry. */
  readonly limit: IdExpiry | undefined;
  /** The scanned card's last day, where that is too long ago for this voter. */
  readonly tooOld: string | undefined;
};

export function useIdLimit({ birthDate }: Pick<VoterRecord, "birthDate">, { card }: Work): OfIdentification {
  const { election } = useTabletState();
  const { now } = useSurroundings();
  const rule = election?.rules.identificationKinds?.expired;
  if (election === undefined || rule === undefined) return { limit: undefined, tooOld: undefined };
  const today = dayOf(now(), election.timeZone);
  const old = card !== undefined && isTooOld(rule, card, birthDate, today);
  return { limit: idExpiry(rule, birthDate, today), tooOld: old ? card.expires : undefined };
}

export function IdLimit({ limit, tooOld }: OfIdentification) {
  const { i18n } = useLingui();
  if (limit === undefined) return null;
  const from = limit.from === undefined ? undefined : longDate(limit.from, i18n.locale);
  const { unlessAge } = limit;
  return (
    <>
      <p className="idLimit">
        {from === undefined ? (
          <Trans>Photo ID may be expired, however long ago.</Trans>
        ) : (
          <Trans>Expired before {from}: not accepted.</Trans>
        )}
        {unlessAge === undefined ? null : (
          <>
            {" "}
            <Trans>Older counts from age {unlessAge}: compare the birth date.</Trans>
          </>
        )}
      </p>
      {tooOld === undefined ? null : <TooOld expired={longDate(tooOld, i18n.locale)} />}
    </>
  );
}

function TooOld({ expired }: { readonly expired: string }) {
  return (
    <p className="caution" role="alert">
      <Shape shape="ask" />
      <Trans>The scanned card expired {expired}: too old. Ask for another ID.</Trans>
    </p>
  );
}
