/** Prints one form of the rules for the voter who is to complete it; nothing where the rules have no text of it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { formNamed } from "../../domain/filledForm.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { formPaper } from "./formPaper.ts";
import { usePrint, usePrintState } from "./usePrints.ts";
import "../styles/printing.css";

/** `name`: as the step calls it. */
export function PrintForm({ name, view }: { name: string; view: Pick<VoterView, "voter" | "precinct"> }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { newCommandId } = useSurroundings();
  const print = usePrint();
  const [asked, setAsked] = useState<string>();
  const state = usePrintState(asked);
  const form = election === undefined ? undefined : formNamed(election, name);
  if (election?.rules.printing === undefined || form === undefined) return null;
  return (
    <span className="printForm">
      <Button
        className="plain"
        isDisabled={state === "waiting" || state === "printing"}
        onPress={() => {
          const id = newCommandId();
          print(id, async () => [formPaper(i18n, election, view, form)]);
          setAsked(id);
        }}
      >
        {state === "handedOver" ? <Trans>Print this form again</Trans> : <Trans>Print this form, filled in</Trans>}
      </Button>
      {state === "failed" ? (
        <span role="alert">
          <Trans>Not printed. Take a blank form.</Trans>
        </span>
      ) : null}
    </span>
  );
}
