/** Set up and closed, or just being opened: needs the opening code of its polling place. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { OpenProblem } from "../../tablet/tabletInterface.ts";
import { CarryDialog } from "../checkin/lateParts.tsx";
import { CodeEntry } from "../components/CodeEntry.tsx";
import { OneCard } from "../components/OneCard.tsx";
import { PinPad } from "../components/PinPad.tsx";
import { ProgramLine } from "../components/ProgramLine.tsx";
import { StorageWarning } from "../components/StorageWarning.tsx";
import { useFailure, useNewVersion, useTablet, useTabletState } from "../surroundings.ts";
import { OpenProblemSentence } from "../text/ProblemSentence.tsx";
import { longDate } from "../text/times.ts";
import { placeOf } from "../text/voterText.ts";
import { PracticeCodeDialog } from "./lateSetUpParts.tsx";
import { UpdatePrompt } from "./lateUpdate.tsx";
import { SetUpAnew } from "./SetUpAnew.tsx";

export function ClosedScreen({ opening }: { opening: boolean }) {
  const { t, i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election, placeId, number, voters } = useTabletState();
  const [problem, setProblem] = useState<OpenProblem>();
  const [carrying, setCarrying] = useState(false);
  const [practicing, setPracticing] = useState(false);
  const program = useNewVersion();
  const place = placeOf(election, placeId);
  const open = async (code: string): Promise<void> => {
    setProblem(undefined);
    const result = await tablet.open(code);
    if (!result.ok) setProblem(result.error);
  };
  return (
    <OneCard
      below={
        <>
          {opening || program === undefined ? null : <UpdatePrompt program={program} />}
          <ProgramLine />
        </>
      }
    >
      <h1>{place === undefined ? <Trans>Spare tablet</Trans> : <bdi>{place.name}</bdi>}</h1>
      <p className="facts">
        {election === undefined ? null : (
          <span>
            <bdi>{election.name}</bdi>, {longDate(election.date, i18n.locale)}
          </span>
        )}
        {number === undefined ? null : (
          <span>
            <Trans>Tablet {number}</Trans>
          </span>
        )}
        {voters === undefined ? null : (
          <span>
            <Plural value={voters} one="# voter on the list" other="# voters on the list" />
          </span>
        )}
      </p>
      <p role="status">
        {opening ? (
          <Trans>Opening the list of voters</Trans>
        ) : (
          <Trans>This tablet is closed. Scan the opening card of the polling place, or type its 28 characters.</Trans>
        )}
      </p>
      <CodeEntry
        kind="opening"
        label={t`Opening code`}
        act={t`Open`}
        busy={opening}
        problem={problem === undefined ? null : <OpenProblemSentence problem={problem} />}
        onCode={(code) => void open(code).catch(fail)}
      />
      <StorageWarning />
      <div className="beside">
        <SetUpAnew isDisabled={opening} />
        <Button className="plain" isDisabled={opening} onPress={() => setCarrying(true)}>
          <Trans>Records to the county</Trans>
        </Button>
        <Button className="plain" isDisabled={opening} onPress={() => setPracticing(true)}>
          <Trans>Practice</Trans>
        </Button>
      </div>
      {practicing ? <PracticeCodeDialog Pad={PinPad} onClose={() => setPracticing(false)} /> : null}
      {carrying ? <CarryDialog onClose={() => setCarrying(false)} /> : null}
    </OneCard>
  );
}
