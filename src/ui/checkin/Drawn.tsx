/** A signature that was given on this tablet, small. */
import { useLingui } from "@lingui/react/macro";
import { pathOf, type Signature } from "../../protocol/signatureStrokes.ts";

export function Drawn({ signature: { width, height, strokes } }: { signature: Signature }) {
  const { t } = useLingui();
  return (
    <svg className="drawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t`Signature`}>
      <path d={pathOf(strokes)} />
    </svg>
  );
}
