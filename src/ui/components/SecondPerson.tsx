/**
 * Where the rules want two persons for an act: the second one chooses their name and types their PIN here, beside the
 * first. `useSecondPerson` answers nothing to fill in where one person is enough.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { type Act, permitFor } from "../../domain/authority.ts";
import { shortestPin } from "../../protocol/weakPin.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import type { Approval } from "../../tablet/voterCalls.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { roleName } from "../text/roleName.ts";
import { PinField } from "./PinField.tsx";

export type SecondPerson = {
  /** Nothing is missing. */
  readonly ready: boolean;
  readonly approval: Approval | undefined;
  readonly fields: ReactNode;
  /** After a wrong PIN. */
  readonly clear: () => void;
};

/** `always`: this act takes two now, whatever the rules say of it otherwise. */
export function useSecondPerson(act: Act, always = false): SecondPerson {
  const { t } = useLingui();
  const { election } = useTabletState();
  const { worker, pin, setWorker, setPin } = useApprovalDraft();
  const needed = always || (election !== undefined && permitFor(election.rules.permits, act).people === 2);
  const { others } = useWorkers(needed);
  if (!needed) return { ready: true, approval: undefined, fields: null, clear: () => undefined };
  return {
    ready: worker !== "" && pin.length >= shortestPin,
    approval: { worker, pin },
    fields: (
      <PersonFields
        legend={<Trans>A second worker agrees</Trans>}
        whoLabel={t`Second worker`}
        pinLabel={t`PIN of the second worker`}
        people={others}
        {...{ worker, pin, onWorker: setWorker, onPin: setPin }}
      />
    ),
    clear: () => setPin(""),
  };
}

export function useApprovalDraft() {
  const [worker, setWorker] = useState("");
  const [pin, setPin] = useState("");
  return { worker, pin, setWorker, setPin };
}

type PersonFieldsProps = {
  readonly legend: ReactNode;
  readonly whoLabel: string;
  readonly pinLabel: string;
  readonly people: readonly WorkerName[];
  readonly worker: string;
  readonly pin: string;
  readonly onWorker: (id: string) => void;
  readonly onPin: (pin: string) => void;
  /** Below the fields. */
  readonly children?: ReactNode;
};

export function PersonFields(props: PersonFieldsProps) {
  const { t, i18n } = useLingui();
  const { legend, whoLabel, pinLabel, people, worker, pin, onWorker, onPin, children } = props;
  return (
    <fieldset className="secondPerson">
      <legend>{legend}</legend>
      <select aria-label={whoLabel} value={worker} onChange={(event) => onWorker(event.target.value)}>
        <option value="">{t`Choose your name`}</option>
        {people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name} · {i18n._(roleName[one.role])}
          </option>
        ))}
      </select>
      <PinField aria-label={pinLabel} placeholder={t`PIN`} value={pin} onChange={onPin} />
      {children}
    </fieldset>
  );
}

/** Who may work on this tablet, and who of them is not the one who works now. */
export function useWorkers(wanted = true): {
  readonly all: readonly WorkerName[];
  readonly others: readonly WorkerName[];
} {
  const tablet = useTablet();
  const fail = useFailure();
  const { phase, revision } = useTabletState();
  const [all, setAll] = useState<readonly WorkerName[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may bring another worker
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    tablet
      .workers()
      .then((workers) => {
        if (here) setAll(workers);
      })
      .catch(fail);
    return () => {
      here = false;
    };
  }, [tablet, wanted, revision, fail]);
  const mine = phase.phase === "working" ? phase.worker.id : undefined;
  return { all, others: all.filter(({ id }) => id !== mine) };
}
