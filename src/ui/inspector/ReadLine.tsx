/** One line of the paper: when, whose, which ballot. Where nothing is to be decided, Enter adds it and the next one is typed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { dayOf, instantOf } from "../../domain/electionDay.ts";
import { listName } from "../../domain/voterName.ts";
import { readLineCode } from "../../roll/lineCode.ts";
import type { OnPaper } from "../../tablet/paperCalls.ts";
import type { PaperLine } from "../checkin/paperDraft.ts";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { longDate, timeOfDay } from "../text/times.ts";
import { ReadVoter } from "./ReadVoter.tsx";

type ReadLineProps = {
  /** Voters whose line was read already. */
  readonly waiting: ReadonlySet<string>;
  readonly onRead: (line: PaperLine) => void;
};

/** More people of one name are told apart by more letters. */
const mostFound = 8;

export function ReadLine({ waiting, onRead }: ReadLineProps) {
  const { t, i18n } = useLingui();
  const { tablet, now, newCommandId } = useSurroundings();
  const { election } = useTabletState();
  const fail = useFailure();
  const box = useRef<HTMLInputElement>(null);
  const zone = election?.timeZone ?? "UTC";
  const days = [...(election?.earlyVoting ?? []), election?.date ?? ""].filter((day) => day <= dayOf(now(), zone));
  const [day, setDay] = useState(days.at(-1) ?? "");
  const [time, setTime] = useState("");
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly OnPaper[]>();
  const written = time === "" || day === "" ? undefined : instantOf(day, time, zone);

  const add = ({ voter }: OnPaper, style: string, again: boolean): void => {
    if (written === undefined) return;
    const given = `${timeOfDay(written, zone, i18n.locale)} · ${style}`;
    onRead({ cmd: newCommandId(), voterId: voter.id, name: listName(voter), given, style, written, again });
    setTyped("");
    setFound(undefined);
    box.current?.focus();
  };
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const coded = await ofCode(typed);
    const [one] = coded;
    const [style] = one?.styles ?? [];
    const plain = coded.length === 1 && one?.styles.length === 1 && one.checkIns.length === 0;
    // A code checks itself; a name may be another's too, so somebody chooses.
    if (plain && one && style && written !== undefined && !waiting.has(one.voter.id)) add(one, style.id, false);
    else setFound(coded.length > 0 ? coded : await named(typed));
  };
  const ofCode = async (code: string): Promise<readonly OnPaper[]> => {
    const found = readLineCode(code).ok ? await tablet.onPaper({ by: "code", code }) : undefined;
    return found?.ok ? found.value : [];
  };
  const named = async (name: string): Promise<readonly OnPaper[]> => {
    const rows = (await tablet.search(name))?.rows.slice(0, mostFound) ?? [];
    const each = rows.map(({ voter }) => tablet.onPaper({ by: "voter", voterId: voter.id }));
    return (await Promise.all(each)).flatMap((one) => (one?.ok ? one.value : []));
  };

  return (
    <section className="card book" aria-label={t`One line of the paper`}>
      <form className="readLine" onSubmit={(event) => void find(event).catch(fail)}>
        <h2>
          <Trans>Enter from paper</Trans>
        </h2>
        {days.length < 2 ? null : (
          <label className="note">
            <span>
              <Trans>Day on the paper</Trans>
            </span>
            <select value={day} onChange={(event) => setDay(event.target.value)}>
              {days.map((one) => (
                <option key={one} value={one}>
                  {longDate(one, i18n.locale)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="note">
          <span>
            <Trans>Time on the paper</Trans>
          </span>
          <input type="time" required value={time} onChange={(event) => setTime(event.target.value)} />
        </label>
        <label className="note">
          <span>
            <Trans>Line code or name</Trans>
          </span>
          <input
            ref={box}
            required
            value={typed}
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={80}
            onChange={(event) => {
              setTyped(event.target.value);
              setFound(undefined);
            }}
          />
        </label>
        <Button type="submit" className="second">
          <Trans>Find</Trans>
        </Button>
      </form>
      <div className="foundOnPaper" role="status">
        {found?.length === 0 ? (
          <p>
            <Trans>Nobody on the list has this code or name. Read it again.</Trans>
          </p>
        ) : null}
      </div>
      {found?.map((one) => (
        <ReadVoter
          key={one.voter.id}
          found={one}
          waits={waiting.has(one.voter.id)}
          onAdd={(style, again) => add(one, style, again)}
        />
      ))}
    </section>
  );
}
