/** What tells a voter from another: birth date, address, precinct. A confidential address is not shown. */
import { Trans, useLingui } from "@lingui/react/macro";
import { streetAddress } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { birthDateText } from "../text/times.ts";
import { PrecinctName } from "./PrecinctName.tsx";

export function VoterFacts({ view: { voter, precinct, splitName } }: { view: VoterView }) {
  const { i18n } = useLingui();
  const confidential = voter.flags.includes("confidential");
  const born = birthDateText(voter.birthDate, i18n.locale);
  return (
    <dl className="facts">
      <div>
        <dt>
          <Trans>Born</Trans>
        </dt>
        <dd>{born === "" ? <Trans>not on the list</Trans> : born}</dd>
      </div>
      <div>
        <dt>
          <Trans>Lives at</Trans>
        </dt>
        <dd>
          {confidential ? <Trans>confidential</Trans> : <bdi>{streetAddress(voter)}</bdi>}
          {confidential || voter.city === "" ? null : (
            <small className="factMore">
              <bdi>{voter.city}</bdi>
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Precinct</Trans>
        </dt>
        <dd>
          <PrecinctName precinct={precinct} splitName={splitName} />
        </dd>
      </div>
    </dl>
  );
}
