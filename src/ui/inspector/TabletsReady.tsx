/** Which tablets of the place are ready, and where one differs from this one: what, and what to do about it. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { TabletDifference, TabletLook } from "../../domain/openingText.ts";
import { lookOf, type TabletReadiness } from "../../domain/readiness.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { checkNameOf } from "../text/checkWords.tsx";
import { dayOf, longDate, timeOfDay } from "../text/times.ts";
import { Unknown } from "./ReadyCard.tsx";

export function TabletsReady({ book: { readiness, look } }: { readonly book: PlaceBookView }) {
  const { t } = useLingui();
  return (
    <ul className="plainList readiness" aria-label={t`Tablets of this place`}>
      {readiness.map((one) => (
        <li key={one.device}>
          <Tablet one={one} look={look} />
        </li>
      ))}
    </ul>
  );
}

function Tablet({ one, look }: { readonly one: TabletReadiness; readonly look: TabletLook }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { number, said, differences, joined } = one;
  if (said === undefined)
    return (
      <p className="checkState">
        <Shape shape="ask" small />
        <Trans>Tablet {number}: not ready, as far as this tablet knows.</Trans>
      </p>
    );
  const at = timeOfDay(said.body.wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <>
      <p className="checkState">
        <Shape shape={differences.length === 0 ? "ready" : "ask"} small />
        {differences.length === 0 ? (
          <Trans>
            Tablet {number}: ready since {at}.
          </Trans>
        ) : (
          <Trans>Tablet {number} shows another code.</Trans>
        )}
      </p>
      {differences.map((difference) => (
        <p key={difference.what}>
          <DifferenceWords number={number} difference={difference} here={look} there={lookOf(said.body)} />
        </p>
      ))}
      {said.body.overrides.map(({ check, reason }) => {
        const name = checkNameOf(check);
        return (
          <p key={check} className="quiet">
            <Trans>Not so:</Trans> {name === undefined ? check : i18n._(name)}. “{reason}”
          </p>
        );
      })}
      {joined ? (
        <p className="quiet">
          <Trans>It joined while the polls were open.</Trans> <Unknown heard={said.body.heard} />
        </p>
      ) : null}
    </>
  );
}

type DifferenceProps = {
  readonly number: string;
  readonly difference: TabletDifference;
  readonly here: TabletLook;
  readonly there: TabletLook;
};

export function DifferenceWords({ number, difference: { what, behind }, here, there }: DifferenceProps): ReactNode {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const zone = election?.timeZone ?? "UTC";
  const moment = (at: number | undefined): string =>
    at === undefined ? "–" : `${timeOfDay(at, zone, i18n.locale)}, ${dayOf(at, zone, i18n.locale)}`;
  switch (what) {
    case "day":
      return (
        <Trans>
          Tablet {number} has another date: {longDate(there.day, i18n.locale)}. Set its clock and start it again.
        </Trans>
      );
    case "build":
      return (
        <Trans>Tablet {number} runs another version of the program. Connect both and let them load the new one.</Trans>
      );
    case "roll":
    case "listOf": {
      const [theirs, ours] = [moment(there.listOf), moment(here.listOf)];
      return (
        <>
          {behind === "there" ? (
            <Trans>Tablet {number} has an older voter list. Connect it and wait for “All sent”.</Trans>
          ) : (
            <Trans>This tablet has an older voter list. Connect it and wait for “All sent”.</Trans>
          )}{" "}
          {theirs === ours ? null : (
            <Trans>
              (There as of {theirs}; here as of {ours}.)
            </Trans>
          )}
        </>
      );
    }
    case "missing":
      return behind === "there" ? (
        <Trans>Tablet {number} lacks changes to the voter list. Connect it and wait for “All sent”.</Trans>
      ) : (
        <Trans>This tablet lacks changes to the voter list. Connect it and wait for “All sent”.</Trans>
      );
    case "earlier": {
      const [theirs, ours] = [i18n.number(there.earlier), i18n.number(here.earlier)];
      return behind === "there" ? (
        <Trans>
          Tablet {number} knows {theirs} earlier check-ins, this one {ours}. Connect it until “All sent”.
        </Trans>
      ) : (
        <Trans>
          This tablet knows {ours} earlier check-ins, tablet {number} {theirs}. Connect it until “All sent”.
        </Trans>
      );
    }
    default:
      return what satisfies never;
  }
}
