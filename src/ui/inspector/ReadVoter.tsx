/** A voter who may stand on the line: which ballot was given, and whether they are checked in already. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { listName, streetAddress } from "../../domain/voterName.ts";
import type { OnPaper } from "../../tablet/paperCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

type ReadVoterProps = {
  readonly found: OnPaper;
  /** Their line was read already. */
  readonly waits: boolean;
  readonly onAdd: (style: string, again: boolean) => void;
};

export function ReadVoter({ found: { voter, styles, checkIns }, waits, onAdd }: ReadVoterProps) {
  const { i18n, t } = useLingui();
  const { election } = useTabletState();
  const [chosen, setChosen] = useState(styles.length === 1 ? (styles[0]?.id ?? "") : "");
  const [last] = checkIns.slice(-1);
  const again = last !== undefined || waits;
  const at = last === undefined ? "" : timeOfDay(last.wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <article className="readVoter">
      <p>
        <bdi>
          <b>{listName(voter)}</b>
        </bdi>
        {voter.birthDate === "" ? null : ` · ${voter.birthDate.slice(0, 4)}`} · <bdi>{streetAddress(voter)}</bdi>
      </p>
      {last === undefined ? null : (
        <p className="checkState">
          <Shape shape="stop" />
          <Trans>
            Checked in already at {at}, {last.receipt}. The same check-in is not entered again.
          </Trans>
        </p>
      )}
      {last === undefined && waits ? (
        <p className="checkState">
          <Shape shape="ask" />
          <Trans>This voter stands in the list already.</Trans>
        </p>
      ) : null}
      {styles.length < 2 ? null : (
        <select
          aria-label={t`Ballot that was given`}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">{t`Which ballot was given?`}</option>
          {styles.map(({ id, party }) => (
            <option key={id} value={id}>
              {id}
              {party === undefined ? "" : ` · ${election?.parties.find((one) => one.id === party)?.name ?? party}`}
            </option>
          ))}
        </select>
      )}
      <Button className="second" isDisabled={chosen === ""} onPress={() => onAdd(chosen, again)}>
        {again ? <Trans>Add: another ballot was given</Trans> : <Trans>Add</Trans>}
      </Button>
    </article>
  );
}
