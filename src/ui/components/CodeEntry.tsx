/** Where a set-up code or an opening code is typed or scanned. Grouping comes by itself; the caller judges the code. */
import { Trans } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { Button } from "react-aria-components";
import { withLateWords } from "../text/languages.ts";
import { groupCode, plainCode } from "./codeGroups.ts";

const ScanCode = lazy(() => withLateWords(() => import("./ScanCode.tsx")));

type CodeEntryProps = {
  readonly kind: "setup" | "opening";
  readonly label: string;
  readonly act: string;
  readonly busy: boolean;
  /** What was wrong with the last try. */
  readonly problem: ReactNode;
  readonly onCode: (code: string) => void;
};

export function CodeEntry({ kind, label, act, busy, problem, onCode }: CodeEntryProps) {
  const [code, setCode] = useState("");
  // A problem of the last try says nothing any more of a code that has changed since.
  const [changed, setChanged] = useState(false);
  const [scanning, setScanning] = useState(false);
  const field = useId();
  const hint = useId();
  const typed = plainCode(code).length;
  return (
    <form
      className="codeEntry"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setChanged(false);
        onCode(code);
      }}
    >
      <div className="label">
        <label htmlFor={field}>{label}</label>
        <span id={hint} className="quiet">
          <Trans>{typed} of 28 characters</Trans>
        </span>
      </div>
      <input
        id={field}
        dir="ltr"
        value={code}
        onChange={(event) => {
          setChanged(true);
          setCode(groupCode(event.target.value));
        }}
        placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"
        aria-describedby={hint}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the code is the only thing to do on this screen
        autoFocus
      />
      <div className="problem" role="alert">
        {changed ? null : problem}
      </div>
      <div className="row">
        <Button className="second" onPress={() => setScanning(true)} isDisabled={busy}>
          {kind === "setup" ? <Trans>Scan the code</Trans> : <Trans>Scan the card</Trans>}
        </Button>
        <Button className={busy ? "primary busy" : "primary"} type="submit" isDisabled={typed === 0}>
          {act}
        </Button>
      </div>
      {scanning ? (
        <Suspense fallback={null}>
          <ScanCode
            kind={kind}
            onClose={() => setScanning(false)}
            onText={(text) => {
              setScanning(false);
              setChanged(false);
              setCode(groupCode(text));
              onCode(text);
            }}
          />
        </Suspense>
      ) : null}
    </form>
  );
}
