/** Find on the left, the one voter on the right; in portrait they follow one another. */

import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { listName } from "../../domain/voterName.ts";
import { cardHolder, type WorkerName } from "../../tablet/tabletState.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import { Frame } from "../components/Frame.tsx";
import { fetchLateParts } from "../components/late.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { roleName } from "../text/roleName.ts";
import { useSearch, useVoter } from "./asking.ts";
import type { Desk } from "./desk.ts";
import type { Finding } from "./deskView.ts";
import { FindPane } from "./FindPane.tsx";
import { useIdleLock } from "./idleLock.ts";
import { type InspectorAct, inspectorActs } from "./inspectorActs.ts";
import {
  CancelDialog,
  CarryDialog,
  ChosenPane,
  CloseDialog,
  CopyStrip,
  EnvelopePane,
  InspectorActsDialog,
  InspectorDialog,
  InspectorScreen,
  LineStrip,
  PaperEntryScreen,
  PaperListDialog,
  PlaceDialog,
  RecordedScreen,
  Scanner,
  SplitBookDialog,
  TwiceDialog,
  VoterSide,
  WorkersDialog,
  WrongVoterStrip,
} from "./lateParts.tsx";
import { linesToSay } from "./linesToSay.ts";
import type { Mark } from "./MarkTag.tsx";
import { NotRecordedScreen } from "./NotRecordedScreen.tsx";
import { PollsStrip } from "./PollsStrip.tsx";
import type { PaperDraft } from "./paperDraft.ts";
import { type Scanning, useScanning } from "./scanning.ts";
import type { TwiceWays } from "./twiceWays.ts";
import { useTypeAnywhere } from "./typeAnywhere.ts";

/** `paper`: lines of paper that wait to be entered; they outlive the lock screen, as the desk does. */
type CheckInScreenProps = { readonly desk: Desk; readonly worker: WorkerName; readonly paper: PaperDraft };

/** What the inspector turned to shows in place of the voters; envelopes are voters too. */
type Task = "checkIn" | "envelopes" | "book" | "open" | "fromPaper";
type Shown = "twice" | "acts" | "lines" | "copy" | Exclude<InspectorAct, "absentee" | "book" | "open" | "fromPaper">;
const ofPlace = (task: Task | InspectorAct): task is "book" | "open" | "fromPaper" =>
  task === "book" || task === "open" || task === "fromPaper";

