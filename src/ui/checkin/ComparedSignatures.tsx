/**
 * The signature on file beside the one that the voter has just given, for the poll worker alone, after the tablet came back.
 * They go on, or say that the two look different; then the questions ask what was found. The image is there while it is
 * seen: with the voter's pane, or when the tablet is locked, it goes.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { base64 } from "../../log/encoding.ts";
import type { Signature } from "../../protocol/signatureStrokes.ts";
import type { FiledImage } from "../../roll/filedSignature.ts";
import type { SignatureOnFile } from "../../tablet/foundVoters.ts";
import { useFailure, useTablet } from "../surroundings.ts";
import { Drawn } from "./Drawn.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";

type ComparedProps = {
  readonly desk: Desk;
  readonly work: Work;
  readonly voterId: string;
  readonly signature: Signature;
};

export function ComparedSignatures({ desk, work, voterId, signature }: ComparedProps) {
  const onFile = useSignatureOnFile(voterId);
  const figures = useRef<HTMLElement>(null);
  const there = onFile !== undefined;
  useEffect(() => {
    if (there) figures.current?.scrollIntoView?.({ block: "nearest" });
  }, [there]);
  if (onFile === undefined) return <section className="compared" aria-busy="true" />;
  const differs = work.answers.signatureDiffers !== undefined;
  return (
    <section className="compared" ref={figures}>
      {onFile.onFile === "shown" ? (
        <>
          <figure>
            <figcaption>
              <Trans>On file</Trans>
            </figcaption>
            <OnFile image={onFile.image} />
          </figure>
          <figure>
            <figcaption>
              <Trans>Signed now</Trans>
            </figcaption>
            <Drawn signature={signature} />
          </figure>
          <Button
            className={differs ? "slim on" : "slim"}
            onPress={() => desk.answer("signatureDiffers", differs ? undefined : null)}
          >
            {differs ? <Trans>Not so: signatures differ</Trans> : <Trans>Signatures differ</Trans>}
          </Button>
        </>
      ) : (
        <>
          <Drawn signature={signature} />
          <p className="told">
            {onFile.onFile === "none" ? (
              <Trans>No signature on file. Go on.</Trans>
            ) : (
              <Trans>The signature on file is not on this tablet. Go on.</Trans>
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** As a data address: a browser may write the bytes behind an object address to its disk. */
function OnFile({ image: { type, bytes } }: { image: FiledImage }) {
  const { t } = useLingui();
  return <img src={`data:${type};base64,${base64(bytes)}`} alt={t`Signature on file`} />;
}

/** Asked for when it is to be seen, and again for another voter. Undefined until the tablet has answered. */
function useSignatureOnFile(voterId: string): SignatureOnFile | undefined {
  const tablet = useTablet();
  const fail = useFailure();
  const [answer, setAnswer] = useState<{ readonly to: string; readonly onFile: SignatureOnFile }>();
  useEffect(() => {
    let wanted = true;
    tablet
      .signatureOnFile(voterId)
      .then((onFile) => {
        if (wanted && onFile !== undefined) setAnswer({ to: voterId, onFile });
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, voterId, fail]);
  return answer?.to === voterId ? answer.onFile : undefined;
}
