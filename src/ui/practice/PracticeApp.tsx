/** The practice: choose a state's rules, choose what to practice, and then the same screens as in an election. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { Election } from "../../domain/election.ts";
import type { PracticeCommands, PracticeRules } from "../../practice/practiceTablet.ts";
import type { Played } from "../../practice/rehearsal.ts";
import type { Tablet } from "../../tablet/tabletInterface.ts";
import type { Cast } from "../../training/cast.ts";
import type { Scenario } from "../../training/scenario.ts";
import type { Told } from "../../training/scoring.ts";
import { App } from "../App.tsx";
import { type Surroundings, SurroundingsContext } from "../surroundings.ts";
import { ChooseState } from "./ChooseState.tsx";
import type { Steps } from "./countedTablet.ts";
import { PauseDialog } from "./PauseDialog.tsx";
import { Pointer } from "./Pointer.tsx";
import { PracticeMenu } from "./PracticeMenu.tsx";
import { PracticeActs, PracticeSentence } from "./PracticeStatus.tsx";
import type { PracticeTrouble } from "./practiceTrouble.ts";
import { ReadinessScreen } from "./ReadinessScreen.tsx";
import { ResultScreen } from "./ResultScreen.tsx";
import { keepAttempt } from "./readinessKept.ts";
import { longer, type Session } from "./session.ts";
import { ToldDialog } from "./ToldDialog.tsx";
import { VisitorCard } from "./VisitorCard.tsx";

type PracticeProps = {
  readonly tablet: Tablet & PracticeCommands;
  readonly steps: Steps;
  readonly trouble: PracticeTrouble;
  readonly resumed: ReturnType<PracticeCommands["resume"]>;
  /** The election that this tablet is set up for. */
  readonly own: Election | undefined;
  readonly surroundings: Omit<Surroundings, "practice">;
};

/** `desk`: the tablet's own screens. */
type Shown = "choose" | "menu" | "desk" | "result" | "readiness";

export function PracticeApp({ tablet, steps, trouble, resumed, own, surroundings }: PracticeProps): ReactNode {
  const [shown, setShown] = useState<Shown>("choose");
  const [session, setSession] = useState<Session>();
  const [played, setPlayed] = useState<Played>();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [hint, setHint] = useState<number>();
  const [somebody, setSomebody] = useState<Cast>();
  const [pausedAt, setPausedAt] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const [pack, setPack] = useState<Uint8Array<ArrayBuffer>>();
  const began = useRef(0);
  if (failure !== undefined) throw failure;

  const attempt = useCallback(
    async (next: Omit<Session, "playing">) => {
      setBusy(true);
      try {
        const playing = await tablet.play((next.scenarios[next.at] as Scenario).id);
        steps.begin();
        began.current = surroundings.now();
        setHint(next.guided ? 0 : undefined);
        setSession({ ...next, playing });
        setPlayed(undefined);
        // Everybody of this case was here today: on with what else there is.
        setShown(playing === undefined ? "menu" : "desk");
      } catch (error) {
        setFailure(error);
      } finally {
        setBusy(false);
      }
    },
    [tablet, steps, surroundings],
  );

  const done = async (told?: Told): Promise<void> => {
    if (session === undefined) return;
    const did = { told, steps: steps.count(), seconds: (surroundings.now() - began.current) / 1000 };
    const result = await tablet.judge(did);
    if (result === undefined) return;
    const serves = session.playing?.cast.scenario.good.good === "serve";
    if (told === undefined && serves && result.why.why === "nothingRecorded") return setAsking(true);
    setAsking(false);
    keepAttempt(session, result, surroundings.now());
    setSession({ ...session, results: [...session.results, result] });
    setPlayed(result);
    setShown("result");
  };

  const { election } = tablet.state();
  useEffect(() => {
    if (shown === "menu") void tablet.pack().then(setPack, setFailure);
  }, [tablet, shown]);

  const goOn = (): void => {
    began.current += surroundings.now() - (pausedAt ?? surroundings.now());
    setPausedAt(undefined);
  };
  const end = (): void => {
    trouble.offline = false;
    void tablet.endPlay().catch(setFailure);
    void tablet.setNetwork(true).catch(setFailure);
    setSession(undefined);
    setSomebody(undefined);
    setShown("menu");
  };
  const free = async (): Promise<void> => {
    setSession(undefined);
    setSomebody(await tablet.somebody());
    setShown("desk");
  };

  const begin = async (under: PracticeRules): Promise<boolean> => {
    const begun = await tablet.begin(under);
    if (begun) setShown("menu");
    return begun;
  };
  const cast = session?.playing?.cast ?? somebody;
  const practice = {
    sentence: <PracticeSentence />,
    acts: (
      <PracticeActs
        openWithCard={tablet.openWithCard}
        onMenu={shown === "desk" && cast === undefined ? () => setShown("menu") : undefined}
      />
    ),
  };
  const around = { ...surroundings, practice };
  return (
    <>
      {shown === "desk" && cast !== undefined ? (
        <SurroundingsContext value={around}>
          <VisitorCard
            key={`${cast.scenario.id} ${cast.number}`}
            cast={cast}
            place={session && { number: session.at + 1, of: session.scenarios.length }}
            line={
              session?.mode === "day" && election !== undefined
                ? Math.min(9, session.scenarios.length - session.at - 1)
                : 0
            }
            hint={session === undefined ? undefined : hint}
            onHint={session?.mode === "oneByOne" ? () => setHint(0) : undefined}
            onPause={() => setPausedAt(surroundings.now())}
            onDone={() => void (session === undefined ? free() : done()).catch(setFailure)}
            offline={cast.scenario.stage?.some(({ act }) => act === "networkLost") === true}
            onPlugIn={() => void tablet.setNetwork(true).catch(setFailure)}
          />
          {pausedAt === undefined ? null : (
            <PauseDialog
              tablet={tablet}
              trouble={trouble}
              onMore={
                session?.mode === "day" && election !== undefined
                  ? () => setSession(longer(session, election))
                  : undefined
              }
              onGoOn={goOn}
              onEnd={() => {
                goOn();
                end();
              }}
              onFailure={setFailure}
            />
          )}
          {asking ? (
            <ToldDialog onTold={(told) => void done(told).catch(setFailure)} onClose={() => setAsking(false)} />
          ) : null}
          {session?.guided === true && session.playing !== undefined ? (
            <Pointer playing={session.playing} newestView={steps.newestView} />
          ) : null}
        </SurroundingsContext>
      ) : null}
      <App surroundings={around}>
        {shown === "choose" ? (
          <ChooseState resumed={resumed} own={own} onGoOn={() => setShown("desk")} begin={begin} />
        ) : shown === "menu" ? (
          <PracticeMenu
            busy={busy}
            pack={pack}
            onBegin={(chosen) => void attempt({ ...chosen, at: 0, results: [] })}
            onFree={() => void free().catch(setFailure)}
            onReadiness={() => setShown("readiness")}
          />
        ) : shown === "readiness" ? (
          <ReadinessScreen onBack={() => setShown("menu")} />
        ) : shown === "result" && session !== undefined && played !== undefined ? (
          <ResultScreen
            session={session}
            played={played}
            busy={busy}
            onAgain={() => void attempt(session)}
            onNext={() => void attempt({ ...session, at: session.at + 1 })}
            onEnd={end}
          />
        ) : undefined}
      </App>
    </>
  );
}
