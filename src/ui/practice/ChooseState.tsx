/** The first screen of a practice: whose rules. Where a practice was begun before, it goes on by itself. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Election } from "../../domain/election.ts";
import type { PracticeCommands, PracticeRules } from "../../practice/practiceTablet.ts";
import { practicePackOf } from "../../training/practicePack.ts";
import { OneCard } from "../components/OneCard.tsx";
import { StartingScreen } from "../setup/StartingScreen.tsx";
import { useFailure } from "../surroundings.ts";
import { TakePack } from "./TakePack.tsx";

type ChooseProps = {
  readonly resumed: ReturnType<PracticeCommands["resume"]>;
  readonly onGoOn: () => void;
  /** The election that this tablet is set up for. */
  readonly own: Election | undefined;
  readonly begin: (under: PracticeRules) => Promise<boolean>;
};

export function ChooseState({ resumed, own, onGoOn, begin }: ChooseProps) {
  const fail = useFailure();
  const [found, setFound] = useState<Awaited<ChooseProps["resumed"]>>();
  const [busy, setBusy] = useState(false);
  const [taking, setTaking] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    void resumed.then(setFound).catch(fail);
  }, [resumed, fail]);
  const begun = found?.begun === true;
  useEffect(() => {
    if (begun) onGoOn();
  }, [begun, onGoOn]);
  const take = (pack: Uint8Array<ArrayBuffer>): void => {
    setTaking(false);
    setBusy(true);
    setRefused(false);
    void begin({ pack })
      .then((done) => {
        setRefused(!done);
        setBusy(done);
      })
      .catch(fail);
  };
  if (found === undefined || begun) return <StartingScreen />;
  return (
    <OneCard>
      <h1>
        <Trans>Practice</Trans>
      </h1>
      <p>
        <Trans>You check in invented voters. Nothing here is an election record, and nothing leaves this tablet.</Trans>
      </p>
      <p role="status">{busy ? <Trans>Making the voters</Trans> : <Trans>Under whose rules do you work?</Trans>}</p>
      <div className="inspectorActs">
        {own === undefined ? null : (
          <Button className="primary" isDisabled={busy} onPress={() => void practicePackOf(own).then(take, fail)}>
            <Trans>The rules of this tablet's election</Trans>
          </Button>
        )}
        {found.states.map(({ state, name }) => (
          <Button
            key={state}
            className="second"
            isDisabled={busy}
            onPress={() => {
              setBusy(true);
              void begin({ state }).catch(fail);
            }}
          >
            <bdi>{name}</bdi>
          </Button>
        ))}
        <Button className="second" isDisabled={busy} onPress={() => setTaking(true)}>
          <Trans>My county's own rules</Trans>
        </Button>
      </div>
      {taking ? <TakePack begin={take} onClose={() => setTaking(false)} /> : null}
      <p className="problem" role="alert">
        {refused ? <Trans>That is no practice file. Ask the county office for one.</Trans> : null}
      </p>
    </OneCard>
  );
}
