/**
 * One page to keep beside the tablet: each banner, and what to do. Made of the same texts that the screens show, under the
 * rules that are practiced, so that it cannot say anything else than they do.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import type { Reason } from "../../domain/disposition.ts";
import type { Election } from "../../domain/election.ts";
import { type Situation, situations } from "../../domain/situation.ts";
import { cautiousRules, type SituationRule, type Way } from "../../domain/situationRules.ts";
import { printing } from "../printing/systemPrinter.tsx";
import { useFailure } from "../surroundings.ts";
import { BannerSentence, OfferSentence, ReasonSentence } from "../text/DispositionSentence.tsx";
import { WaySentence } from "../text/SituationSentence.tsx";
import { directionOf } from "../text/tags.ts";

/** Said on other screens, or only where the book of a place is split. */
const elsewhere: readonly Situation[] = ["otherLine", "challengeGround", "assistance", "curbside", "accommodation"];

type JobAidProps = {
  readonly election: Election;
  /** Printed, or given up. */
  readonly onDone: () => void;
};

/** Prints as soon as it is there. */
export function JobAid({ election, onDone }: JobAidProps) {
  const { i18n } = useLingui();
  const fail = useFailure();
  useEffect(() => {
    const page = new CSSStyleSheet();
    page.insertRule("@page { size: 8.5in 11in; margin: 0.4in }");
    printing(window, page).then(onDone, fail);
  }, [onDone, fail]);
  return createPortal(
    <div className="prints" data-on-paper lang={i18n.locale} dir={directionOf(i18n.locale)}>
      <JobAidPage election={election} />
    </div>,
    document.body,
  );
}

/** The page itself, laid out for letter paper. */
export function JobAidPage({ election }: Pick<JobAidProps, "election">) {
  const asked = situations.filter((one) => !elsewhere.includes(one));
  return (
    <article className="jobAid">
      <h1>
        <Trans>What the screen says, and what to do</Trans>
      </h1>
      <p>
        <bdi>{election.name}</bdi>
      </p>
      <div className="banners">
        {asked.map((situation) => (
          <Banner
            key={situation}
            situation={situation}
            rule={election.rules.situations?.[situation] ?? cautiousRules[situation]}
          />
        ))}
      </div>
    </article>
  );
}

function Banner({ situation, rule }: { readonly situation: Situation; readonly rule: SituationRule }) {
  const why = reasonOf(situation);
  const common = { questions: [], cautions: [] };
  const question = { situation, ways: rule.ways, answer: undefined };
  const stops = rule.first === "stop" && why !== undefined;
  const disposition = stops
    ? ({ ...common, kind: "none", why, offer: rule.offer, instead: undefined } as const)
    : ({ ...common, kind: "ask", question } as const);
  return (
    <section>
      <h2>
        <BannerSentence disposition={disposition} open={undefined} />
      </h2>
      {stops ? (
        <p>
          <ReasonSentence why={why} /> <OfferSentence offer={rule.offer} />
        </p>
      ) : null}
      {rule.ways.length === 0 ? null : (
        <ul>
          {rule.ways.map((one) => (
            <li key={one.way}>
              <WaySentence way={one.way} />: <Outcome of={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What comes of an answer. */
function Outcome({ of: { outcome, by, forms } }: { readonly of: Way }): ReactNode {
  const papers = forms.join(", ");
  return (
    <>
      {outcome === "regular" ? (
        <Trans>ballot</Trans>
      ) : outcome === "provisional" ? (
        <b>
          <Trans>provisional ballot</Trans>
        </b>
      ) : (
        <b>
          <Trans>no ballot</Trans>
        </b>
      )}
      {by === "inspector" ? (
        <>
          {", "}
          <Trans>with the inspector</Trans>
        </>
      ) : null}
      {papers === "" ? null : ` (${papers})`}
    </>
  );
}

/** As a reason not to give a ballot; what the screen fills in of a voter is left out. */
function reasonOf(situation: Situation): Reason | undefined {
  switch (situation) {
    case "checkedIn":
      return { reason: "checkedIn", checkIns: [], cast: [] };
    case "provisionalIssued":
      return { reason: "provisionalIssued", ballots: [] };
    case "otherPlace":
      return { reason: "otherPlace", places: [] };
    case "otherLine":
      return undefined;
    default:
      return { reason: situation };
  }
}
