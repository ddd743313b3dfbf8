/** The place of the voter while the tablet looks: kept, so that nothing jumps. */
import { useLingui } from "@lingui/react/macro";

export function WaitingPane() {
  const { t } = useLingui();
  return <section className="card voter" aria-busy="true" aria-label={t`Voter`} />;
}
