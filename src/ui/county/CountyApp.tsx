/** The county page: sign in, then the overview, asked again every few seconds while somebody looks. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useState } from "react";
import { I18nProvider as AriaI18nProvider, Button } from "react-aria-components";
import { mayAsk, type Overview, type SignedIn } from "../../protocol/office.ts";
import { LanguageChoice } from "../components/LanguageChoice.tsx";
import { timeOfDay } from "../text/times.ts";
import { AccountsPanel, RoleName } from "./AccountsPanel.tsx";
import { ActsPanel } from "./ActsPanel.tsx";
import { FirstSignInScreen } from "./FirstSignInScreen.tsx";
import { OverviewPanels } from "./OverviewPanels.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { PanelBoundary } from "./PanelBoundary.tsx";
import { SetUpTablets } from "./SetUpTablets.tsx";
import { SignInScreen } from "./SignInScreen.tsx";

const refreshEvery = 3000;
/** How often the endpoint is told that a person is at the page. */
const hereEvery = 60_000;

type Shown =
  | { readonly at: "starting" }
  | { readonly at: "signIn"; readonly problem: OfficeProblem | undefined }
  | { readonly at: "setUp"; readonly signedIn: Extract<SignedIn, { state: "setUp" }> }
  | { readonly at: "overview"; readonly overview: Overview; readonly problem: OfficeProblem | undefined };

export function CountyApp({ office, now }: { office: Office; now: () => number }) {
  const { t, i18n } = useLingui();
  useEffect(() => {
    document.title = t`Turnout: county office`;
  }, [t]);
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
  const signedIn = (answer: SignedIn): void => {
    setStillSignedIn(false);
    if (answer.state === "setUp") setShown({ at: "setUp", signedIn: answer });
    else void refresh();
  };
  const looking = shown.at === "starting" || shown.at === "overview";
  useEffect(() => {
    if (!looking) return;
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [looking, refresh]);
  useSomebodyHere(office, now, shown.at === "overview");

  return (
    <AriaI18nProvider locale={i18n.locale}>
      {shown.at === "starting" ? <main /> : null}
      {shown.at === "signIn" ? <SignInScreen office={office} start={shown.problem} onSignedIn={signedIn} /> : null}
      {shown.at === "setUp" ? (
        <FirstSignInScreen
          office={office}
          signedIn={shown.signedIn}
          onSignedIn={signedIn}
          onOver={() => setShown({ at: "signIn", problem: { type: "notSignedIn" } })}
        />
      ) : null}
      {shown.at === "overview" ? (
        <Signed
          office={office}
          now={now}
          shown={shown}
          stillSignedIn={stillSignedIn}
          onDone={() => void refresh()}
          onSignOut={() => void signOut()}
        />
      ) : null}
    </AriaI18nProvider>
  );
}

/** The page asks by itself, which is no sign of a person; keys and presses are. */
function useSomebodyHere(office: Office, now: () => number, signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    let told = now();
    const here = (): void => {
      if (now() - told < hereEvery) return;
      told = now();
      void office.here();
    };
    for (const what of ["pointerdown", "keydown", "wheel"] as const) addEventListener(what, here, { passive: true });
    return () => {
      for (const what of ["pointerdown", "keydown", "wheel"] as const) removeEventListener(what, here);
    };
  }, [office, now, signedIn]);
}

type SignedProps = {
  readonly office: Office;
  readonly now: () => number;
  readonly shown: Extract<Shown, { at: "overview" }>;
  /** Signing out was tried and did not succeed. */
  readonly stillSignedIn: boolean;
  readonly onDone: () => void;
  readonly onSignOut: () => void;
};

function Signed({ office, now, shown: { overview, problem }, stillSignedIn, onDone, onSignOut }: SignedProps) {
  const { i18n } = useLingui();
  const { election, me } = overview;
  const time = timeOfDay(overview.time, election.timeZone, i18n.locale);
  return (
    <>
      <header className="top">
        <h1 className="place">
          <bdi>{election.county}</bdi>
        </h1>
        <span className="precincts">
          <bdi>{election.name}</bdi>
        </span>
        <span className="acts">
          <span className="me">
            {me.name}, <RoleName role={me.role} />
          </span>
          <Button className="onDark" onPress={onSignOut}>
            <Trans>Sign out</Trans>
          </Button>
          <LanguageChoice look="onDark" />
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
        <PanelBoundary>
          <OverviewPanels office={office} overview={overview} onDone={onDone} />
        </PanelBoundary>
        <PanelBoundary>
          {mayAsk(me.role, "codes") ? <SetUpTablets office={office} overview={overview} now={now} /> : null}
        </PanelBoundary>
        <PanelBoundary>
          <AccountsPanel office={office} overview={overview} />
        </PanelBoundary>
        <PanelBoundary>
          <ActsPanel office={office} overview={overview} />
        </PanelBoundary>
      </main>
    </>
  );
}
