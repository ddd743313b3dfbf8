/** What to do when there is no regular ballot for this voter here and now: why, the facts, what to offer. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Disposition } from "../../domain/disposition.ts";
import type { CheckInFact } from "../../domain/standing.ts";
import { useTabletState } from "../surroundings.ts";
import { OfferSentence, ReasonSentence } from "../text/DispositionSentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";

type InsteadProps = {
  readonly disposition: Extract<Disposition, { kind: "none" }>;
  readonly onCancel: (checkIns: readonly CheckInFact[]) => void;
};

export function Instead({ disposition: { why, offer }, onCancel }: InsteadProps) {
  return (
    <div className="instead">
      <p className="why">
        <ReasonSentence why={why} />
      </p>
      {why.reason === "checkedIn" ? (
        <>
          <CheckIns checkIns={why.checkIns} />
          <Button className="second" onPress={() => onCancel(why.checkIns)}>
            <Plural value={why.checkIns.length} one="Cancel that check-in" other="Cancel one of these check-ins" />
          </Button>
        </>
      ) : null}
      {why.reason === "otherPlace" ? (
        <ul className="places">
          {why.places.slice(0, 3).map((place) => (
            <li key={place.id}>
              <b>{place.name}</b>
              <span>{place.address}</span>
              <span className="directions">{place.directions}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {why.reason === "otherLine" ? <p className="line">{why.line}</p> : null}
      <p>
        <OfferSentence offer={offer} />
      </p>
    </div>
  );
}

export function CheckIns({ checkIns }: { checkIns: readonly CheckInFact[] }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  return (
    <ul className="checkIns">
      {checkIns.map((fact) => {
        const time = timeOfDay(fact.wall, election?.timeZone ?? "UTC", i18n.locale);
        const { receipt, style } = fact;
        return (
          <li key={fact.event.hash}>
            <b>{time}</b>
            <span>{placeName(election, fact.place)}</span>
            <span>
              <Trans>Ballot {style}</Trans>
            </span>
            <span>
              <Trans>Receipt {receipt}</Trans>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
