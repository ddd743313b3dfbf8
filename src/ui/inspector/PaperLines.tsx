/** The lines that were read, to be held against the paper once more, and entered by two people. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { PaperEntryProblem } from "../../domain/paperEntry.ts";
import type { EnteredFromPaper } from "../../tablet/paperCalls.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import type { PaperDraft, PaperLine } from "../checkin/paperDraft.ts";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useFailure, useSurroundings } from "../surroundings.ts";
import { type BookProblem, BookProblemWords } from "../text/BookWords.tsx";
import { PaperProblemWords } from "./PaperProblemWords.tsx";

type PaperLinesProps = { readonly lines: readonly PaperLine[]; readonly onLines: PaperDraft["setLines"] };

export function PaperLines({ lines, onLines }: PaperLinesProps) {
  const { t } = useLingui();
  const { tablet } = useSurroundings();
  const fail = useFailure();
  const second = useSecondPerson("enterFromPaper");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<BookProblem>();
  const [refused, setRefused] = useState<EnteredFromPaper["refused"]>([]);
  const [entered, setEntered] = useState(0);
  const why = new Map<string, PaperEntryProblem | NotRecorded>(refused.map((one) => [one.cmd, one.problem]));

  const enter = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const entries = lines.map(({ name: _, given: __, ...entry }) => entry);
      const answer = await tablet.enterFromPaper({
        entries,
        ...(second.approval === undefined ? {} : { second: second.approval }),
      });
      second.clear();
      if (!answer.ok) return setProblem(answer.error);
      const done = new Set(answer.value.entered);
      onLines((before) => before.filter(({ cmd }) => !done.has(cmd)));
      setRefused(answer.value.refused);
      setEntered(done.size);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="card book paperLines" aria-label={t`Lines to enter`}>
      <h2 role="status">
        {lines.length > 0 || entered === 0 ? (
          <Plural value={lines.length} _0="No line read yet" one="# line to enter" other="# lines to enter" />
        ) : (
          <Plural value={entered} one="# voter was checked in from paper" other="# voters were checked in from paper" />
        )}
      </h2>
      {/* The line that was read last stands first: the next look goes to it. */}
      <ol reversed>
        {lines.toReversed().map((line) => {
          const { cmd, name, given, again } = line;
          const wrong = why.get(cmd);
          return (
            <li key={cmd}>
              <span>
                <bdi>{name}</bdi>
                <small>
                  {given}
                  {again ? (
                    <>
                      {" · "}
                      <Trans>another ballot</Trans>
                    </>
                  ) : null}
                </small>
                {wrong === undefined ? null : (
                  <small className="fieldProblem">
                    <PaperProblemWords problem={wrong} />
                  </small>
                )}
              </span>
              <Button
                className="second"
                aria-label={t`Leave out ${name}`}
                onPress={() => onLines((before) => before.filter((one) => one.cmd !== cmd))}
              >
                <Trans>Leave out</Trans>
              </Button>
            </li>
          );
        })}
      </ol>
      {lines.length === 0 ? null : (
        <div className="enterLines">
          {second.fields}
          <div className="problem" role="alert">
            {problem === undefined ? null : <BookProblemWords problem={problem} />}
          </div>
          <Button
            className={busy ? "primary busy" : "primary"}
            isDisabled={!second.ready}
            onPress={() => void enter().catch(fail)}
          >
            <Plural value={lines.length} one="Check in # voter" other="Check in # voters" />
          </Button>
        </div>
      )}
    </section>
  );
}
