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
  const refresh = useCallback(async () => {
    const answer = await office.overview();
    setShown((before) => {
      if (answer.ok) return { at: "overview", overview: answer.value, problem: undefined };
      if (answer.error.type === "notSignedIn") return { at: "signIn", problem: undefined };
      return before.at === "overview" ? { ...before, problem: answer.error } : { at: "signIn", problem: answer.error };
    });
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
        <SignInScreen office={office} start={shown.problem} onSignedIn={() => void refresh()} />
      ) : null}
      {shown.at === "overview" ? (
        <Signed
          office={office}
          now={now}
          shown={shown}
          onSignedOut={() => setShown({ at: "signIn", problem: undefined })}
        />
      ) : null}
    </AriaI18nProvider>
  );
}

type SignedProps = {
  readonly office: Office;
  readonly now: () => number;
  readonly shown: Extract<Shown, { at: "overview" }>;
  readonly onSignedOut: () => void;
};

function Signed({ office, now, shown: { overview, problem }, onSignedOut }: SignedProps) {
  const { i18n } = useLingui();
  const { election } = overview;
  const time = timeOfDay(overview.time, election.timeZone, i18n.locale);
  return (
    <>
      <header className="top">
        <h1 className="place">{election.county}</h1>
        <span className="precincts">{election.name}</span>
        <span className="acts">
          <Button className="onDark" onPress={() => void office.signOut().then(onSignedOut)}>
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
      <main className="county">
        <OverviewPanels overview={overview} />
        <SetUpTablets office={office} overview={overview} now={now} />
      </main>
    </>
  );
}
