/** Why a scan led to nobody, and what to do. */
import { Trans } from "@lingui/react/macro";
import type { ScanProblem } from "../../protocol/scan.ts";

export function ScanNote({ problem }: { problem: ScanProblem }) {
  switch (problem.type) {
    case "notALicence":
      return <Trans>This is not the bar code of a licence. Scan the other one, or type the name.</Trans>;
    case "cutOff":
      return <Trans>Only part of the card was read. Hold it still and scan again.</Trans>;
    case "unreadable":
      return <Trans>Name or birth date on this card cannot be read. Type the name.</Trans>;
    case "notACard":
      return <Trans>This is neither a licence nor a voter card. Type the name.</Trans>;
    default:
      return problem satisfies never;
  }
}
