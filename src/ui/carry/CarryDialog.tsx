/**
 * This tablet's records on their way to the county: what is there, as the tablet itself found it; the receipt; and without a
 * network, giving them to another tablet or a USB stick, and taking those of another one.
 */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { CarriedNow, Carry, Taken, TakeProblem } from "../../tablet/carryCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { GiveCodes } from "./GiveCodes.tsx";
import { giveFile } from "./giveFile.ts";
import { Receipt } from "./Receipt.tsx";
import { SentLines } from "./SentLines.tsx";
import { TakeByCamera, TakeByFile } from "./TakeRecords.tsx";
import { TakenWords, TakeProblemWords } from "./takeWords.tsx";
import { useProof } from "./useProof.ts";
import "../styles/carry.css";

type Codes = Extract<Carry, { how: "codes" }>;
type View = "all" | "receipt" | "camera" | Codes;

/** `begin`: the codes at once, for whoever was offered to copy records to a neighbour. */
export function CarryDialog({
  begin,
  onClose,
}: {
  readonly begin?: "codes" | undefined;
  readonly onClose: () => void;
}) {
  const tablet = useTablet();
  const fail = useFailure();
  const { toCopy, notSent } = useTabletState();
  const [view, setView] = useState<View>("all");
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [gave, setGave] = useState<"file" | "none">();
  const [taken, setTaken] = useState<Taken>();
  const [problem, setProblem] = useState<TakeProblem>();
  const proof = useProof(round);

  const give = async (how: "file" | "codes"): Promise<void> => {
    setBusy(true);
    const carried = await tablet.carry({ how }).finally(() => setBusy(false));
    setGave(carried === undefined ? "none" : undefined);
    if (carried?.how === "codes") return setView(carried);
    if (carried?.how === "file" && (await giveFile(carried))) setGave("file");
  };
  const take = async (bytes: Uint8Array): Promise<void> => {
    setView("all");
    setBusy(true);
    const answer = await tablet.takeCarried(bytes).finally(() => setBusy(false));
    setTaken(answer.ok ? answer.value : undefined);
    setProblem(answer.ok ? undefined : answer.error);
    setRound((before) => before + 1);
  };

  if (typeof view === "object") return <GiveCodes carry={view} onClose={() => setView("all")} />;
  if (view === "camera")
    return (
      <TakeByCamera
        title={<Trans>Read another tablet’s records</Trans>}
        other={<Trans>That is not a code of another tablet’s records.</Trans>}
        onBytes={(bytes) => void take(bytes).catch(fail)}
        onClose={() => setView("all")}
      />
    );
  if (view === "receipt" && proof?.receipt !== undefined)
    return <Receipt proof={{ ...proof, receipt: proof.receipt }} onClose={() => setView("all")} />;
  return (
    <ActDialog title={<Trans>Bring the records to the county</Trans>} onClose={onClose}>
      <SentLines proof={proof} />
      {proof?.receipt === undefined ? null : (
        <Button className="second" onPress={() => setView("receipt")}>
          <Trans>Show the receipt</Trans>
        </Button>
      )}
      {begin === "codes" && toCopy > 0 ? (
        <p>
          <Plural
            value={toCopy}
            one="# record exists only here. Let another tablet read it."
            other="# records exist only here. Let another tablet read them."
          />
        </p>
      ) : null}
      <section className="carry">
        <h3>
          <Trans>Give them away</Trans>
        </h3>
        <p className="quiet">
          <Trans>Without a network: any tablet of the county takes them and sends them. They stay sealed.</Trans>
        </p>
        <div className="inspectorActs">
          <Button
            className={begin === "codes" ? "primary" : "second"}
            isDisabled={busy || notSent === 0}
            onPress={() => void give("codes").catch(fail)}
          >
            <Trans>Show codes to another tablet</Trans>
          </Button>
          <Button className="second" isDisabled={busy} onPress={() => void give("file").catch(fail)}>
            <Trans>Save them as a file</Trans>
          </Button>
        </div>
        <p role="status">
          {gave === "file" ? <Trans>Saved. Take the file to another tablet or to the county.</Trans> : null}
          {gave === "none" ? <Trans>Nothing is to be carried: everything was found at the county.</Trans> : null}
        </p>
      </section>
      <section className="carry">
        <h3>
          <Trans>Take those of another tablet</Trans>
        </h3>
        <div className="inspectorActs">
          <Button className="second" isDisabled={busy} onPress={() => setView("camera")}>
            <Trans>Read codes with the camera</Trans>
          </Button>
          <TakeByFile isDisabled={busy} onBytes={(bytes) => void take(bytes).catch(fail)} />
        </div>
        <p role="status">{taken === undefined ? null : <TakenWords taken={taken} />}</p>
        <div className="problem" role="alert">
          {problem === undefined ? null : <TakeProblemWords problem={problem} />}
        </div>
        <Carried carried={proof?.carried ?? []} />
      </section>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** Whose records lie here, and how far they have come. */
function Carried({ carried }: { readonly carried: readonly CarriedNow[] }) {
  const { i18n } = useLingui();
  if (carried.length === 0) return null;
  return (
    <ul className="plainList">
      {carried.map(({ number, events, found, refused }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tablet may have given twice as many, and none moves
        <li key={at}>
          {refused !== undefined ? (
            <Trans>
              Tablet {number}: the county does not take {i18n.number(events)} records. Keep this tablet and call the
              county.
            </Trans>
          ) : found === events ? (
            <Trans>
              Tablet {number}: all {i18n.number(events)} records are at the county
            </Trans>
          ) : (
            <Trans>
              Tablet {number}: carrying {i18n.number(events)} records, {i18n.number(found)} of them are at the county
            </Trans>
          )}
        </li>
      ))}
    </ul>
  );
}
