/** The list of voters is on its way. It goes on by itself after a break, and after the tablet was switched off. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { Phase } from "../../tablet/tabletState.ts";
import { OneCard } from "../components/OneCard.tsx";
import { StorageWarning } from "../components/StorageWarning.tsx";
import { megabytes } from "../text/times.ts";
import { LoadingProblemSentence } from "./lateSetUpParts.tsx";

type LoadingRollProps = { readonly loading: Extract<Phase, { readonly phase: "loadingRoll" }> };

export function LoadingRollScreen({ loading }: LoadingRollProps) {
  const { t } = useLingui();
  const { done, total, waiting, problem } = loading;
  const doneMb = Math.floor(done / 1_000_000);
  const totalMb = megabytes(total);
  return (
    <OneCard>
      <h1>
        <Trans>The list of voters is being loaded</Trans>
      </h1>
      {total === 0 ? (
        <progress aria-label={t`Loading the list of voters`} />
      ) : (
        <progress aria-label={t`Loading the list of voters`} value={done} max={total} />
      )}
      <p className="number">
        {total === 0 ? (
          <Trans>Asking the county</Trans>
        ) : (
          <Trans>
            {doneMb} of {totalMb} MB
          </Trans>
        )}
      </p>
      <p role="status" className="twoLines">
        {problem !== undefined ? (
          <LoadingProblemSentence problem={problem} />
        ) : waiting ? (
          <Trans>Waiting for the network. It goes on by itself from here, nothing is loaded twice.</Trans>
        ) : (
          <Trans>You may leave the tablet alone. If the network breaks, it goes on by itself.</Trans>
        )}
      </p>
      <StorageWarning />
    </OneCard>
  );
}
