/** A step that the voter does on the tablet, as the poll worker sees it: whether it is done, and what they must say of it. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Step } from "../../domain/disposition.ts";
import { Shape } from "../components/Shape.tsx";
import { isDone } from "../text/DispositionSentence.tsx";
import { Drawn } from "./Drawn.tsx";
import type { Desk } from "./desk.ts";
import type { SignedHere, Work } from "./deskWork.ts";

type VoterStepProps = {
  readonly desk: Desk;
  readonly step: Step;
  readonly work: Work;
  /** The signature is seen beside the one on file. */
  readonly compared: boolean;
};

export function VoterStep({ desk, step, work, compared }: VoterStepProps) {
  const { signed } = work;
  if (step.step === "sign" && signed !== undefined)
    return <SignedStep desk={desk} signed={signed} compared={compared} />;
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

type SignedStepProps = Pick<VoterStepProps, "desk" | "compared"> & { readonly signed: SignedHere };

function SignedStep({ desk, signed, compared }: SignedStepProps) {
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
          {compared ? null : <Drawn signature={signed.signature} />}
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
