/** The tablet's printer: which paper it holds, and a page to try it with. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Paper } from "../../domain/printingRules.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";
import { choosePaper, chosenPaper } from "./paperChoice.ts";
import { testPage } from "./testPage.ts";
import { usePrint, usePrintState } from "./usePrints.ts";

export function PrinterDialog({ onClose }: { onClose: () => void }) {
  const { i18n } = useLingui();
  const { newCommandId, now } = useSurroundings();
  const { election, placeId } = useTabletState();
  const [paper, setPaper] = useState(() => chosenPaper(election?.rules.printing?.paper));
  const [asked, setAsked] = useState<string>();
  const state = usePrintState(asked);
  const print = usePrint();
  return (
    <ActDialog title={<Trans>Choose the paper of this tablet’s printer</Trans>} onClose={onClose}>
      <fieldset className="choices">
        <legend>
          <Trans>Which paper does it hold?</Trans>
        </legend>
        {(["thermal80", "letter"] as const).map((one) => (
          <label key={one} className={one === paper ? "choice on" : "choice"}>
            <input
              type="radio"
              name="paper"
              checked={one === paper}
              onChange={() => {
                choosePaper(one);
                setPaper(one);
              }}
            />
            <span>
              <PaperWords paper={one} />
            </span>
          </label>
        ))}
      </fieldset>
      <p role="status">
        {state === "failed" ? (
          <Trans>Nothing was printed: this tablet has no printer, or it did not answer.</Trans>
        ) : (
          <Trans>Print a test page. Both of its lines must reach from edge to edge.</Trans>
        )}
      </p>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
        <Button
          className="primary"
          isDisabled={state === "waiting" || state === "printing"}
          onPress={() => {
            const id = newCommandId();
            const time = timeOfDay(now(), election?.timeZone ?? "UTC", i18n.locale);
            print(id, async () => [testPage(i18n, placeName(election, placeId ?? ""), time)]);
            setAsked(id);
          }}
        >
          <Trans>Print a test page</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

function PaperWords({ paper }: { paper: Paper }) {
  switch (paper) {
    case "thermal80":
      return <Trans>Roll of receipt paper, 80 mm (3 inches) wide</Trans>;
    case "letter":
      return <Trans>Letter sheets, 8.5 by 11 inches</Trans>;
    default:
      return paper satisfies never;
  }
}
