/** Saves the tablet's records to a file for the county: the last way out when nothing else works. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Tablet } from "../../tablet/tabletInterface.ts";

type Saving = "not yet" | "saving" | "saved" | "failed";

/** Takes the tablet as an argument: the error screen stands outside of the surroundings. */
export function SaveRecords({ tablet }: { tablet: Pick<Tablet, "exportLog"> }) {
  const [saving, setSaving] = useState<Saving>("not yet");
  const save = async (): Promise<void> => {
    setSaving("saving");
    try {
      offerFile(await tablet.exportLog());
      setSaving("saved");
    } catch {
      setSaving("failed");
    }
  };
  return (
    <div className="saveRecords">
      <Button className="second" isDisabled={saving === "saving"} onPress={() => void save()}>
        <Trans>Save this tablet's records to a file</Trans>
      </Button>
      <p role="status">
        {saving === "saved" ? <Trans>Saved. Give the file to the county.</Trans> : null}
        {saving === "failed" ? (
          <Trans>It could not be saved. Switch nothing off and keep the tablet for the county.</Trans>
        ) : null}
      </p>
    </div>
  );
}

function offerFile(file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "turnout-tablet-records.bin";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
