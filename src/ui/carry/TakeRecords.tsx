/** Takes what another tablet gives: from the codes on its screen, in any order, or from a file. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useRef, useState } from "react";
import { Button, FileTrigger } from "react-aria-components";
import { CarryReader } from "../../protocol/carryCodes.ts";
import { CameraDialog } from "../components/CameraDialog.tsx";
import type { CameraTrouble } from "../components/readByCamera.ts";
import { useFailure } from "../surroundings.ts";

type Taking = { readonly onBytes: (bytes: Uint8Array) => void };

const onScreens = ["QRCode"] as const;
/** So few that are still missing are named, to be held still on the other screen. */
const named = 6;

type ByCamera = Taking & {
  readonly title: ReactNode;
  /** Of a code that is none of those. */
  readonly other: ReactNode;
  readonly onClose: () => void;
};

export function TakeByCamera({ title, other: otherWords, onBytes, onClose }: ByCamera) {
  const { i18n } = useLingui();
  const fail = useFailure();
  const reader = useRef(new CarryReader());
  const whole = useRef(false);
  const [missing, setMissing] = useState<readonly number[]>();
  const [other, setOther] = useState(false);
  const read = async (text: string): Promise<void> => {
    const answer = await reader.current.read(text);
    setOther(!answer.ok);
    if (!answer.ok || whole.current) return;
    setMissing(reader.current.missing);
    if (answer.value === undefined) return;
    whole.current = true;
    onBytes(answer.value);
  };
  const { of } = reader.current.progress;
  return (
    <CameraDialog
      title={title}
      symbols={onScreens}
      onText={(text) => {
        void read(text).catch(fail);
        return "goOn";
      }}
      onClose={onClose}
      words={(trouble) =>
        trouble !== undefined ? (
          <TroubleWords trouble={trouble} />
        ) : missing !== undefined ? (
          <>
            <Trans>
              Read {i18n.number(of - missing.length)} of {i18n.number(of)} codes
            </Trans>{" "}
            {missing.length <= named && of > named ? <Trans>Still missing: {missing.join(", ")}</Trans> : null}
          </>
        ) : other ? (
          otherWords
        ) : (
          <Trans>Hold the camera in front of the other tablet’s codes until all are read.</Trans>
        )
      }
      close={<Trans>Back</Trans>}
    />
  );
}

function TroubleWords({ trouble }: { readonly trouble: CameraTrouble }) {
  switch (trouble) {
    case "noCamera":
      return <Trans>This tablet has no camera that the browser can use. Take a file instead.</Trans>;
    case "notAllowed":
      return <Trans>The browser may not use the camera. Allow it beside the address, or take a file.</Trans>;
    case "noReader":
      return <Trans>The scanner could not be loaded. Take a file instead.</Trans>;
    default:
      return trouble satisfies never;
  }
}

export function TakeByFile({ onBytes, isDisabled }: Taking & { readonly isDisabled: boolean }) {
  const fail = useFailure();
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onBytes(new Uint8Array(await file.arrayBuffer()));
  };
  return (
    <FileTrigger onSelect={(files) => void take(files?.[0]).catch(fail)}>
      <Button className="second" isDisabled={isDisabled}>
        <Trans>Take a file</Trans>
      </Button>
    </FileTrigger>
  );
}
