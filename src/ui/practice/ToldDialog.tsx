/** No ballot was given: what was the voter told? Nothing in the record says it. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Told } from "../../training/scoring.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useTabletState } from "../surroundings.ts";

type ToldProps = { readonly onTold: (told: Told) => void; readonly onClose: () => void };

export function ToldDialog({ onTold, onClose }: ToldProps) {
  const { election, placeId } = useTabletState();
  const places = (election?.places ?? []).filter(({ id }) => id !== placeId);
  return (
    <ActDialog title={<Trans>What did you tell the voter?</Trans>} onClose={onClose}>
      <div className="choices">
        {places.map(({ id, name }) => (
          <Button key={id} className="choice" onPress={() => onTold({ told: "place", place: id })}>
            <span>
              <Trans>Go to {name}</Trans>
            </span>
          </Button>
        ))}
        <Button className="choice" onPress={() => onTold({ told: "noBallot" })}>
          <span>
            <Trans>There is no ballot for you today</Trans>
          </span>
        </Button>
        <Button className="choice" onPress={() => onTold({ told: "callCounty" })}>
          <span>
            <Trans>The county must be called first</Trans>
          </span>
        </Button>
      </div>
      <Button className="second" onPress={onClose}>
        <Trans>I am not done yet</Trans>
      </Button>
    </ActDialog>
  );
}
