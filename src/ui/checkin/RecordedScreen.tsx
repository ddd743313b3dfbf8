/**
 * The check-in is durably recorded: who gets which ballot, and how far the news has gone. Any keystroke or scan starts
 * the next voter; "Wrong voter?" looks for the right one. Where the inspector took over, the last act hands the tablet back. The acts take
 * neither tap nor Enter for a moment: the second of two quick ones on "Check in" was not meant for them.
 */

import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { spokenName } from "../../domain/voterName.ts";
import type { Confirmation, VoterView } from "../../tablet/foundVoters.ts";
import type { Safety } from "../../tablet/tabletState.ts";
import type { Recorded } from "../../tablet/voterCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { BallotPrints } from "../printing/latePrinting.tsx";
import { usePrintsByItself } from "../printing/printsByItself.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import { ballotLanguages, placeName } from "../text/voterText.ts";
import { whyProvisional } from "../text/whyProvisional.ts";
import { useConfirmation, useVoter } from "./asking.ts";
import { InspectorDialog } from "./Dialogs.tsx";
import type { Desk } from "./desk.ts";
import type { WrongOne } from "./deskView.ts";
import { SpoiledDialog } from "./lateBallotParts.tsx";
import { PrecinctName } from "./PrecinctName.tsx";
import { useTypeAnywhere } from "./typeAnywhere.ts";

/** Milliseconds; longer than between the taps of a double tap, no longer than it takes to read the screen. */
const restMs = 1000;

type RecordedScreenProps = {
  readonly desk: Desk;
  readonly recorded: Recorded;
  /** The poll worker from whom the inspector took over. */
  readonly lentBy: string | undefined;
  /** Who had been checked in by mistake. */
  readonly wrong: WrongOne | undefined;
};

export function RecordedScreen({ desk, recorded, lentBy, wrong }: RecordedScreenProps) {
  const { i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election, safety } = useTabletState();
  const confirmation = useConfirmation(recorded);
  const view = useVoter(recorded.voter.id, recorded);
  const wrongOne = useAsWrongOne(recorded);
  const resting = useRest();
  usePrintsByItself(recorded);
  const [asking, setAsking] = useState(false);
  const [spoiled, setSpoiled] = useState(false);
  const given = view === "gone" ? undefined : view;
  const printing = election?.rules.printing !== undefined;
  useTypeAnywhere((typed) => desk.next(typed));
  const name = spokenName(recorded.voter);
  const { wall } = recorded.fact;
  const provisional = recorded.ballot === "provisional";
  const time = timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <main className="recorded">
      <div>
        <h1>
          <WhoGetsWhat name={name} recorded={recorded} />
        </h1>
        <ul className="soFar">
          <li className="ready">
            <Shape shape="ready" />
            <span>
              <Trans>Recorded on this tablet, {time}</Trans>
            </span>
          </li>
          {wrong === undefined ? null : (
            <li className="ready">
              <Shape shape="ready" />
              <span>
                <Cancelled name={wrong.name} />
              </span>
            </li>
          )}
          {given?.alike === undefined ? null : (
            <li>
              <Shape shape="ask" />
              <span>
                <Trans>Looks like another voter. Tell the inspector.</Trans>
              </span>
            </li>
          )}
          <li className={confirmation === "confirmed" ? "ready" : ""}>
            <Shape shape={confirmation === "confirmed" ? "ready" : "half"} />
            <span role="status">
              <CountyWords confirmation={confirmation} safety={safety} />
            </span>
          </li>
        </ul>
        <div className="act" style={resting ? { pointerEvents: "none" } : undefined}>
          {wrongOne === undefined ? null : (
            <Button className="second" onPress={() => desk.putRight(wrongOne)}>
              <Trans>Wrong voter?</Trans>
            </Button>
          )}
          <Button className="second" onPress={() => setSpoiled(true)} isDisabled={given === undefined}>
            <Trans>Spoiled or handed back?</Trans>
          </Button>
          <Button className="second" onPress={() => setAsking(true)}>
            <Trans>Ask the inspector</Trans>
          </Button>
          {lentBy === undefined ? (
            <Button className="primary" onPress={() => desk.next()} autoFocus>
              <Trans>Next voter</Trans>
            </Button>
          ) : (
            <Button className="primary" onPress={() => void tablet.lock().catch(fail)} autoFocus>
              <Trans>Hand back to {lentBy}</Trans>
            </Button>
          )}
        </div>
      </div>
      <div className="onPaper">
        <Slip recorded={recorded} view={view} />
        {printing ? <BallotPrints voter={recorded.voter} fact={recorded.fact} provisional={provisional} fresh /> : null}
      </div>
      {spoiled && given !== undefined ? (
        <SpoiledDialog desk={desk} view={given} ballot={recorded.event.hash} onClose={() => setSpoiled(false)} />
      ) : null}
      {asking ? <InspectorDialog desk={desk} voter={view} onClose={() => setAsking(false)} /> : null}
    </main>
  );
}

