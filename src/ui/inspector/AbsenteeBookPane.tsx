/** Between two envelopes: how many were processed at this place, and the newest, each of which can be taken back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { listName } from "../../domain/voterName.ts";
import type { AbsenteeBook } from "../../tablet/voterCalls.ts";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { RejectionSentence } from "../text/AbsenteeSentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { type AbsenteeFault, AbsenteeFaultWords } from "./AbsenteeFaultWords.tsx";

type Mark = AbsenteeBook["newest"][number];

export function AbsenteeBookPane({ onInspector }: { readonly onInspector: () => void }) {
  const { t, i18n } = useLingui();
  const { tablet } = useSurroundings();
  const fail = useFailure();
  const { revision } = useTabletState();
  const [book, setBook] = useState<AbsenteeBook>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may hold another mark
  useEffect(() => {
    let wanted = true;
    tablet
      .absenteeBook()
      .then((now) => wanted && setBook(now))
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, revision, fail]);
  return (
    <section className="card voter empty" aria-label={t`Absentee ballots`}>
      <p>
        <Trans>Type or scan the name on the envelope, and choose the voter.</Trans>
      </p>
      <dl className="counts">
        <div>
          <dd>{i18n.number(book?.cast ?? 0)}</dd>
          <dt>
            <Trans>absentee ballots cast at this place</Trans>
          </dt>
        </div>
        <div>
          <dd>{i18n.number(book?.rejected ?? 0)}</dd>
          <dt>
            <Trans>announced and not cast</Trans>
          </dt>
        </div>
      </dl>
      {book === undefined || book.newest.length === 0 ? null : <Newest marks={book.newest} />}
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
      </div>
    </section>
  );
}

function Newest({ marks }: { marks: readonly Mark[] }) {
  const { i18n } = useLingui();
  const { tablet, newCommandId } = useSurroundings();
  const { election } = useTabletState();
  const fail = useFailure();
  const cmds = useRef(new Map<string, string>());
  const [problem, setProblem] = useState<AbsenteeFault>();
  const second = useSecondPerson("processAbsentee");
  const takeBack = async ({ event, voter: voterId }: Mark): Promise<void> => {
    const cmd = cmds.current.get(event.hash) ?? newCommandId();
    cmds.current.set(event.hash, cmd);
    setProblem(undefined);
    const call = { cmd, voterId, undoes: [event], reason: "wrongVoter", second: second.approval } as const;
    const answer = await tablet.cancelAbsenteeMark(call);
    if (answer.ok) return;
    second.clear();
    setProblem(answer.error);
  };
  return (
    <>
      {problem === undefined ? null : (
        <p className="caution" role="alert">
          <Shape shape="ask" />
          <AbsenteeFaultWords problem={problem} />
        </p>
      )}
      <ul className="checkIns absenteeMarks">
        {marks.map((mark) => (
          <li key={mark.event.hash}>
            <b>{timeOfDay(mark.wall, election?.timeZone ?? "UTC", i18n.locale)}</b>
            <bdi>{mark.who === undefined ? mark.voter : listName(mark.who)}</bdi>
            <span>
              {mark.rejected === undefined ? <Trans>Cast</Trans> : <RejectionSentence rejection={mark.rejected} />}
            </span>
            <Button className="slim" isDisabled={!second.ready} onPress={() => void takeBack(mark).catch(fail)}>
              <Trans>Take back</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {second.fields}
    </>
  );
}
