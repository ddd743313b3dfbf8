/** What an administrator does with a tablet that was set up: set it aside, and take that back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Overview } from "../../protocol/office.ts";
import { AskFirst } from "./AskFirst.tsx";
import { OfficeProblemLine } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";

type Tablet = Overview["tablets"][number];

type TabletActsProps = {
  readonly office: Office;
  readonly tablet: Tablet;
  /** Number of the last record that is proposed as the tablet's own; all that the county has where nothing is proposed. */
  readonly trusted?: number;
  readonly onDone: () => void;
};

export function TabletActs({ office, tablet, trusted, onDone }: TabletActsProps) {
  const [asking, setAsking] = useState(false);
  const { number, state } = tablet;
  const close = (done: boolean): void => {
    setAsking(false);
    if (done) onDone();
  };
  return (
    <>
      <Button className="plain" onPress={() => setAsking(true)}>
        {state === "revoked" ? <Trans>Take back</Trans> : <Trans>Set aside</Trans>}
        <span className="unseen">
          <Trans>tablet {number}</Trans>
        </span>
      </Button>
      {asking && state === "revoked" ? <TakeBack office={office} tablet={tablet} onClose={close} /> : null}
      {asking && state !== "revoked" ? (
        <SetAside office={office} tablet={tablet} trusted={trusted} onClose={close} />
      ) : null}
    </>
  );
}

type ActProps = { readonly office: Office; readonly tablet: Tablet; readonly onClose: (done: boolean) => void };

function SetAside({ office, tablet, trusted, onClose }: ActProps & { readonly trusted: number | undefined }) {
  const proposed = trusted === undefined ? "all" : trusted < 0 ? "none" : "through";
  const [which, setWhich] = useState<"all" | "none" | "through">(proposed);
  const [through, setThrough] = useState(String(Math.max(0, trusted ?? tablet.newest)));
  const [problem, setProblem] = useState<OfficeProblem>();
  const { device, number, newest } = tablet;
  const trustedThrough = which === "all" ? newest : which === "none" ? -1 : Number(through);
  const unfit = which === "through" && !/^\d{1,9}$/.test(through);
  const setAside = async (): Promise<void> => {
    const answer = await office.revoke({ device, trustedThrough });
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onClose(true);
  };
  return (
    <AskFirst
      title={<Trans>Set tablet {number} aside?</Trans>}
      act={<Trans>Set aside</Trans>}
      isDisabled={unfit}
      onNo={() => onClose(false)}
      onYes={() => void setAside()}
    >
      <p>
        <Trans>
          For a tablet that is lost or stolen. When it next hears of it, it destroys its keys and its list of voters.
          What it records from now on is kept, and does not count. You can take this back.
        </Trans>
      </p>
      <fieldset className="choices">
        <legend>
          <Trans>Which of its records still count?</Trans>
        </legend>
        <label className={which === "all" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "all"} onChange={() => setWhich("all")} />
          <span>
            <Trans>All that the county has now</Trans>
          </span>
        </label>
        <label className={which === "through" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "through"} onChange={() => setWhich("through")} />
          <span>
            <Trans>Those up to its record number</Trans>
          </span>
        </label>
        {which === "through" ? <ThroughField value={through} newest={newest} onChange={setThrough} /> : null}
        <label className={which === "none" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "none"} onChange={() => setWhich("none")} />
          <span>
            <Trans>None</Trans>
          </span>
        </label>
      </fieldset>
      <OfficeProblemLine problem={problem} />
    </AskFirst>
  );
}

type ThroughProps = { readonly value: string; readonly newest: number; readonly onChange: (value: string) => void };

function ThroughField({ value, newest, onChange }: ThroughProps) {
  const { t } = useLingui();
  return (
    <input
      inputMode="numeric"
      aria-label={t`Number of the last record that counts (0 is the first, ${newest} the newest)`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function TakeBack({ office, tablet, onClose }: ActProps) {
  const [problem, setProblem] = useState<OfficeProblem>();
  const { device, number } = tablet;
  const takeBack = async (): Promise<void> => {
    const answer = await office.reinstate(device);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onClose(true);
  };
  return (
    <AskFirst
      title={<Trans>Take tablet {number} back?</Trans>}
      act={<Trans>Take back</Trans>}
      onNo={() => onClose(false)}
      onYes={() => void takeBack()}
    >
      <p>
        <Trans>
          Everything that it has recorded counts, as if it had never been set aside. When it next reaches the county it
          loads the list of voters again; the opening card of its place opens it.
        </Trans>
      </p>
      <OfficeProblemLine problem={problem} />
    </AskFirst>
  );
}