/** This check-in, should it be the wrong voter's. A replacement is not: that voter was checked in before. */
function useAsWrongOne({ event, ballot: kind, fact, voter, number }: Recorded): WrongOne | undefined {
  const { phase } = useTabletState();
  if (number !== undefined || phase.phase !== "working") return undefined;
  const { style, place, wall, receipt } = fact;
  const held = { checkIn: event, ballot: event, kind, style, place, wall, receipt, number: 1, since: undefined };
  return { ...held, worker: phase.worker.id, voter: voter.id, name: spokenName(voter) };
}

function Cancelled({ name }: { name: string }) {
  return <Trans>Check-in of {name} is cancelled</Trans>;
}

function WhoGetsWhat({ name, recorded: { ballot, fact, number, wrongOnes } }: { name: string; recorded: Recorded }) {
  const { style } = fact;
  if (wrongOnes === "kept")
    return (
      <Trans>
        {name} <span>keeps ballot {style}</span>
      </Trans>
    );
  if (number !== undefined)
    return (
      <Trans>
        {name} <span>gets another ballot {style}</span>
      </Trans>
    );
  return ballot === "provisional" ? (
    <Trans>
      {name} <span>gets provisional ballot {style}</span>
    </Trans>
  ) : (
    <Trans>
      {name} <span>gets ballot {style}</span>
    </Trans>
  );
}

/**
 * True for the first moment of a screen, for pointers and for the keys that press a button, and as long as such a key is
 * held. Letters and scans are never held up: they begin with the next voter.
 */
function useRest(): boolean {
  const [resting, setResting] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setResting(false), restMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if ((event.key !== "Enter" && event.key !== " ") || !(resting || event.repeat)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [resting]);
  return resting;
}

function CountyWords({ confirmation, safety }: { confirmation: Confirmation; safety: Safety }) {
  if (confirmation === "confirmed") return <Trans>Confirmed by the county</Trans>;
  if (safety.safety === "noNetwork") return <Trans>The county will know when the network is back</Trans>;
  return <Trans>On its way to the county</Trans>;
}

/** What a slip for the voter or the ballot table says; it can be copied by hand. */
function Slip({ recorded, view }: { recorded: Recorded; view: VoterView | "gone" | undefined }) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const { fact } = recorded;
  const zone = election?.timeZone ?? "UTC";
  const style = election?.ballotStyles.find((one) => one.id === fact.style);
  const { receipt } = fact;
  const why = election === undefined ? "" : whyProvisional(i18n, election, fact);
  return (
    <section className="slip" aria-label={t`Slip`}>
      <bdi>{placeName(election, fact.place)}</bdi>
      <span>
        {dayOf(fact.wall, zone, i18n.locale)} · {timeOfDay(fact.wall, zone, i18n.locale)}
      </span>
      {recorded.ballot === "provisional" ? (
        <span>
          <Trans>Provisional ballot</Trans>
        </span>
      ) : null}
      <b>
        <bdi>{fact.style}</bdi>
      </b>
      <span>
        {view === undefined || view === "gone" ? (
          "\u00a0"
        ) : (
          <NamedPrecinct precinct={view.precinct} splitName={view.splitName} />
        )}
      </span>
      <span>{style === undefined ? "" : ballotLanguages(style, i18n.locale)}</span>
      {why === "" ? null : (
        <span>
          <Trans>Reason: {why}</Trans>
        </span>
      )}
      <span>
        <Trans>Receipt {receipt}</Trans>
      </span>
    </section>
  );
}

/** "Precinct 14, B"; a precinct that has a name of its own needs no other word. */
function NamedPrecinct(where: { precinct: string; splitName: string }) {
  if (!/^\d/.test(where.precinct)) return <PrecinctName {...where} />;
  return (
    <Trans>
      Precinct <PrecinctName {...where} />
    </Trans>
  );
}
