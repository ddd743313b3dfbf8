/** Records as square codes, for another tablet to read. */
import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Carry } from "../../tablet/carryCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet } from "../surroundings.ts";
import { CodesInTurn } from "./CodesInTurn.tsx";

type GiveCodesProps = { readonly carry: Extract<Carry, { how: "codes" }>; readonly onClose: () => void };

export function GiveCodes({ carry: { codes, number, events, through }, onClose }: GiveCodesProps) {
  const tablet = useTablet();
  const fail = useFailure();
  const done = async (): Promise<void> => {
    await tablet.carry({ how: "taken", through });
    onClose();
  };
  return (
    <ActDialog title={<Trans>Let another tablet read these codes (tablet {number})</Trans>} onClose={onClose}>
      <p>
        <Trans>On the other tablet choose “Records to the county”, then “Read codes with the camera”.</Trans>
      </p>
      <CodesInTurn codes={codes} />
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button className="primary" onPress={() => void done().catch(fail)}>
          <Plural value={events} one="The other tablet has # record" other="The other tablet has # records" />
        </Button>
      </div>
    </ActDialog>
  );
}
