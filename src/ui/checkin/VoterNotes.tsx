/** What is noted of a voter apart from any ballot: a party that they leave again, a challenge upheld; each with its undo. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { leavable } from "../../domain/voterNoteCommands.ts";
import type { VoterNote } from "../../domain/voterNotes.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { PartyOfBallot } from "../text/PartySentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { placeOf } from "../text/voterText.ts";
import { LeavePartyDialog, NoteUndoDialog } from "./lateBallotParts.tsx";

export function VoterNotes({ view }: { readonly view: VoterView }) {
  const { i18n } = useLingui();
  const { election, placeId } = useTabletState();
  const [leaving, setLeaving] = useState<ReturnType<typeof leavable>[number]>();
  const [undoing, setUndoing] = useState<VoterNote>();
  const place = placeOf(election, placeId);
  if (election === undefined || place === undefined) return null;
  const { voter, standing } = view;
  const joined = leavable({ election, place, voter, standing });
  if (joined.length === 0 && standing.notes.length === 0 && leaving === undefined && undoing === undefined) return null;
  return (
    <section className="ballotActs">
      {standing.notes.length === 0 ? null : (
        <ul className="done">
          {standing.notes.map((note) => (
            <li key={note.event.hash}>
              <Shape shape="ask" small />
              <b>{timeOfDay(note.wall, election.timeZone, i18n.locale)}</b>
              <span>
                <NoteWords note={note} />
              </span>
              <Button className="slim" onPress={() => setUndoing(note)}>
                <Trans>Undo</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {joined.map((fact) => (
        <Button key={fact.event.hash} className="second" onPress={() => setLeaving(fact)}>
          <Trans>
            Leaves the party again: <PartyOfBallot party={fact.party} />
          </Trans>
        </Button>
      ))}
      {leaving === undefined ? null : (
        <LeavePartyDialog view={view} joined={leaving} onClose={() => setLeaving(undefined)} />
      )}
      {undoing === undefined ? null : (
        <NoteUndoDialog voterId={voter.id} note={undoing} onClose={() => setUndoing(undefined)} />
      )}
    </section>
  );
}

function NoteWords({ note }: { readonly note: VoterNote }): ReactNode {
  switch (note.note) {
    case "undeclared":
      return (
        <Trans>
          Left the party again: <PartyOfBallot party={note.party} />
        </Trans>
      );
    case "challengeUpheld":
      return <Trans>Challenge upheld: no ballot was given</Trans>;
    default:
      return note satisfies never;
  }
}
