/**
 * Where an inspector must say that it is so: whoever may is chosen by name and types their PIN here, beside the poll
 * worker. Nothing to fill in where the one who works may say it.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { permitFor } from "../../domain/authority.ts";
import { shortestPin } from "../../protocol/weakPin.ts";
import { cardHolder } from "../../tablet/tabletState.ts";
import { useTabletState } from "../surroundings.ts";
import { PersonFields, type SecondPerson, useApprovalDraft, useWorkers } from "./SecondPerson.tsx";

/** `needed`: some inspector must agree to what is about to be done. `act`: whose roles may. */
export function useInspectorAgrees(
  needed: boolean,
  act: "approveException" | "putRight" = "approveException",
): SecondPerson {
  const { t } = useLingui();
  const { election, phase } = useTabletState();
  const { worker, pin, setWorker, setPin } = useApprovalDraft();
  const { roles } = permitFor(election?.rules.permits ?? {}, act);
  const mine = phase.phase === "working" ? phase.worker : undefined;
  const alone = mine !== undefined && (mine.id === cardHolder.id || roles.includes(mine.role));
  const asks = needed && !alone;
  const { others } = useWorkers(asks);
  if (!asks) return { ready: true, approval: undefined, fields: null, clear: () => undefined };
  return {
    ready: worker !== "" && pin.length >= shortestPin,
    approval: { worker, pin },
    fields: (
      <PersonFields
        legend={<Trans>The inspector agrees</Trans>}
        whoLabel={t`Inspector`}
        pinLabel={t`PIN of the inspector`}
        people={others.filter(({ role }) => roles.includes(role))}
        {...{ worker, pin, onWorker: setWorker, onPin: setPin }}
      />
    ),
    clear: () => setPin(""),
  };
}
