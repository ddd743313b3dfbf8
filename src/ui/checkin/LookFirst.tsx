/**
 * Somebody who is not on the list and looks like somebody who is: one after the other is looked at, and only whoever is
 * nobody of these goes on (P6). And what stays to be seen of it afterwards, on both of them.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Unlisted } from "../../domain/person.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { listName, streetAddress } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { Shape } from "../components/Shape.tsx";
import { birthDateText } from "../text/times.ts";
import { CancelRegistrationDialog } from "./CancelRegistrationDialog.tsx";
import type { Desk } from "./desk.ts";

type LookFirstProps = {
  readonly desk: Desk;
  readonly voters: readonly VoterRecord[];
  readonly unlisted: Unlisted;
};

export function LookFirst({ desk, voters, unlisted }: LookFirstProps) {
  return (
    <ul className="lookFirst">
      {voters.map((voter) => (
        <li key={voter.id}>
          <Who voter={voter} />
          <div className="row">
            <Button className="second" onPress={() => desk.show(voter.id)}>
              <Trans>This is the voter</Trans>
            </Button>
            <Button
              className="second"
              onPress={() => desk.showUnlisted({ ...unlisted, lookedAt: [...unlisted.lookedAt, voter.id] })}
            >
              <Trans>Somebody else</Trans>
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Who({ voter }: { voter: VoterRecord }) {
  const { i18n } = useLingui();
  const born = birthDateText(voter.birthDate, i18n.locale);
  return (
    <p>
      <b>
        <bdi>{listName(voter)}</bdi>
      </b>
      <span>{born === "" ? <Trans>Birth date not on the list</Trans> : born}</span>
      <span>
        {voter.flags.includes("confidential") ? <Trans>confidential</Trans> : <bdi>{streetAddress(voter)}</bdi>}
      </span>
    </p>
  );
}

/** Registered today, or on no list; and who may be one person with this voter. */
export function NotOnRollFacts({ desk, view }: { desk: Desk; view: VoterView }) {
  const [cancelling, setCancelling] = useState(false);
  const { newcomer, alike = [], disposition, voter } = view;
  const { checkIns, provisionals } = view.standing;
  const mayCancel = newcomer === "registrant" && voter.registration !== "cancelled";
  // They are being looked at, one after the other.
  const looking = disposition.kind === "none" && disposition.why.reason === "looksLikeVoter";
  return (
    <>
      {newcomer === undefined ? null : (
        <p className="newcomer">
          {newcomer === "registrant" ? <Trans>Registered today</Trans> : <Trans>Not on the list</Trans>}
          {mayCancel && checkIns.length + provisionals.length === 0 ? (
            <Button className="slim" onPress={() => setCancelling(true)}>
              <Trans>Cancel the registration</Trans>
            </Button>
          ) : null}
        </p>
      )}
      {cancelling ? (
        <CancelRegistrationDialog voter={voter} onCancelled={() => desk.next()} onClose={() => setCancelling(false)} />
      ) : null}
      {alike.length === 0 || looking || newcomer === "person" ? null : (
        <div className="caution">
          <Shape shape="ask" />
          <span>
            <span className="oneCaution">
              <Trans>May be the same person as:</Trans>
            </span>
            {alike.map((voter) => (
              <Who key={voter.id} voter={voter} />
            ))}
          </span>
        </div>
      )}
    </>
  );
}
