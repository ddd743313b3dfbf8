/** The county page: sign in, then the overview, asked again every few seconds while somebody looks. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useState } from "react";
import { I18nProvider as AriaI18nProvider, Button } from "react-aria-components";
import type { Overview } from "../../protocol/office.ts";
import { timeOfDay } from "../text/times.ts";
import { OverviewPanels } from "./OverviewPanels.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { SetUpTablets } from "./SetUpTablets.tsx";
import { SignInScreen } from "./SignInScreen.tsx";

const refreshEvery = 3000;

type Shown =
  | { readonly at: "starting" }
  | { readonly at: "signIn"; readonly problem: OfficeProblem | undefined }
  | { readonly at: "overview"; readonly overview: Overview; readonly problem: OfficeProblem | undefined };

export function CountyApp({ office, now }: { office: Office; now: () => number }) {
  const { i18n } = useLingui();
  const [shown, setShown] = useState<Shown>({ at: "starting" });
  const [stillSignedIn, setStillSignedIn] = useState(false);
  const refresh = useCallback(async () => {
    const answer = await office.overview();
    setShown((before) => {
      if (answer.ok) return { at: "overview", overview: answer.value, problem: undefined };
      if (answer.error.type === "notSignedIn") return { at: "signIn", problem: undefined };
      return before.at === "overview" ? { ...before, problem: answer.error } : { at: "signIn", problem: answer.error };
    });
  }, [office]);
  const signOut = useCallback(async () => {
    const answer = await office.signOut();
    // Whoever walks away must know that the next one at this screen is still the office.
    const done = answer.ok || answer.error.type === "notSignedIn";
    setStillSignedIn(!done);
    if (done) setShown({ at: "signIn", problem: undefined });
  }, [office]);
  const looking = shown.at !== "signIn";
  useEffect(() => {
    if (!looking) return;
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [looking, refresh]);

  return (
    <AriaI18nProvider locale={i18n.locale}>
      {shown.at === "starting" ? <main /> : null}
      {shown.at === "signIn" ? (
        <SignInScreen
          office={office}
          start={shown.problem}
          onSignedIn={() => {
            setStillSignedIn(false);
            void refresh();
          }}
        />
      ) : null}
      {shown.at === "overview" ? (
        <Signed
          office={office}
          now={now}
          shown={shown}
          stillSignedIn={stillSignedIn}
          onSignOut={() => void signOut()}
        />
      ) : null}
    </AriaI18nProvider>
  );
}

type SignedProps = {
  readonly office: Office;
  readonly now: () => number;
  readonly shown: Extract<Shown, { at: "overview" }>;
  /** Signing out was tried and did not succeed. */
  readonly stillSignedIn: boolean;
  readonly onSignOut: () => void;
};

function Signed({ office, now, shown: { overview, problem }, stillSignedIn, onSignOut }: SignedProps) {
  const { i18n } = useLingui();
  const { election } = overview;
  const time = timeOfDay(overview.time, election.timeZone, i18n.locale);
  return (
    <>
      <header className="top">
        <h1 className="place">{election.county}</h1>
        <span className="precincts">{election.name}</span>
        <span className="acts">
          <Button className="onDark" onPress={onSignOut}>
            <Trans>Sign out</Trans>
          </Button>
        </span>
      </header>
      <p className={problem === undefined ? "asOf" : "asOf old"} role="status">
        {problem === undefined ? (
          <Trans>As of {time}</Trans>
        ) : (
          <Trans>The endpoint does not answer. This is as of {time}; it goes on by itself.</Trans>
        )}
      </p>
      {stillSignedIn ? (
        <p className="asOf old" role="alert">
          <Trans>You are still signed in: the endpoint did not answer. Sign out again.</Trans>
        </p>
      ) : null}
      <main className="county">
        <OverviewPanels overview={overview} />
        <SetUpTablets office={office} overview={overview} now={now} />
      </main>
    </>
  );
}
