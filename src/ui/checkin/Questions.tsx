/** What must be found out about this voter: one question after the other, each with its ways; answers can be changed. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Disposition, Question } from "../../domain/disposition.ts";
import { ruleOf } from "../../domain/disposition.ts";
import { type SaidByVoter, saidByVoter } from "../../domain/situation.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { SaidSentence, SituationQuestion, WaySentence } from "../text/SituationSentence.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";

type QuestionsProps = { readonly desk: Desk; readonly work: Work; readonly questions: readonly Question[] };

export function Questions({ desk, work, questions }: QuestionsProps) {
  return questions.map((question) => <AskedOne key={question.situation} desk={desk} work={work} question={question} />);
}

type AskedOneProps = { readonly desk: Desk; readonly work: Work; readonly question: Question };

/** Answered, it is one line that can be opened again: what is still to be asked stays in view. */
export function AskedOne({ desk, work, question: { situation, ways } }: AskedOneProps) {
  const [again, setAgain] = useState(false);
  // A tap shows at once, before the tablet has said what comes of it.
  const chosen = ways.find(({ way }) => way === work.answers[situation])?.way;
  if (chosen !== undefined && !again)
    return (
      <p className="answered">
        <Shape shape="ready" small />
        <span>
          <small>
            <SituationQuestion situation={situation} />
          </small>
          <WaySentence way={chosen} />
        </span>
        <Button className="slim" onPress={() => setAgain(true)}>
          <Trans>Change</Trans>
        </Button>
      </p>
    );
  return (
    <fieldset className="choices question">
      <legend>
        <SituationQuestion situation={situation} />
      </legend>
      {ways.map(({ way, by }) => (
        <Button
          key={way}
          className={way === chosen ? "choice on" : "choice"}
          aria-pressed={way === chosen}
          onPress={() => {
            setAgain(false);
            desk.answer(situation, way);
          }}
        >
          <span>
            <WaySentence way={way} />
            {by === "inspector" ? (
              <small>
                <Trans>The inspector decides</Trans>
              </small>
            ) : null}
          </span>
        </Button>
      ))}
    </fieldset>
  );
}

type SaidProps = { readonly desk: Desk; readonly disposition: Disposition };

/** What few voters say: one button stands for all of it, so that a plain voter's pane stays short. */
const aboutHelp: readonly SaidByVoter[] = ["assistance", "curbside", "accommodation"];

/** What the voter may say of themselves: noted with one tap, taken back with another. */
export function Said({ desk, disposition }: SaidProps) {
  const { election } = useTabletState();
  const [helped, setHelped] = useState(false);
  if (election === undefined || disposition.kind === "none") return null;
  const asked = new Set(disposition.questions.map(({ situation }) => situation));
  const more = saidByVoter.filter((one) => !asked.has(one) && ruleOf(election, one).ways.length > 0);
  const shown = helped ? more : more.filter((one) => !aboutHelp.includes(one));
  const noted = saidByVoter.filter(
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
        <Button className="slim" onPress={() => setHelped(true)}>
          <Trans>Voter needs help</Trans>
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
const isOfRoll = ({ situation, ways }: Question, said: SaidByVoter): boolean =>
  situation === said && ways.some(({ way }) => way === "helpNotWanted");

const leads = (ways: Question["ways"], answer: Question["answer"], to: string): boolean =>
  ways.some(({ way, leadsTo }) => way === answer && leadsTo === to);
