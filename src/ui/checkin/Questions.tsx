/** What must be found out about this voter: one question after the other, each with its ways; answers can be changed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Disposition, Question, WayId } from "../../domain/disposition.ts";
import { mayBeRaised, ruleOf } from "../../domain/disposition.ts";
import { kindsFor } from "../../domain/identification.ts";
import { type DaysAgo, moveDays } from "../../domain/moveDays.ts";
import { type RaisedHere, raisedHere, type SaidByVoter, saidByVoter } from "../../domain/situation.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { Shape } from "../components/Shape.tsx";
import { PrintForm } from "../printing/latePrinting.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { IdKindSentence } from "../text/IdKindSentence.tsx";
import { SaidSentence, SituationQuestion, WaySentence } from "../text/SituationSentence.tsx";
import { longDate } from "../text/times.ts";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";
import { IdKinds } from "./IdKinds.tsx";
import { IdLimit, useIdLimit } from "./IdLimit.tsx";

type QuestionsProps = Omit<AskedOneProps, "question"> & { readonly questions: readonly Question[] };

export function Questions({ questions, ...rest }: QuestionsProps) {
  return questions.map((question) => <AskedOne key={question.situation} question={question} {...rest} />);
}

type AskedOneProps = {
  readonly desk: Desk;
  readonly work: Work;
  readonly question: Question;
  readonly view: VoterView;
  /** Papers are completed before the next answer: they are no steps yet. */
  readonly papersFirst?: boolean;
};

/** Answered, it is one line that can be opened again: what is still to be asked stays in view. */
export function AskedOne({ desk, work, question: { situation, ways }, view, papersFirst = false }: AskedOneProps) {
  const { party } = view.voter;
  const [again, setAgain] = useState(false);
  const [naming, setNaming] = useState<WayId>();
  const kinds = useTabletState().election?.rules.identificationKinds;
  const ofId = useIdLimit(view.voter, work);
  // The card that was scanned does not count: which other one it is, is named.
  const must = (way: WayId): boolean =>
    situation === "identification" && ofId.tooOld !== undefined && kindsFor(kinds, way) === kinds?.accepted;
  // A tap shows at once, before the tablet has said what comes of it.
  const taken = ways.find(({ way }) => way === work.answers[situation]);
  const chosen = taken?.way;
  if (chosen !== undefined && !again)
    return (
      <div className="answered">
        <Shape shape="ready" small />
        <span>
          <small>
            <SituationQuestion situation={situation} ground={work.answers.challengeGround} party={party} />
          </small>
          <WaySentence way={chosen} />
          {situation === "identification" ? <KindShown work={work} way={chosen} /> : null}
          {papersFirst && situation === "challengedHere"
            ? taken?.forms.map((form) => <PaperFirst key={form} form={form} view={view} />)
            : null}
        </span>
        <Button className="slim" onPress={() => setAgain(true)}>
          <Trans>Change</Trans>
        </Button>
      </div>
    );
  return (
    <fieldset className="choices question">
      <legend>
        <SituationQuestion situation={situation} ground={work.answers.challengeGround} party={party} />
      </legend>
      {situation === "identification" ? <IdLimit {...ofId} /> : null}
      {ways.map(({ way, by, together, daysAgo }) => (
        <Button
          key={way}
          className={way === chosen ? "choice on" : "choice"}
          aria-pressed={way === chosen}
          onPress={() => {
            if (must(way)) {
              setNaming(way);
              return;
            }
            setAgain(false);
            desk.answer(situation, way);
          }}
        >
          <span>
            {way === "idShown" && must(way) ? <Trans>Yes, another one</Trans> : <WaySentence way={way} />}
            {daysAgo === undefined ? null : <MoveDays daysAgo={daysAgo} />}
            {by === "inspector" ? (
              <small>
                {together === true ? (
                  <Trans>The officials decide together, the inspector notes it</Trans>
                ) : (
                  <Trans>The inspector decides</Trans>
                )}
              </small>
            ) : null}
          </span>
        </Button>
      ))}
      {situation === "identification" ? (
        <IdKinds
          ways={ways}
          chosen={naming ?? chosen}
          naming={naming !== undefined}
          onKind={(way, kind) => {
            setAgain(false);
            setNaming(undefined);
            desk.write("identificationKind", kind);
            desk.answer(situation, way);
          }}
        />
      ) : null}
    </fieldset>
  );
}

