/**
 * The camera in a dialog: shows what it sees and hands over what it reads, until it is told to stop or the dialog goes away;
 * it is switched off then. Without a camera, or without leave to use it, there are words only, and typing remains.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { type CameraTrouble, readByCamera } from "./readByCamera.ts";
import type { Symbology } from "./scanCode.worker.ts";

type CameraDialogProps = {
  readonly title: ReactNode;
  readonly symbols: readonly Symbology[];
  /** Given every text that is read, the same one as often as a frame shows it, until it says that this was the one. */
  readonly onText: (text: string) => "stop" | "goOn";
  readonly onClose: () => void;
  /** What stands under the picture; with what keeps the camera from reading, if anything does. */
  readonly words: (trouble: CameraTrouble | undefined) => ReactNode;
  /** What the button says that closes it. */
  readonly close: ReactNode;
};

export function CameraDialog({ title, symbols, onText, onClose, words, close }: CameraDialogProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble>();
  const given = useRef({ symbols, onText });
  given.current = { symbols, onText };
  useEffect(() => {
    const stop = new AbortController();
    void readByCamera(stop.signal, video, given.current.symbols, setTrouble, (text) => {
      if (given.current.onText(text) === "stop") stop.abort();
    });
    return () => stop.abort();
  }, []);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog scan">
          <Heading slot="title">{title}</Heading>
          {trouble === undefined ? <video ref={video} muted playsInline /> : null}
          <p role="status">{words(trouble)}</p>
          <Button className="second" onPress={onClose}>
            {close}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