export function CheckInScreen({ desk, worker, paper }: CheckInScreenProps) {
  const { i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const [task, setTask] = useState<Task>("checkIn");
  const envelopes = task === "envelopes";
  const [turnedTo, setTurnedTo] = useState<string>();
  const { election, waiting, closesAt, polls } = useTabletState();
  const acts = inspectorActs(election, worker, polls.state !== "open" && polls.state !== "closed");
  // Whoever may close it and signs in after the polls were suspended is asked to.
  const [dialog, setDialog] = useState<Shown | undefined>(
    closesAt !== undefined && acts.includes("close") ? "close" : undefined,
  );
  const { view } = desk;
  const scanning = useScanning(desk, election?.rules.identification !== "everyone");
  const { listen } = scanning;
  useIdleLock(worker.id === cardHolder.id ? undefined : election?.rules.idleLockMinutes);
  useEffect(() => {
    const soon = setTimeout(() => void fetchLateParts().then(listen), 1000);
    return () => clearTimeout(soon);
  }, [listen]);
  const lentBy = desk.loan?.to === worker.id ? desk.loan.from.name : undefined;
  const close = (): void => setDialog(undefined);
  const turnTo = (next: Task): void => {
    setTask(next);
    setDialog(undefined);
    // What was begun with a voter is kept while one looks at the book; an envelope is no voter at the desk.
    if (task === "envelopes" || next === "envelopes") desk.next();
  };
  const twice: TwiceWays = {
    onShow: (voterId) => {
      turnTo("checkIn");
      desk.show(voterId);
    },
    onWrong: (wrong) => {
      turnTo("checkIn");
      desk.putRight(wrong);
    },
  };
  const header = (
    <>
      <span className="worker">
        <bdi>{worker.name}</bdi> · {i18n._(roleName[worker.role])}
      </span>
      {waiting > 0 ? (
        <Button className="onDark" onPress={() => setDialog("place")}>
          <Trans>Waiting: {waiting}</Trans>
        </Button>
      ) : null}
      {task !== "checkIn" ? (
        <Button className="onDark" onPress={() => turnTo("checkIn")}>
          <Trans>Check in voters</Trans>
        </Button>
      ) : null}
      {acts.length > 0 ? (
        <Button className="onDark" onPress={() => setDialog("acts")}>
          <Trans>Inspector</Trans>
        </Button>
      ) : null}
      <Button className="onDark" onPress={() => void tablet.lock().catch(fail)}>
        {lentBy === undefined ? <Trans>Lock</Trans> : <Trans>Hand back</Trans>}
      </Button>
    </>
  );
  // Instead of everything else: from the voter's side no search and no other voter can be reached.
  if (turnedTo !== undefined && view.at === "finding" && voterIdOf(view) === turnedTo)
    return <VoterSide desk={desk} finding={view} voterId={turnedTo} onBack={() => setTurnedTo(undefined)} />;
  return (
    <Frame acts={header} onTwice={() => setDialog("twice")} stopped={view.at === "notRecorded"}>
      {task === "book" || task === "open" ? <InspectorScreen at={task} {...twice} /> : null}
      {task === "fromPaper" ? <PaperEntryScreen draft={paper} /> : null}
      {!ofPlace(task) && view.at === "recorded" ? (
        <RecordedScreen desk={desk} recorded={view.recorded} lentBy={lentBy} wrong={view.wrong} />
      ) : null}
      {!ofPlace(task) && view.at === "notRecorded" ? <NotRecordedScreen desk={desk} /> : null}
      {!ofPlace(task) && view.at === "finding" ? (
        <TwoPanes
          {...{ desk, scanning, envelopes }}
          finding={view}
          onTurn={setTurnedTo}
          onOpen={acts.includes("open") ? () => turnTo("open") : undefined}
          onSplit={acts.includes("lines") ? () => setDialog("lines") : undefined}
          onCopy={() => setDialog("copy")}
        />
      ) : null}
      {!ofPlace(task) && (scanning.listening || scanning.byCamera) ? <Scanner desk={desk} scanning={scanning} /> : null}
      {dialog === "twice" ? <TwiceDialog onClose={close} {...twice} /> : null}
      {dialog === "acts" ? (
        <InspectorActsDialog
          acts={acts}
          onAct={(act) => {
            if (act === "absentee") turnTo("envelopes");
            else if (ofPlace(act)) turnTo(act);
            else setDialog(act);
          }}
          onClose={close}
        />
      ) : null}
      {dialog === "carry" || dialog === "copy" ? (
        <CarryDialog begin={dialog === "copy" ? "codes" : undefined} onClose={close} />
      ) : null}
      {dialog === "close" ? <CloseDialog onClose={close} /> : null}
      {dialog === "paperList" ? <PaperListDialog onClose={close} /> : null}
      {dialog === "place" ? <PlaceDialog mayAct={acts.includes("place")} onClose={close} /> : null}
      {dialog === "lines" ? <SplitBookDialog onClose={close} /> : null}
      {dialog === "workers" ? <WorkersDialog onClose={close} /> : null}
    </Frame>
  );
}

const voterIdOf = ({ chosen }: Finding): string | undefined =>
  chosen === undefined || chosen === "none" ? undefined : chosen.voterId;

type TwoPanesProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly scanning: Scanning;
  /** Absentee ballots are processed, nobody is checked in. */
  readonly envelopes: boolean;
  readonly onTurn: (voterId: string) => void;
  /** Where the polls are opened; undefined for whoever may not. */
  readonly onOpen: (() => void) | undefined;
  /** Where this tablet is given its line of a split book; undefined for whoever may not. */
  readonly onSplit: (() => void) | undefined;
  /** Where records that exist only here are copied to another tablet. */
  readonly onCopy: () => void;
};

