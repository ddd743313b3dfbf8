/** Ask the inspector: what the tablet says of the voter, and the inspector takes over. */

import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { permitFor } from "../../domain/authority.ts";
import { listName } from "../../domain/voterName.ts";
import { shortestPin } from "../../protocol/weakPin.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { PersonFields, useApprovalDraft, useWorkers } from "../components/SecondPerson.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { BannerSentence } from "../text/DispositionSentence.tsx";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { SituationQuestion, WaySentence } from "../text/SituationSentence.tsx";
import type { Desk } from "./desk.ts";
import { PlaceProblemWords, usePlaceAct } from "./PlaceDialog.tsx";

type InspectorDialogProps = {
  readonly desk: Desk;
  /** Undefined when the voter was not found, "gone" when a new list no longer holds the voter, "nobody" while none is served. */
  readonly voter: VoterView | "gone" | "nobody" | undefined;
  readonly onClose: () => void;
};

export function InspectorDialog({ desk, voter, onClose }: InspectorDialogProps) {
  const { act, problem } = usePlaceAct();
  const [refused, setRefused] = useState<PinProblem>();
  const { at } = desk.view;
  const voterId = voter === undefined || typeof voter === "string" || at !== "finding" ? undefined : voter.voter.id;
  return (
    <ActDialog title={<Trans>Ask the inspector</Trans>} onClose={onClose}>
      {voter === "nobody" ? (
        <p>
          <Trans>Raise your hand, and wait for the inspector.</Trans>
        </p>
      ) : (
        <>
          <p>
            <Trans>Raise your hand. Tell the inspector what the tablet says:</Trans>
          </p>
          <p className="quote">
            {at === "notRecorded" ? (
              <Trans>Stop: not recorded. Use the paper book</Trans>
            ) : (
              <WhatTheTabletSays voter={voter} />
            )}
          </p>
        </>
      )}
      {voterId === undefined ? null : (
        <div className="row">
          <p className="wide">
            <Trans>Keep the voter here, unless the inspector says:</Trans>
          </p>
          <Button className="second" onPress={() => act({ what: "sendToHelpTable", voter: voterId }, onClose)}>
            <Trans>Send to the help table</Trans>
          </Button>
          <Button className="second" onPress={() => act({ what: "beginCurbside", voter: voterId }, onClose)}>
            <Trans>Serve at the car</Trans>
          </Button>
        </div>
      )}
      <TakeOver desk={desk} onTaken={onClose} onProblem={setRefused} />
      <div className="problem" role="alert">
        {refused === undefined ? null : <ApprovalProblemSentence problem={refused} />}
        {problem === undefined ? null : <PlaceProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="primary" onPress={onClose} autoFocus>
          {voter === "nobody" ? <Trans>Close</Trans> : <Trans>Back to the voter</Trans>}
        </Button>
      </div>
    </ActDialog>
  );
}

type TakeOverProps = {
  readonly desk: Desk;
  readonly onTaken: () => void;
  readonly onProblem: (problem: PinProblem | undefined) => void;
};

/** The inspector signs in here with their own PIN, and goes on with this voter. Nothing where one has the tablet already. */
function TakeOver({ desk, onTaken, onProblem }: TakeOverProps) {
  const { t } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election, phase } = useTabletState();
  const { worker, pin, setWorker, setPin } = useApprovalDraft();
  const [busy, setBusy] = useState(false);
  const { roles } = permitFor(election?.rules.permits ?? {}, "approveException");
  const mine = phase.phase === "working" ? phase.worker : undefined;
  const inspectors = useWorkers().others.filter(({ role }) => roles.includes(role));
  if (mine === undefined || roles.includes(mine.role) || inspectors.length === 0) return null;
  const takeOver = async (): Promise<void> => {
    setBusy(true);
    onProblem(undefined);
    desk.lend({ from: mine, to: worker });
    const signedIn = await tablet.signIn(worker, pin);
    setBusy(false);
    setPin("");
    if (signedIn.ok) return onTaken();
    desk.lend(undefined);
    onProblem(signedIn.error);
  };
  return (
    <PersonFields
      legend={<Trans>The inspector takes over</Trans>}
      whoLabel={t`Inspector`}
      pinLabel={t`PIN of the inspector`}
      people={inspectors}
      {...{ worker, pin, onWorker: setWorker, onPin: setPin }}
    >
      <Button
        className="second"
        isDisabled={busy || desk.busy || worker === "" || pin.length < shortestPin}
        onPress={() => void takeOver().catch(fail)}
      >
        <Trans>Take over</Trans>
      </Button>
    </PersonFields>
  );
}

function WhatTheTabletSays({ voter }: { readonly voter: VoterView | "gone" | undefined }) {
  if (voter === undefined) return <Trans>Voter not found on the list</Trans>;
  if (voter === "gone") return <Trans>Voter no longer on the list</Trans>;
  return (
    <>
      <b>{listName(voter.voter)}</b>
      <span>
        <BannerSentence disposition={voter.disposition} open={undefined} />
      </span>
      {voter.disposition.questions.map(({ situation, ways, answer }) => {
        const taken = ways.find(({ way }) => way === answer)?.way;
        return taken === undefined ? null : (
          <span key={situation}>
            <SituationQuestion situation={situation} /> <WaySentence way={taken} />
          </span>
        );
      })}
    </>
  );
}
