/** From the tablet's phase to the screen. Exactly one phase, exactly one screen; the desk outlives the lock screen. */
import { useLingui } from "@lingui/react";
import { type ReactNode, useContext, useEffect, useState } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components";
import type { Words } from "../domain/words.ts";
import { CheckInScreen } from "./checkin/CheckInScreen.tsx";
import { useDesk } from "./checkin/desk.ts";
import type { PaperLine } from "./checkin/paperDraft.ts";
import { ErrorBoundary } from "./components/ErrorScreen.tsx";
import { ClosedScreen } from "./setup/ClosedScreen.tsx";
import { LoadingRollScreen } from "./setup/LoadingRollScreen.tsx";
import { LockScreen } from "./setup/LockScreen.tsx";
import { NotAcceptedScreen, RevokedScreen, SetUpAgainScreen } from "./setup/lateScreens.tsx";
import { SetUpScreen } from "./setup/SetUpScreen.tsx";
import { StartingScreen } from "./setup/StartingScreen.tsx";
import { OtherTabScreen, StorageBrokenScreen } from "./setup/StopScreens.tsx";
import { type Surroundings, SurroundingsContext, useSurroundings, useTabletState } from "./surroundings.ts";
import { speakTrade, WordsContext } from "./text/languages.ts";

/** `children`: what is shown before the tablet's own screen. */
export function App({ surroundings, children }: { surroundings: Surroundings; children?: ReactNode }) {
  const { i18n } = useLingui();
  return (
    <AriaI18nProvider locale={i18n.locale}>
      <ErrorBoundary tablet={surroundings.tablet}>
        <SurroundingsContext value={surroundings}>{children ?? <Screen />}</SurroundingsContext>
      </ErrorBoundary>
    </AriaI18nProvider>
  );
}

function Screen(): ReactNode {
  const { phase, election } = useTabletState();
  useTradeWords(election?.rules.words);
  const desk = useDesk();
  const [lines, setLines] = useState<readonly PaperLine[]>([]);
  const { handTo } = desk;
  const { prints } = useSurroundings();
  const worker = phase.phase === "working" ? phase.worker.id : undefined;
  const kept = phase.phase === "working" || phase.phase === "locked";
  useEffect(() => {
    if (worker !== undefined) handTo(worker);
    else if (!kept) {
      handTo(undefined);
      setLines([]);
      prints.drop();
    }
  }, [worker, kept, handTo, prints]);
  switch (phase.phase) {
    case "starting":
      return <StartingScreen />;
    case "otherTab":
      return <OtherTabScreen />;
    case "new":
      return <SetUpScreen problem={phase.problem} />;
    case "loadingRoll":
      return <LoadingRollScreen loading={phase} />;
    case "notAccepted":
      return <NotAcceptedScreen />;
    // One screen for both: a wrong code is told, and can be corrected, where it was typed.
    case "opening":
    case "closed":
      return <ClosedScreen opening={phase.phase === "opening"} />;
    case "locked":
      return (
        <LockScreen opened={phase.opened} workers={phase.workers} serving={desk.serving()} next={desk.loan?.from.id} />
      );
    case "working":
      return <CheckInScreen desk={desk} worker={phase.worker} paper={{ lines, setLines }} />;
    case "revoked":
      return <RevokedScreen />;
    case "setUpAgain":
      return <SetUpAgainScreen why={phase.why} events={phase.events} problem={phase.problem} />;
    case "storageBroken":
      return <StorageBrokenScreen what={phase.what} />;
    default:
      return phase satisfies never;
  }
}

/** The state's words on every screen; where its catalog cannot be had just now, the words that are shown stay. */
function useTradeWords(trade: Words | undefined): void {
  const page = useContext(WordsContext);
  useEffect(() => {
    void speakTrade(trade ?? {}, page).catch(() => undefined);
  }, [trade, page]);
}