/** The days themselves: nobody counts them back. */
function MoveDays({ daysAgo }: { readonly daysAgo: DaysAgo }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  if (election === undefined) return null;
  const { from, until } = moveDays(daysAgo, election.date);
  const first = from === undefined ? undefined : longDate(from, i18n.locale);
  const last = longDate(until, i18n.locale);
  return <small>{first === undefined ? <Trans>{last} or earlier</Trans> : <Trans>{first} or later</Trans>}</small>;
}

/** Which kind of identification it was, if the poll worker named it. */
function KindShown({ work, way }: { readonly work: Work; readonly way: WayId }) {
  const rules = useTabletState().election?.rules.identificationKinds;
  const kind = kindsFor(rules, way).find((one) => one === work.details.identificationKind);
  return kind === undefined ? null : (
    <small>
      <IdKindSentence kind={kind} />
    </small>
  );
}

/** What a challenge rests on is there before anybody decides on it. */
function PaperFirst({ form, view }: { readonly form: string; readonly view: VoterView }) {
  const printing = useTabletState().election?.rules.printing !== undefined;
  return (
    <span className="paperFirst">
      <Trans>Have it completed first: {form}</Trans>
      {printing ? <PrintForm name={form} view={view} /> : null}
    </span>
  );
}

type SaidProps = {
  readonly desk: Desk;
  readonly disposition: Disposition;
  /** Who was written down a moment ago has told name and address as they are. */
  readonly newcomer: VoterView["newcomer"];
};

/** What few voters say: one button stands for all of it, so that a plain voter's pane stays short. */
const forFew: readonly Noted[] = ["assistance", "curbside", "accommodation", ...raisedHere];
type Noted = SaidByVoter | RaisedHere;
const helped: readonly Noted[] = ["assistance", "curbside", "accommodation"];
const whileRegistering: readonly Noted[] = ["assistance"];

/** What the voter may say of themselves: noted with one tap, taken back with another. */
export function Said({ desk, disposition, newcomer }: SaidProps) {
  const { election } = useTabletState();
  const { now } = useSurroundings();
  const [all, setAll] = useState(false);
  if (election === undefined || disposition.kind === "none") return null;
  const asked = new Set(disposition.questions.map(({ situation }) => situation));
  const raised = newcomer === undefined ? raisedHere.filter((one) => mayBeRaised(one, { election, now: now() })) : [];
  const ofNewcomer: readonly Noted[] = disposition.kind === "register" ? whileRegistering : helped;
  const known = [...saidByVoter, ...raised].filter(
    (one) => ruleOf(election, one).ways.length > 0 && (newcomer === undefined || ofNewcomer.includes(one)),
  );
  const more = known.filter((one) => !asked.has(one));
  const shown = all ? more : more.filter((one) => !forFew.includes(one));
  const noted = known.filter(
    (one) =>
      asked.has(one) &&
      !disposition.questions.some((asking) => leads(asking.ways, asking.answer, one) || isOfRoll(asking, one)),
  );
  return (
    <p className="said">
      {shown.map((one) => (
        <Button key={one} className="slim" onPress={() => desk.answer(one, null)}>
          <SaidSentence said={one} />
        </Button>
      ))}
      {shown.length === more.length ? null : (
        <Button className="slim" onPress={() => setAll(true)}>
          {raised.length > 0 ? <Trans>Needs help, or is challenged</Trans> : <Trans>Voter needs help</Trans>}
        </Button>
      )}
      {noted.map((one) => (
        <Button key={one} className="slim on" onPress={() => desk.answer(one, undefined)}>
          <Trans>
            Not so: <SaidSentence said={one} />
          </Trans>
        </Button>
      ))}
    </p>
  );
}

/** The roll says that the voter may want help: who wants none says so as an answer. */
const isOfRoll = ({ situation, ways }: Question, said: Noted): boolean =>
  situation === said && ways.some(({ way }) => way === "helpNotWanted");

const leads = (ways: Question["ways"], answer: Question["answer"], to: string): boolean =>
  ways.some(({ way, leadsTo }) => way === answer && leadsTo === to);
