/**
 * Beside a ballot that was given: what was printed of it, what to write by hand where no paper comes, and the button that
 * prints. The first print of a ballot whose papers do not come by themselves is no reprint; every other one is recorded
 * before it is printed, and is never a check-in.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { BallotPaper } from "../../domain/printingRules.ts";
import type { ReprintProblem } from "../../domain/reprint.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import type { GivenBallot, NotRecorded } from "../../tablet/voterCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { ballotPapers } from "./ballotPapers.ts";
import { PrinterDialog } from "./PrinterDialog.tsx";
import type { PrintState } from "./printQueue.ts";
import { firstPrint } from "./printsByItself.ts";
import { usePrint, usePrintState } from "./usePrints.ts";
import "../styles/printing.css";

type BallotPrintsProps = {
  readonly voter: VoterRecord;
  readonly fact: GivenBallot;
  readonly provisional: boolean;
  /** It was given just now, on this tablet: nothing else can have printed its papers yet. */
  readonly fresh: boolean;
};

export function BallotPrints({ voter, fact, provisional, fresh }: BallotPrintsProps) {
  const { i18n } = useLingui();
  const { tablet, newCommandId, now } = useSurroundings();
  const { election } = useTabletState();
  const fail = useFailure();
  const print = usePrint();
  const first = usePrintState(firstPrint(fact.event));
  const [again, setAgain] = useState<string>();
  const [problem, setProblem] = useState<ReprintProblem | NotRecorded>();
  const [printer, setPrinter] = useState(false);
  const inFlight = useRef(false);
  const state = usePrintState(again) ?? first;
  if (election?.rules.printing === undefined) return null;
  const { byItself } = election.rules.printing;
  const what: readonly BallotPaper[] = byItself.length === 0 ? ["ballotSlip"] : byItself;
  const isFirst = fresh && (first === undefined || first === "failed");
  const busy = state === "waiting" || state === "printing";
  const ask = async (): Promise<void> => {
    if (inFlight.current) return;
    inFlight.current = true;
    setProblem(undefined);
    try {
      const cmd = newCommandId();
      if (!isFirst) {
        const recorded = await tablet.reprintSlip({
          cmd,
          voterId: voter.id,
          of: fact.event,
          what: what[0] ?? "ballotSlip",
        });
        if (!recorded.ok) return setProblem(recorded.error);
      }
      const again = isFirst ? undefined : now();
      const id = isFirst && first === undefined ? firstPrint(fact.event) : cmd;
      print(id, async () => ballotPapers(i18n, what, { election, voter, fact, provisional, again }));
      setAgain(id);
    } finally {
      inFlight.current = false;
    }
  };
  return (
    <div className="prints-row">
      <p role="status">
        <StateWords state={state} />
      </p>
      <ByHand fact={fact} timeZone={election.timeZone} />
      {problem === undefined ? null : (
        <p className="problem" role="alert">
          <ProblemWords problem={problem} />
        </p>
      )}
      <div className="row">
        <Button className="second" isDisabled={busy} onPress={() => void ask().catch(fail)}>
          {isFirst ? <Trans>Print the slip</Trans> : <Trans>Print again</Trans>}
        </Button>
        <Button className="plain" onPress={() => setPrinter(true)}>
          <Trans>Printer</Trans>
        </Button>
      </div>
      {printer ? <PrinterDialog onClose={() => setPrinter(false)} /> : null}
    </div>
  );
}

function StateWords({ state }: { state: PrintState | undefined }) {
  switch (state) {
    case undefined:
      return <Trans>Nothing printed yet.</Trans>;
    case "waiting":
      return <Trans>Waiting for the printer. Go on.</Trans>;
    case "printing":
      return <Trans>Printing the slip.</Trans>;
    case "handedOver":
      return <Trans>Slip sent to the printer.</Trans>;
    case "failed":
      return (
        <>
          <Shape shape="ask" />
          <Trans>The slip was not printed.</Trans>
        </>
      );
    default:
      return state satisfies never;
  }
}

/** What a slip must say, copied from the screen. */
function ByHand({ fact: { style, receipt, wall }, timeZone }: { fact: GivenBallot; timeZone: string }) {
  const { i18n } = useLingui();
  const time = timeOfDay(wall, timeZone, i18n.locale);
  return (
    <p className="byHand">
      <Trans>
        No paper? Write on the slip: <b>{style}</b>, {time}, receipt {receipt}.
      </Trans>
    </p>
  );
}

function ProblemWords({ problem }: { problem: ReprintProblem | NotRecorded }) {
  switch (problem.type) {
    case "notRecorded":
      return <Trans>Not printed: this could not be recorded. Write the slip by hand.</Trans>;
    case "notGivenHere":
      return <Trans>Not printed: this ballot was cancelled, or another place gave it.</Trans>;
    default:
      return <Trans>Not printed: your role does not check in voters.</Trans>;
  }
}
