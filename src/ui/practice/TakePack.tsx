/** A county's practice pack: from a file, or from the codes on another tablet's screen. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { TakeByCamera, TakeByFile } from "../carry/TakeRecords.tsx";
import { ActDialog } from "../components/ActDialog.tsx";

type TakePackProps = {
  readonly begin: (pack: Uint8Array<ArrayBuffer>) => void;
  readonly onClose: () => void;
};

export function TakePack({ begin, onClose }: TakePackProps) {
  const [camera, setCamera] = useState(false);
  const take = (bytes: Uint8Array): void => begin(new Uint8Array(bytes));
  if (camera)
    return (
      <TakeByCamera
        title={<Trans>Read the practice of another tablet</Trans>}
        other={<Trans>That is not a code of a practice.</Trans>}
        onBytes={take}
        onClose={() => setCamera(false)}
      />
    );
  return (
    <ActDialog title={<Trans>Practice under your county's own rules</Trans>} onClose={onClose}>
      <p>
        <Trans>Take the county's practice file, or read it from another tablet's screen.</Trans>
      </p>
      <p className="quiet">
        <Trans>There: “What to practice”, then “Give this practice to other tablets”.</Trans>
      </p>
      <div className="row">
        <Button className="second" onPress={() => setCamera(true)}>
          <Trans>Read codes with the camera</Trans>
        </Button>
        <TakeByFile isDisabled={false} onBytes={take} />
      </div>
      <Button className="plain" onPress={onClose}>
        <Trans>Back</Trans>
      </Button>
    </ActDialog>
  );
}
