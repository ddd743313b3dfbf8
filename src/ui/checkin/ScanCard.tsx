/** The camera until it reads a licence or a voter card. Also the words for scans that led to nobody. */
import { Trans } from "@lingui/react/macro";
import type { ScanProblem } from "../../protocol/scan.ts";
import { CameraDialog } from "../components/CameraDialog.tsx";
import type { CameraTrouble } from "../components/readByCamera.ts";

type ScanCardProps = {
  readonly problem: ScanProblem | undefined;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
};

const onCards = ["PDF417", "QRCode", "Code128", "Code39"] as const;

export function ScanCard({ problem, onText, onClose }: ScanCardProps) {
  return (
    <CameraDialog
      title={<Trans>Scan a card</Trans>}
      symbols={onCards}
      onText={(text) => {
        onText(text);
        return "goOn";
      }}
      onClose={onClose}
      words={(trouble) =>
        trouble !== undefined ? (
          <CameraWords trouble={trouble} />
        ) : problem !== undefined ? (
          <ScanNote problem={problem} />
        ) : (
          <Trans>Hold the back of the licence, or the voter card, in front of the camera.</Trans>
        )
      }
      close={<Trans>Type the name instead</Trans>}
    />
  );
}

function CameraWords({ trouble }: { trouble: CameraTrouble }) {
  switch (trouble) {
    case "noCamera":
      return <Trans>This tablet has no camera that the browser can use. Type the name.</Trans>;
    case "notAllowed":
      return <Trans>The browser may not use the camera. Allow it beside the address, or type the name.</Trans>;
    case "noReader":
      return <Trans>The scanner could not be loaded. Type the name.</Trans>;
    default:
      return trouble satisfies never;
  }
}

/** Why a scan led to nobody, and what to do. */
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
