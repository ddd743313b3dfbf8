/**
 * The voter's side of the tablet: who they are, their ballot, the choice and the signature that the law wants, in their
 * own language. Nothing but this voter's next step can be reached from here. When the voter is done, or nobody touches the
 * tablet for a while, nothing personal stays on the screen, and the poll worker takes it back to this voter's pane.
 *
 * A ballot that was chosen is kept if the poll worker takes the tablet back; a signature that was only begun is not, as it
 * could be ended by another hand.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Step } from "../../domain/disposition.ts";
import { spokenName, streetAddress } from "../../domain/voterName.ts";
import type { Signature, Stroke } from "../../protocol/signatureStrokes.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { useTabletState } from "../surroundings.ts";
import { isDone, isForVoter } from "../text/DispositionSentence.tsx";
import { InLanguage } from "../text/InLanguage.tsx";
import { languagesOf, WordsContext } from "../text/languages.ts";
import { PartyOfBallot, ToldMember } from "../text/PartySentence.tsx";
import { directionOf, ownName } from "../text/tags.ts";
import { useVoter } from "./asking.ts";
import type { Desk } from "./desk.ts";
import type { Finding } from "./deskView.ts";
import { useIdle } from "./idleLock.ts";
import { cross, isDrawn, pad, SignaturePad } from "./SignaturePad.tsx";

/** Minutes without a touch until nothing personal is shown any more. */
const idleMinutes = 1.5;

type VoterSideProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly voterId: string;
  /** The poll worker has the tablet again. */
  readonly onBack: () => void;
};

export function VoterSide({ desk, finding, voterId, onBack }: VoterSideProps) {
  const { i18n } = useLingui();
  const { work, problem, chosen } = finding;
  const unlisted = chosen === undefined || chosen === "none" ? undefined : chosen.unlisted;
  const view = useVoter(voterId, problem, work.answers, unlisted);
  const [away, setAway] = useState<"done" | "idle">();
  const leave = useCallback(() => setAway((before) => before ?? "idle"), []);
  useIdle(idleMinutes, leave);
  const words = languagesOf(useContext(WordsContext));
  const spoken = view === undefined || view === "gone" ? "" : view.voter.language;
  const language = work.language ?? (words.includes(spoken) ? spoken : i18n.locale);
  if (view === undefined) return <main className="voterSide" />;
  const steps = view === "gone" || !("steps" in view.disposition) ? [] : view.disposition.steps.filter(isForVoter);
  const [step, ...later] = steps.filter((one) => !isDone(one, work));
  const there = view !== "gone" && away === undefined && step !== undefined;
  return (
    <InLanguage language={language} className="voterSide" meanwhile={<div className="voterSide" />}>
      {there ? (
        <>
          <nav className="voterTop">
            {words.map((one) => (
              <Button
                key={one}
                className="slim"
                aria-pressed={one === language}
                lang={one}
                dir={directionOf(one)}
                onPress={() => desk.speak(one)}
              >
                {ownName(one)}
              </Button>
            ))}
            <Button className="slim toWorker" onPress={onBack}>
              <Trans>Poll worker</Trans>
            </Button>
          </nav>
          <VoterPage
            key={step.step}
            desk={desk}
            step={step}
            view={view}
            style={work.style}
            onDone={() => {
              if (later.length === 0) setAway("done");
            }}
          />
        </>
      ) : (
        <HandBack done={away === "done"} onBack={onBack} />
      )}
    </InLanguage>
  );
}

/** Nothing personal, in the voter's language; whoever takes the tablet comes to this voter's pane. */
function HandBack({ done, onBack }: { done: boolean; onBack: () => void }) {
  const heading = useHeading();
  return (
    <main className="handBack">
      <h1 ref={heading} tabIndex={-1}>
        {done ? <Trans>Thank you. Hand the tablet back.</Trans> : <Trans>Hand the tablet to the poll worker.</Trans>}
      </h1>
      <Button className="second" onPress={onBack}>
        <Trans>Poll worker: go on</Trans>
      </Button>
    </main>
  );
}

/** The heading of what has just come, which the keyboard starts from and a screen reader reads. */
function useHeading() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}

type PageProps = {
  readonly desk: Desk;
  readonly step: Step;
  readonly view: VoterView;
  readonly style: string | undefined;
  readonly onDone: () => void;
};

