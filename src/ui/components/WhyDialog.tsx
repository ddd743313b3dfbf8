/** Asks why something is taken back: one of some reasons, a note where none of them fits, a second person where the rules want one. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "./ActDialog.tsx";
import type { SecondPerson } from "./SecondPerson.tsx";

/** `note`: undefined where nothing was typed. */
export type Why<Reason> = { readonly reason: Reason; readonly note: string | undefined };

type WhyDialogProps<Reason extends string> = {
  readonly title: ReactNode;
  /** Above the reasons. */
  readonly children?: ReactNode;
  readonly reasons: readonly Reason[];
  readonly wordsOf: (reason: Reason) => ReactNode;
  readonly second: SecondPerson;
  /** Why the last try was not done. */
  readonly problem: ReactNode;
  readonly busy: boolean;
  /** Something else is still to be chosen. */
  readonly waits?: boolean;
  readonly keep: ReactNode;
  readonly act: ReactNode;
  readonly onAct: (why: Why<Reason>) => void;
  readonly onClose: () => void;
};

export function WhyDialog<Reason extends string>(props: WhyDialogProps<Reason>) {
  const { title, children, reasons, wordsOf, second, problem, busy, waits = false, keep, act, onAct, onClose } = props;
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState("");
  const said = reason !== undefined && (reason !== "other" || note.trim() !== "");
  return (
    <ActDialog title={title} onClose={onClose}>
      {children}
      <fieldset className="choices">
        <legend>
          <Trans>Why?</Trans>
        </legend>
        {reasons.map((one) => (
          <label key={one} className={one === reason ? "choice on" : "choice"}>
            <input type="radio" name="reason" checked={one === reason} onChange={() => setReason(one)} />
            <span>{wordsOf(one)}</span>
          </label>
        ))}
      </fieldset>
      <label className="note">
        <span>{reason === "other" ? <Trans>What happened?</Trans> : <Trans>Note, if it helps</Trans>}</span>
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} autoComplete="off" />
      </label>
      {second.fields}
      <div className="problem" role="alert">
        {problem}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose} isDisabled={busy}>
          {keep}
        </Button>
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={!said || waits || !second.ready}
          onPress={() => {
            if (reason !== undefined) onAct({ reason, note: note.trim() || undefined });
          }}
        >
          {act}
        </Button>
      </div>
    </ActDialog>
  );
}
