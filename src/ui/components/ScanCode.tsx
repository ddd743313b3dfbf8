/**
 * The camera in a dialog, until a code of ours is read. Loaded only when somebody scans. Without a camera, or without
 * leave to use it, it says so and typing remains. The camera is switched off when the dialog goes away.
 */
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { type CardKind, kindOfScan } from "./codeGroups.ts";
import { type CameraTrouble, readByCamera } from "./readByCamera.ts";

type ScanCodeProps = {
  readonly kind: CardKind;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
};
type Trouble = CameraTrouble | "otherCard" | "notOurs";

export default function ScanCode({ kind, onText, onClose }: ScanCodeProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<Trouble>();
  const answer = useRef(onText);
  answer.current = onText;
  useEffect(() => {
    const stop = new AbortController();
    void readByCamera(stop.signal, video, ["QRCode"], setTrouble, (text) => {
      const read = kindOfScan(text);
      if (read !== kind) return setTrouble(read === undefined ? "notOurs" : "otherCard");
      stop.abort(); // one answer, however many frames show the code
      answer.current(text);
    });
    return () => stop.abort();
  }, [kind]);
  const blind = trouble === "noCamera" || trouble === "notAllowed" || trouble === "noReader";
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog scan">
          <Heading slot="title">
            <Title kind={kind} />
          </Heading>
          {blind ? null : <video ref={video} muted playsInline />}
          <p role="status">
            <TroubleSentence trouble={trouble} kind={kind} />
          </p>
          <Button className="second" onPress={onClose}>
            {kind === "worker" ? <Trans>Back</Trans> : <Trans>Type it instead</Trans>}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Title({ kind }: { kind: CardKind }) {
  switch (kind) {
    case "setup":
      return <Trans>Scan the set-up code</Trans>;
    case "opening":
      return <Trans>Scan the opening card</Trans>;
    case "worker":
      return <Trans>Read a worker’s code</Trans>;
    default:
      return kind satisfies never;
  }
}

/** A worker's code is too long to type: where it cannot be read, the inspector adds the worker on this tablet too. */
function WorkerTrouble({ trouble }: { trouble: Exclude<Trouble, "notOurs"> }) {
  return trouble === "otherCard" ? (
    <Trans>That is a card. The worker’s code is on the tablet on which the worker was added.</Trans>
  ) : (
    <Trans>The camera cannot be used. Ask the inspector to add the worker on this tablet too.</Trans>
  );
}

function TroubleSentence({ trouble, kind }: { trouble: Trouble | undefined; kind: CardKind }) {
  if (kind === "worker" && trouble !== undefined && trouble !== "notOurs") return <WorkerTrouble trouble={trouble} />;
  switch (trouble) {
    case undefined:
      return <Trans>Hold the square code in front of the camera.</Trans>;
    case "noCamera":
      return <Trans>This tablet has no camera that the browser can use. Type the code.</Trans>;
    case "notAllowed":
      return <Trans>The browser may not use the camera. Allow it beside the address, or type the code.</Trans>;
    case "noReader":
      return <Trans>The scanner could not be loaded. Type the code.</Trans>;
    case "notOurs":
      return <Trans>That is not a code of this poll book.</Trans>;
    case "otherCard":
      return kind === "setup" ? (
        <Trans>That is an opening card. The set-up code is on the county's screen.</Trans>
      ) : (
        <Trans>That is a set-up code. Take the opening card of this polling place.</Trans>
      );
    default:
      return trouble satisfies never;
  }
}