function TwoPanes({ desk, finding, scanning, envelopes, onTurn, onOpen, onSplit, onCopy }: TwoPanesProps) {
  const { chosen, wrong } = finding;
  const state = useTabletState();
  const open = state.polls.state === "open";
  const lines = linesToSay(state);
  const copies = state.toCopy > 0;
  const plain = wrong === undefined && open && lines === undefined && !copies;
  const box = useRef<HTMLInputElement>(null);
  const result = useSearch(finding.query);
  const voterId = voterIdOf(finding);
  const unlisted = chosen === undefined || chosen === "none" ? undefined : chosen.unlisted;
  const asked = useVoter(voterId, finding.problem, finding.work.answers, unlisted);
  const gone = asked === "gone" || finding.problem?.type === "noLongerListed";
  const view = asked === "gone" ? undefined : asked;
  const [inspector, setInspector] = useState(false);
  const [now, setNow] = useState<Mark["mark"]>();
  const [cancelling, setCancelling] = useState<readonly GivenBallot[]>();
  useTypeAnywhere(
    (typed) => {
      desk.search(chosen === undefined ? finding.query + typed : typed);
      box.current?.focus();
    },
    () => {
      desk.backToList();
      box.current?.focus();
    },
  );
  useEffect(() => {
    if (chosen !== undefined || box.current === null) return;
    box.current.focus();
    const end = box.current.value.length;
    box.current.setSelectionRange(end, end);
  }, [chosen]);
  return (
    <main className={plain ? "panes" : "panes striped"} data-pane={chosen === undefined ? "find" : "voter"}>
      <h1 className="unseen">{envelopes ? <Trans>Absentee ballots</Trans> : <Trans>Check in voters</Trans>}</h1>
      {plain ? null : (
        <div className="strips">
          {lines === undefined ? null : <LineStrip say={lines} onSplit={onSplit} />}
          {open ? null : <PollsStrip onOpen={onOpen} />}
          {copies ? <CopyStrip onCopy={onCopy} /> : null}
          {wrong === undefined ? null : <WrongVoterStrip desk={desk} wrong={wrong} />}
        </div>
      )}
      <FindPane desk={desk} finding={finding} result={result} box={box} scanning={scanning} now={now} />
      {envelopes ? (
        <EnvelopePane desk={desk} chosen={chosen} view={view} onInspector={() => setInspector(true)} />
      ) : chosen === undefined ? (
        <EmptyPane onInspector={() => setInspector(true)} />
      ) : (
        <ChosenPane
          desk={desk}
          finding={finding}
          chosen={chosen}
          view={gone ? "gone" : view}
          onInspector={() => setInspector(true)}
          onCancel={setCancelling}
          onMark={setNow}
          onTurn={() => {
            if (voterId !== undefined) onTurn(voterId);
          }}
        />
      )}
      {inspector ? (
        <InspectorDialog
          desk={desk}
          voter={chosen === undefined ? "nobody" : gone ? "gone" : view}
          onClose={() => setInspector(false)}
        />
      ) : null}
      {cancelling !== undefined && view !== undefined ? (
        <CancelDialog
          voterId={view.voter.id}
          name={listName(view.voter)}
          ballots={cancelling}
          provisional={view.disposition.kind === "none" && view.disposition.why.reason === "provisionalIssued"}
          onCancelled={() => setCancelling(undefined)}
          onClose={() => setCancelling(undefined)}
        />
      ) : null}
    </main>
  );
}

function EmptyPane({ onInspector }: { readonly onInspector: () => void }) {
  const { i18n } = useLingui();
  const { checkedInHere, checkedInAtPlace } = useTabletState();
  return (
    <section className="card voter empty">
      <p>
        <Trans>Ask the voter for the last name. Type it, and choose the voter in the list.</Trans>
      </p>
      <dl className="counts">
        <div>
          <dd>{i18n.number(checkedInHere)}</dd>
          <dt>
            <Trans>checked in on this tablet</Trans>
          </dt>
        </div>
        <div>
          <dd>{i18n.number(checkedInAtPlace)}</dd>
          <dt>
            <Trans>checked in at this place, as far as known</Trans>
          </dt>
        </div>
      </dl>
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
      </div>
    </section>
  );
}
