/** Above list and voter once many records, or old ones, exist on this tablet alone: an offer, and nobody is held up by it. */
import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";

export function CopyStrip({ onCopy }: { readonly onCopy: () => void }) {
  const { toCopy } = useTabletState();
  return (
    <div className="strip" role="status">
      <Shape shape="half" />
      <p>
        <Plural
          value={toCopy}
          one="# record exists only on this tablet. Copy it to another tablet when nobody waits."
          other="# records exist only on this tablet. Copy them to another tablet when nobody waits."
        />
      </p>
      <Button className="second" onPress={onCopy}>
        <Trans>Copy</Trans>
      </Button>
    </div>
  );
}
