/** A step that the voter does on the tablet, as the poll worker sees it: whether it is done, and what they must say of it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Step } from "../../domain/disposition.ts";
import { pathOf, type Signature } from "../../protocol/signatureStrokes.ts";
import { Shape } from "../components/Shape.tsx";
import { isDone } from "../text/DispositionSentence.tsx";
import type { Desk } from "./desk.ts";
import type { SignedHere, Work } from "./deskWork.ts";

type VoterStepProps = { readonly desk: Desk; readonly step: Step; readonly work: Work };

export function VoterStep({ desk, step, work }: VoterStepProps) {
  const { signed } = work;
  if (step.step === "sign" && signed !== undefined) return <SignedStep desk={desk} signed={signed} />;
  return (
    <p className="voterStep">
      {isDone(step, work) ? <Shape shape="ready" small /> : null}
      {step.step === "sign" ? (
        <Trans>The voter signs on the tablet.</Trans>
      ) : (
        <Trans>The voter chooses the ballot on the tablet.</Trans>
      )}
    </p>
  );
}

function SignedStep({ desk, signed }: { desk: Desk; signed: SignedHere }) {
  return (
    <div className="voterStep">
      {signed.signature === undefined ? (
        <label className="field">
          <Trans>Why the voter cannot sign</Trans>
          <input
            type="text"
            value={signed.cannotSign}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => desk.cannotSign(event.target.value)}
          />
        </label>
      ) : (
        <>
          <Drawn signature={signed.signature} />
          {signed.signature.how === "own" ? (
            <span>
              <Shape shape="ready" small />
              <Trans>The voter signed.</Trans>
            </span>
          ) : (
            <label className="tick">
              <input
                type="checkbox"
                checked={signed.witnessed}
                onChange={(event) => desk.witness(event.target.checked)}
              />
              <span>
                {signed.signature.how === "mark" ? (
                  <Trans>I saw the voter make this mark</Trans>
                ) : (
                  <Trans>I saw another person sign for the voter</Trans>
                )}
              </span>
            </label>
          )}
        </>
      )}
      <Button className="slim" onPress={() => desk.sign(undefined)}>
        <Trans>Sign again</Trans>
      </Button>
    </div>
  );
}

function Drawn({ signature: { width, height, strokes } }: { signature: Signature }) {
  const { t } = useLingui();
  return (
    <svg className="drawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t`Signature`}>
      <path d={pathOf(strokes)} />
    </svg>
  );
}
