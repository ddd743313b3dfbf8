/**
 * A new version of the program waits for a yes. It is offered where no voter can be checked in and everything was sent:
 * before set-up and on the closed tablet. While the polls may be open it takes an inspector (`UpdateByInspector`), whom a closed
 * tablet cannot tell from anybody: it says how. If somebody begins to work while it is being loaded, it does not take over.
 */
import { Trans } from "@lingui/react/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { pollsMayBeOpen } from "../../domain/electionDay.ts";
import type { Program } from "../../protocol/program.ts";
import { useFailure, useNow, useSurroundings, useTabletState } from "../surroundings.ts";

export function UpdatePrompt({ program }: { program: Program }) {
  const { notSent, phase, election } = useTabletState();
  const now = useNow(10_000);
  if (notSent > 0) return null;
  if (phase.phase === "closed" && election !== undefined && pollsMayBeOpen(election, now))
    return (
      <p className="update" role="status">
        <Trans>
          A new version of this program is ready. While the polls may be open, an inspector installs it. Open this
          tablet, lock it, and choose it there.
        </Trans>
      </p>
    );
  return <Offer program={program} />;
}

export type Installing = "no" | "loading" | "failed";

/** Loads this version and lets it take over, if whoever asked for it is still on the screen by then. */
export function useInstall(program: Program): [Installing, () => void] {
  const { update } = useSurroundings();
  const fail = useFailure();
  const [installing, setInstalling] = useState<Installing>("no");
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const install = useCallback(() => {
    setInstalling("loading");
    const loadAndTake = async (): Promise<void> => {
      const loaded = await update.load(program);
      if (!shown.current) update.leave();
      else if (loaded) update.take();
      else setInstalling("failed");
    };
    void loadAndTake().catch(fail);
  }, [update, fail, program]);
  return [installing, install];
}

function Offer({ program }: { program: Program }) {
  const [installing, install] = useInstall(program);
  return (
    <div className="update">
      <p role="status">
        <InstallingSentence installing={installing} />
      </p>
      <Button className="second" isDisabled={installing === "loading"} onPress={install}>
        <Trans>Install it now</Trans>
      </Button>
    </div>
  );
}

export function InstallingSentence({ installing }: { installing: Installing }) {
  switch (installing) {
    case "no":
      return <Trans>A new version of this program is ready. Nothing on the tablet is lost.</Trans>;
    case "loading":
      return <Trans>Loading the new version. The tablet then starts again by itself.</Trans>;
    case "failed":
      return <Trans>The new version could not be loaded. This one goes on. Try again when the network is back.</Trans>;
    default:
      return installing satisfies never;
  }
}
