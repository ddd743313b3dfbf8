/**
 * The camera in a dialog, until it reads a licence or a voter card. It is switched off when the dialog goes away. Also the
 * words for scans that led to nobody.
 */
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ScanProblem } from "../../protocol/scan.ts";
import { type CameraTrouble, readByCamera } from "../components/readByCamera.ts";

type ScanCardProps = {
  readonly problem: ScanProblem | undefined;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
};

export function ScanCard({ problem, onText, onClose }: ScanCardProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble>();
  const answer = useRef(onText);
  answer.current = onText;
  useEffect(() => {
    const stop = new AbortController();
    void readByCamera(stop.signal, video, ["PDF417", "QRCode", "Code128", "Code39"], setTrouble, (text) =>
      answer.current(text),
    );
    return () => stop.abort();
  }, []);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog scan">
          <Heading slot="title">
            <Trans>Scan a card</Trans>
          </Heading>
          {trouble === undefined ? <video ref={video} muted playsInline /> : null}
          <p role="status">
            {trouble !== undefined ? (
              <CameraWords trouble={trouble} />
            ) : problem !== undefined ? (
              <ScanNote problem={problem} />
            ) : (
              <Trans>Hold the back of the licence, or the voter card, in front of the camera.</Trans>
            )}
          </p>
          <Button className="second" onPress={onClose}>
            <Trans>Type the name instead</Trans>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
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