function VoterPage({ desk, step, view, style, onDone }: PageProps) {
  if (step.step === "chooseBallot") return <ChoosePage desk={desk} view={view} step={step} onDone={onDone} />;
  return <SignPage desk={desk} view={view} style={style} onDone={onDone} />;
}

type ChoosePageProps = Omit<PageProps, "step" | "style"> & {
  readonly step: Extract<Step, { step: "chooseBallot" }>;
};

function ChoosePage({ desk, view, step: { choices, joins }, onDone }: ChoosePageProps) {
  const [chosen, setChosen] = useState<string>();
  return (
    <Page
      view={view}
      act={
        <Button
          className="primary"
          isDisabled={chosen === undefined}
          onPress={() => {
            if (chosen === undefined) return;
            desk.chooseStyle(chosen);
            onDone();
          }}
        >
          <Trans>Choose this ballot</Trans>
        </Button>
      }
    >
      <fieldset className="choices">
        <legend>
          <Trans>Which ballot do you want?</Trans>
        </legend>
        <ToldMember joins={joins} />
        {choices.map(({ id, party }) => (
          <label key={id} className={id === chosen ? "choice on" : "choice"}>
            <input type="radio" name="ballot" checked={id === chosen} onChange={() => setChosen(id)} />
            <span>
              <PartyOfBallot party={party} />
            </span>
          </label>
        ))}
      </fieldset>
    </Page>
  );
}

function SignPage({ desk, view, style, onDone }: Omit<PageProps, "step">) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [how, setHow] = useState<Signature["how"]>("own");
  const texts = election?.rules.signature?.affirmation ?? {};
  const unable = election?.rules.signature?.unable ?? "mark";
  const language = i18n.locale in texts ? i18n.locale : "en";
  const ballot = "choices" in view.disposition ? view.disposition.choices : [];
  const shown = how === "mark" ? cross.strokes : strokes;
  return (
    <Page
      view={view}
      ballot={ballot.length === 1 ? ballot[0]?.id : style}
      act={
        <>
          <Button
            className="second"
            isDisabled={shown.length === 0 && how === "own"}
            onPress={() => {
              setStrokes([]);
              setHow("own");
            }}
          >
            <Trans>Clear</Trans>
          </Button>
          <Button
            className="second"
            isDisabled={how !== "own"}
            onPress={() => {
              setStrokes([]);
              if (unable !== "noted") return setHow(unable);
              desk.cannotSign("");
              onDone();
            }}
          >
            {unable === "mark" ? <Trans>I cannot sign: make a mark</Trans> : <Trans>I cannot sign</Trans>}
          </Button>
          <Button
            className="primary"
            isDisabled={!isDrawn(shown)}
            onPress={() => {
              desk.sign({ ...pad, strokes: shown, how });
              onDone();
            }}
          >
            <Trans>Done</Trans>
          </Button>
        </>
      }
    >
      <p className="affirmation" lang={language} dir={directionOf(language)}>
        {texts[language]}
      </p>
      <p className="how" role="status">
        <HowToSign how={how} />
      </p>
      <SignaturePad
        strokes={shown}
        onStroke={(stroke) => {
          if (how !== "mark") setStrokes((before) => [...before, stroke]);
        }}
      />
    </Page>
  );
}

function HowToSign({ how }: Pick<Signature, "how">) {
  switch (how) {
    case "own":
      return <Trans>Sign on the line.</Trans>;
    case "mark":
      return <Trans>Your mark is made. The poll worker is your witness.</Trans>;
    case "another":
      return <Trans>Another person signs your name on the line.</Trans>;
    default:
      return how satisfies never;
  }
}

type PageFrameProps = {
  readonly view: VoterView;
  readonly ballot?: string | undefined;
  readonly act: ReactNode;
  readonly children: ReactNode;
};

/** Who it is, in large type, and the acts at the bottom. */
function Page({ view: { voter }, ballot, act, children }: PageFrameProps) {
  const heading = useHeading();
  return (
    <main className="voterPage">
      <div className="who">
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{spokenName(voter)}</bdi>
        </h1>
        <p>{voter.flags.includes("confidential") ? <Trans>confidential</Trans> : <bdi>{streetAddress(voter)}</bdi>}</p>
        {ballot === undefined ? null : (
          <p>
            <Trans>
              Your ballot: <b>{ballot}</b>
            </Trans>
          </p>
        )}
      </div>
      {children}
      <div className="voterActs">{act}</div>
    </main>
  );
}
