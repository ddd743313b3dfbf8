/**
 * The inspector adds a stand-in, or gives a worker a new PIN, with or without a network. Then, and whenever it is asked for
 * again, the code is shown that the place's other tablets read from their lock screens; with a network they learn of it by
 * themselves.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AddWorkerProblem } from "../../domain/addedWorkers.ts";
import { placeRoles } from "../../domain/authority.ts";
import type { Role } from "../../domain/eventFields.ts";
import type { WeakPin } from "../../protocol/weakPin.ts";
import type { AddedWorker, PinProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { PinField } from "../components/PinField.tsx";
import { useSecondPerson, useWorkers } from "../components/SecondPerson.tsx";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { roleName } from "../text/roleName.ts";
import { WorkerCode, WorkerCodes } from "./WorkerCodes.tsx";

export function WorkersDialog({ onClose }: { onClose: () => void }) {
  const [at, setAt] = useState<"list" | "new" | "codes" | WorkerName | AddedWorker>("list");
  if (at === "list") return <WorkerList onChoose={setAt} onClose={onClose} />;
  if (at === "codes") return <WorkerCodes onClose={() => setAt("list")} />;
  if (at !== "new" && "code" in at) return <WorkerCode added={at} onClose={onClose} />;
  return <WorkerForm known={at === "new" ? undefined : at} onAdded={setAt} onClose={() => setAt("list")} />;
}

type WorkerListProps = {
  readonly onChoose: (what: "new" | "codes" | WorkerName) => void;
  readonly onClose: () => void;
};

function WorkerList({ onChoose, onClose }: WorkerListProps) {
  const { i18n } = useLingui();
  const { all } = useWorkers();
  return (
    <ActDialog title={<Trans>Choose a worker for a new PIN, or add one</Trans>} onClose={onClose}>
      <ul className="workers">
        {all.map((one) => (
          <li key={one.id}>
            <Button className="worker" onPress={() => onChoose(one)}>
              <span className="name">{one.name}</span>
              <span className="quiet">{i18n._(roleName[one.role])}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Button className="plain" onPress={() => onChoose("codes")}>
        <Trans>Show a code again</Trans>
      </Button>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button className="primary" onPress={() => onChoose("new")}>
          <Trans>Add a worker</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

type Problem = AddWorkerProblem | WeakPin | PinProblem | NotRecorded | { readonly type: "pinsDiffer" };
type WorkerFormProps = {
  readonly known: WorkerName | undefined;
  readonly onAdded: (added: AddedWorker) => void;
  readonly onClose: () => void;
};

function WorkerForm({ known, onAdded, onClose }: WorkerFormProps) {
  const { t, i18n } = useLingui();
  const { tablet, newCommandId } = useSurroundings();
  const fail = useFailure();
  const { election } = useTabletState();
  const second = useSecondPerson("addWorker");
  const cmd = useRef<string>(undefined);
  const [busy, setBusy] = useState(false);
  const [name, setName] = useState(known?.name ?? "");
  const [role, setRole] = useState<Role>(known?.role ?? "pollWorker");
  const [party, setParty] = useState("");
  const [pins, setPins] = useState({ one: "", two: "" });
  const [problem, setProblem] = useState<Problem>();
  const ready = name.trim() !== "" && pins.one !== "" && pins.two !== "" && second.ready;
  const save = async (): Promise<void> => {
    if (busy) return;
    if (pins.one !== pins.two) return setProblem({ type: "pinsDiffer" });
    setBusy(true);
    setProblem(undefined);
    cmd.current ??= newCommandId();
    const who = { id: known?.id, name: name.trim(), role, ...(party === "" ? {} : { party }) };
    try {
      const added = await tablet.addWorker({ cmd: cmd.current, ...who, pin: pins.one, second: second.approval });
      if (added.ok) return onAdded(added.value);
      second.clear();
      setProblem(added.error);
    } finally {
      setBusy(false);
    }
  };
  const pinField = (which: "one" | "two", label: string): ReactNode => (
    <div className="note">
      <span aria-hidden="true">{label}</span>
      <PinField aria-label={label} value={pins[which]} onChange={(pin) => setPins({ ...pins, [which]: pin })} />
    </div>
  );
  return (
    <ActDialog
      title={known === undefined ? <Trans>Add a worker</Trans> : <Trans>Give {known.name} a new PIN</Trans>}
      onClose={onClose}
    >
      <form
        className="workerForm"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save().catch(fail);
        }}
      >
        <label className="note">
          <span>
            <Trans>Name, as the tablets show it</Trans>
          </span>
          <input value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </label>
        <div className="row">
          <label className="note">
            <span>
              <Trans>Role</Trans>
            </span>
            <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {placeRoles.map((one) => (
                <option key={one} value={one}>
                  {i18n._(roleName[one])}
                </option>
              ))}
            </select>
          </label>
          {election === undefined || election.parties.length === 0 ? null : (
            <label className="note">
              <span>
                <Trans>Party</Trans>
              </span>
              <select value={party} onChange={(event) => setParty(event.target.value)}>
                <option value="">{t`Party not recorded`}</option>
                {election.parties.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        <p>
          <Trans>The worker types a PIN of 6 digits or more that nobody else knows, twice.</Trans>
        </p>
        <div className="row">
          {pinField("one", t`New PIN`)}
          {pinField("two", t`The same again`)}
        </div>
        {second.fields}
        <div className="problem" role="alert">
          {problem === undefined ? null : <ProblemWords problem={problem} />}
        </div>
        <div className="row">
          <Button className="second" onPress={onClose} isDisabled={busy}>
            <Trans>Back</Trans>
          </Button>
          <Button type="submit" className={busy ? "primary busy" : "primary"} isDisabled={!ready}>
            {known === undefined ? <Trans>Add the worker</Trans> : <Trans>Save the new PIN</Trans>}
          </Button>
        </div>
      </form>
    </ActDialog>
  );
}

function ProblemWords({ problem }: { problem: Problem }): ReactNode {
  switch (problem.type) {
    case "pinsDiffer":
      return <Trans>The two PINs differ. Type them again.</Trans>;
    case "pinLength":
      return <Trans>A PIN has 6 to 12 digits.</Trans>;
    case "pinPattern":
      return <Trans>This PIN repeats or counts. Everybody tries such a PIN first. Choose another.</Trans>;
    case "pinCommon":
      return <Trans>This PIN is too common. Choose another.</Trans>;
    case "notARoleOfThePlace":
      return <Trans>This role is given by the county only.</Trans>;
    case "nameLength":
      return <Trans>A name has 1 to 80 characters.</Trans>;
    case "partyUnknown":
      return <Trans>This election does not know the party. Choose another.</Trans>;
    case "notRecorded":
      return (
        <>
          <Shape shape="stop" />
          <Trans>Stop: not recorded. Call the county</Trans>
        </>
      );
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}
