/** What tells a voter from another: name and birth date, address, precinct. Of a confidential voter the number is. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { RefObject } from "react";
import { Button } from "react-aria-components";
import { isConfidential } from "../../domain/confidential.ts";
import { listName, streetAddress } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { birthDateText } from "../text/times.ts";
import { PrecinctName } from "./PrecinctName.tsx";

type VoterWhoProps = {
  readonly view: VoterView;
  readonly heading?: RefObject<HTMLHeadingElement | null>;
  /** Back to the list, where the list is not beside the voter. */
  readonly onBack: () => void;
};

/**
 * Who it is and where they live stays in view, whatever is scrolled below: an answer is given and an act done to a voter who
 * is seen, and what the voter says is compared while it is asked.
 */
export function VoterWho({ view: { voter, precinct, splitName }, heading, onBack }: VoterWhoProps) {
  const { i18n } = useLingui();
  const born = birthDateText(voter.birthDate, i18n.locale);
  const confidential = isConfidential(voter);
  return (
    <div className="who">
      <Button className="plain back" onPress={onBack}>
        <Trans>Back to the list</Trans>
      </Button>
      <h2 className="voterName" ref={heading} tabIndex={-1}>
        <bdi>{listName(voter)}</bdi>
      </h2>
      <dl className="facts">
        <div className="born">
          <dt>
            <Trans>Born</Trans>
          </dt>
          <dd>{confidential ? <Trans>confidential</Trans> : born === "" ? <Trans>not on the list</Trans> : born}</dd>
        </div>
        <div className="livesIn">
          <dt>
            <Trans>Precinct</Trans>
          </dt>
          <dd>
            <PrecinctName precinct={precinct} splitName={splitName} />
          </dd>
        </div>
        <div className="livesAt">
          <dt>
            <Trans>Lives at</Trans>
          </dt>
          <dd>
            {confidential ? <Trans>confidential</Trans> : <bdi>{streetAddress(voter)}</bdi>}
            {confidential || voter.city === "" ? null : (
              <small className="factMore">
                {", "}
                <bdi>{voter.city}</bdi>
              </small>
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}
