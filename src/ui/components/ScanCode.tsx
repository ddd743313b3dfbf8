/** The camera until a code of ours is read. Loaded only when somebody scans. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { CameraDialog } from "./CameraDialog.tsx";
import { type CardKind, kindOfScan } from "./codeGroups.ts";
import type { CameraTrouble } from "./readByCamera.ts";

type ScanCodeProps = {
  readonly kind: CardKind;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
};
type Trouble = CameraTrouble | "otherCard" | "notOurs";

const onScreens = ["QRCode"] as const;

export default function ScanCode({ kind, onText, onClose }: ScanCodeProps) {
  const [other, setOther] = useState<"otherCard" | "notOurs">();
  return (
    <CameraDialog
      title={<Title kind={kind} />}
      symbols={onScreens}
      onText={(text) => {
        const read = kindOfScan(text);
        if (read !== kind) {
          setOther(read === undefined ? "notOurs" : "otherCard");
          return "goOn";
        }
        onText(text);
        return "stop"; // one answer, however many frames show the code
      }}
      onClose={onClose}
      words={(trouble) => <TroubleSentence trouble={trouble ?? other} kind={kind} />}
      close={kind === "worker" ? <Trans>Back</Trans> : <Trans>Type it instead</Trans>}
    />
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
