/** A trainer's tablet gives the county's practice to those of the class: codes on the screen, or a file for a USB stick. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { carryCodes, mostCarryBytes } from "../../protocol/carryCodes.ts";
import { CodesInTurn } from "../carry/CodesInTurn.tsx";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure } from "../surroundings.ts";
import { saveFile } from "./saveFile.ts";
import "../styles/carry.css";

type GivePackProps = { readonly pack: Uint8Array<ArrayBuffer>; readonly onClose: () => void };

export function GivePack({ pack, onClose }: GivePackProps) {
  const fail = useFailure();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const small = pack.length <= mostCarryBytes;
  useEffect(() => {
    if (small) void carryCodes(pack).then(setCodes, fail);
  }, [pack, small, fail]);
  return (
    <ActDialog title={<Trans>Let other tablets read this practice</Trans>} onClose={onClose}>
      <p>
        <Trans>On the other tablets choose “Practice with invented voters”, then “My county's own rules”.</Trans>
      </p>
      {small ? (
        codes.length === 0 ? null : (
          <CodesInTurn codes={codes} />
        )
      ) : (
        <p>
          <Trans>This county is too large for codes. Save it as a file.</Trans>
        </p>
      )}
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button className="second" onPress={() => saveFile("county.practice", new Blob([pack]))}>
          <Trans>Save to a file</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}
