/**
 * The codes of workers whom this place added or gave a new PIN, for its other tablets: right after the act, and once more
 * whenever a tablet needs them that has no network. Where two persons must agree to add a worker, they agree here too.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { NotAuthorised } from "../../domain/authority.ts";
import type { AddedWorker, PinProblem } from "../../tablet/tabletInterface.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { QrCode } from "../components/QrCode.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useFailure, useTablet } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { roleName } from "../text/roleName.ts";

export function WorkerCodes({ onClose }: { onClose: () => void }) {
  const { i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const second = useSecondPerson("addWorker");
  const alone = second.fields === null;
  const [codes, setCodes] = useState<readonly AddedWorker[]>();
  const [shown, setShown] = useState<AddedWorker>();
  const [problem, setProblem] = useState<NotAuthorised | PinProblem>();
  const ask = async (): Promise<void> => {
    const answer = await tablet.workerCodes(second.approval);
    if (answer.ok) return setCodes(answer.value);
    second.clear();
    setProblem(answer.error);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, where nobody else has to agree
  useEffect(() => {
    if (alone) void ask().catch(fail);
  }, [alone]);
  if (shown !== undefined) return <WorkerCode added={shown} onClose={() => setShown(undefined)} />;
  return (
    <ActDialog title={<Trans>Show a code to the other tablets</Trans>} onClose={onClose}>
      {codes === undefined ? second.fields : null}
      {codes?.length === 0 ? (
        <p>
          <Trans>Nobody was added or given a new PIN at this polling place.</Trans>
        </p>
      ) : null}
      <ul className="workers">
        {codes?.map((one) => (
          <li key={one.worker.id}>
            <Button className="worker" onPress={() => setShown(one)}>
              <span className="name">{one.worker.name}</span>
              <span className="quiet">{i18n._(roleName[one.worker.role])}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="problem" role="alert">
        {problem === undefined || codes !== undefined ? null : <ApprovalProblemSentence problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        {alone || codes !== undefined ? null : (
          <Button className="primary" isDisabled={!second.ready} onPress={() => void ask().catch(fail)}>
            <Trans>Show the codes</Trans>
          </Button>
        )}
      </div>
    </ActDialog>
  );
}

export function WorkerCode({ added, onClose }: { added: AddedWorker; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = added.worker;
  return (
    <ActDialog title={<Trans>Tell the other tablets of {name}</Trans>} onClose={onClose}>
      <p>
        <Trans>
          Other tablets learn of it from the county. Without a network: press Lock on each, then “Read a worker’s code”.
          Hold this square before its camera.
        </Trans>
      </p>
      <div className="workerCode">
        <QrCode text={added.code} label={t`Code for the other tablets`} />
      </div>
      <div className="row">
        <Button className="primary" onPress={onClose} autoFocus>
          <Trans>Done</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}
