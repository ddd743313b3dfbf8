/** The frame of every screen: place and worker on top, the screen, the status line. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { isHighContrast, setHighContrast } from "../contrast.ts";
import { useTabletState } from "../surroundings.ts";
import { placeOf } from "../text/voterText.ts";
import { LanguageChoice } from "./LanguageChoice.tsx";
import { StatusLine } from "./StatusLine.tsx";

type FrameProps = {
  readonly children: ReactNode;
  /** Right end of the header: who works, and what they may do. */
  readonly acts?: ReactNode;
  readonly onTwice?: (() => void) | undefined;
  readonly stopped?: boolean;
};

export function Frame({ children, acts, onTwice, stopped = false }: FrameProps) {
  return (
    <div className="app">
      <Header acts={acts} />
      {children}
      <StatusLine onTwice={onTwice} stopped={stopped} />
    </div>
  );
}

function Header({ acts }: { acts: ReactNode }) {
  const { election, placeId } = useTabletState();
  const place = placeOf(election, placeId);
  return (
    <header className="top">
      <span className="place">
        <bdi>{place?.name ?? election?.name ?? "Turnout"}</bdi>
      </span>
      <span className="precincts">{place === undefined ? null : <Precincts serves={place.serves} />}</span>
      <span className="acts">
        {acts}
        <LanguageChoice look={acts === undefined ? "onDark" : "globe"} />
        <ContrastSwitch />
      </span>
    </header>
  );
}

function Precincts({ serves }: { serves: "all" | readonly string[] }) {
  if (serves === "all") return <Trans>All precincts</Trans>;
  if (serves.length > 5) return <Plural value={serves.length} one="# precinct" other="# precincts" />;
  const names = serves.join(", ");
  return serves.length === 1 ? <Trans>Precinct {names}</Trans> : <Trans>Precincts {names}</Trans>;
}

function ContrastSwitch() {
  const { t } = useLingui();
  const [high, setHigh] = useState(isHighContrast);
  return (
    <Button
      className="onDark square"
      aria-label={t`High contrast`}
      aria-pressed={high}
      onPress={() => {
        setHighContrast(!high);
        setHigh(!high);
      }}
    >
      <svg className="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="2.4" />
        <path d="M12 2.5v19a9.5 9.5 0 010-19z" fill="currentColor" />
      </svg>
    </Button>
  );
}
