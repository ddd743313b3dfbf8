/** What to do when there is no regular ballot for this voter here and now: why, the facts, what to offer. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { AbsenteeMark } from "../../domain/absenteeMarks.ts";
import type { Disposition, Question } from "../../domain/disposition.ts";
import type { Unlisted } from "../../domain/person.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import { BallotPrints, PlaceToGo } from "../printing/latePrinting.tsx";
import { useTabletState } from "../surroundings.ts";
import { OfferSentence, ReasonSentence } from "../text/DispositionSentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";
import { BallotActs } from "./BallotActs.tsx";
import { CountyPhone } from "./CountyPhone.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";
import { LookFirst } from "./LookFirst.tsx";
import { NewPlace } from "./NewPlace.tsx";
import { PlaceCard } from "./PlaceCard.tsx";
import { AskedOne, Questions } from "./Questions.tsx";
import { Upheld } from "./Upheld.tsx";

type InsteadProps = {
  readonly desk: Desk;
  readonly work: Work;
  readonly view: VoterView;
  readonly disposition: Extract<Disposition, { kind: "none" }>;
  /** Somebody who is not on the list. */
  readonly unlisted: Unlisted | undefined;
  /** The same, where the person stands here and was just written down. */
  readonly typed: Unlisted | undefined;
  readonly onCancel: (ballots: readonly GivenBallot[]) => void;
};

export function Instead({ desk, work, view, disposition, unlisted, typed, onCancel }: InsteadProps) {
  const { why, offer, instead } = disposition;
  return (
    <div className="instead">
      <p className="why">
        <ReasonSentence why={why} />
      </p>
      {why.reason === "looksLikeVoter" && unlisted !== undefined ? (
        <LookFirst desk={desk} voters={why.voters} unlisted={unlisted} />
      ) : null}
      {why.reason === "checkedIn" ? (
        <>
          <CheckIns checkIns={why.checkIns} cast={why.cast} />
          <BallotActs
            desk={desk}
            view={view}
            more={
              <Button className="second" onPress={() => onCancel(why.checkIns)}>
                <Plural value={why.checkIns.length} one="Cancel that check-in" other="Cancel one of these check-ins" />
              </Button>
            }
          />
          <PrintAgain view={view} given={why.checkIns} provisional={false} />
        </>
      ) : null}
      {why.reason === "provisionalIssued" ? (
        <>
          <CheckIns checkIns={why.ballots} />
          <BallotActs
            desk={desk}
            view={view}
            more={
              <Button className="second" onPress={() => onCancel(why.ballots)}>
                <Trans>Cancel that provisional ballot</Trans>
              </Button>
            }
          />
          <PrintAgain view={view} given={why.ballots} provisional />
          {typed === undefined ? null : <Another desk={desk} typed={typed} />}
        </>
      ) : null}
      {why.reason === "otherPlace" ? (
        <ul className="places">
          {why.places.slice(0, 3).map((place) => (
            <PlaceCard key={place.id} place={place}>
              <PlaceToGo place={place} precinct={view.precinct} />
            </PlaceCard>
          ))}
        </ul>
      ) : null}
      {why.reason === "limitedBallot" && why.place !== undefined && !why.here ? (
        <ul className="places">
          <PlaceCard place={why.place}>
            <PlaceToGo place={why.place} precinct={view.precinct} />
          </PlaceCard>
        </ul>
      ) : null}
      {why.reason === "newPlace" ? (
        <>
          <NewPlace />
          {/* A move that was noted by mistake is changed there. */}
          <Questions desk={desk} work={work} questions={disposition.questions.filter(isMove)} view={view} />
        </>
      ) : null}
      {why.reason === "otherLine" && why.line !== undefined ? (
        <p className="line" aria-hidden="true">
          {why.line.line}
          <span className="lineNames">
            {why.line.from} – {why.line.through}
          </span>
        </p>
      ) : null}
      {why.reason === "looksLikeVoter" ? null : (
        <p>
          <OfferSentence offer={offer} />
        </p>
      )}
      {offer === "callCounty" ? <CountyPhone /> : null}
      {instead === undefined ? null : <AskedOne desk={desk} work={work} question={instead} view={view} />}
      <Upheld desk={desk} work={work} view={view} disposition={disposition} />
    </div>
  );
}

const isMove = ({ situation }: Question): boolean => situation === "moved";

/** Who was written down is not who has that ballot, though name and birth date are the same. */
function Another({ desk, typed }: { desk: Desk; typed: Unlisted }) {
  const { person } = typed;
  const another = { ...person, another: (person.another ?? 1) + 1 };
  return (
    <Button className="second" onPress={() => desk.showUnlisted({ ...typed, person: another })}>
      <Trans>Another person of this name</Trans>
    </Button>
  );
}

/** Of the ballots that this place gave the newest: the papers of another place are printed there. */
function PrintAgain({ view, given, provisional }: Pick<InsteadProps, "view"> & Papers) {
  const { election, placeId } = useTabletState();
  const fact = given.filter(({ place }) => place === placeId).at(-1);
  if (election?.rules.printing === undefined || fact === undefined) return null;
  return <BallotPrints voter={view.voter} fact={fact} provisional={provisional} fresh={false} />;
}
type Papers = { readonly given: readonly GivenBallot[]; readonly provisional: boolean };

type CheckInsProps = {
  readonly checkIns: readonly GivenBallot[];
  /** That the voter's absentee ballot was cast: then each line says which of the two it is. */
  readonly cast?: readonly AbsenteeMark[];
};

export function CheckIns({ checkIns, cast = [] }: CheckInsProps) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const timeOf = (wall: number): string => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <ul className="checkIns">
      {cast.map(({ event, wall, place }) => {
        const time = timeOf(wall);
        return (
          <li key={event.hash}>
            <b>
              <Trans>Absentee ballot cast {time}</Trans>
            </b>
            <bdi>{placeName(election, place)}</bdi>
          </li>
        );
      })}
      {checkIns.map((fact) => {
        const time = timeOf(fact.wall);
        const { receipt, style } = fact;
        return (
          <li key={fact.event.hash}>
            <b>{cast.length > 0 ? <Trans>Checked in {time}</Trans> : time}</b>
            <bdi>{placeName(election, fact.place)}</bdi>
            <span>
              <Trans>Ballot {style}</Trans>
            </span>
            <span>
              <Trans>Receipt {receipt}</Trans>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
