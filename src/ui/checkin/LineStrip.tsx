/** Above list and voter while the book is split, and once no other tablet is heard: which names this tablet serves, or what to do. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import type { LinesToSay } from "./linesToSay.ts";

type LineStripProps = {
  readonly say: LinesToSay;
  /** Opens the dialog for it; undefined for whoever may not. */
  readonly onSplit: (() => void) | undefined;
};

export function LineStrip({ say, onSplit }: LineStripProps) {
  return (
    <div className={say === "line" ? "strip ownLine" : "strip"} role="status">
      <Shape shape={say === "line" ? "ready" : "ask"} />
      <p>{say === "line" ? <OwnLine /> : say === "noLine" ? <NoLine asks={onSplit === undefined} /> : <Alone />}</p>
      {onSplit === undefined ? null : (
        <Button className="second" onPress={onSplit}>
          {say === "offer" ? (
            <Trans>Split the book</Trans>
          ) : say === "noLine" ? (
            <Trans>Give it a line</Trans>
          ) : (
            <Trans>Lines</Trans>
          )}
        </Button>
      )}
    </div>
  );
}

function OwnLine() {
  const { i18n } = useLingui();
  const { line } = useTabletState();
  if (line.state !== "line") return null;
  const { own, unheard, said } = line;
  const { line: number, from, through } = own;
  const missing = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(unheard.map(String));
  return (
    <>
      <b className="ownRange">
        <Trans>
          Line {number}: {from} to {through}
        </Trans>
      </b>{" "}
      {said ? (
        <Trans>All lines are heard again. The book is whole as soon as they all know it.</Trans>
      ) : unheard.length === 0 ? (
        <Trans>All lines are heard again.</Trans>
      ) : (
        <Trans>Check in only these names. Not heard since: line {missing}.</Trans>
      )}
    </>
  );
}

function NoLine({ asks }: { readonly asks: boolean }) {
  return asks ? (
    <Trans>The book is split, and this tablet has no line. Ask the inspector. Check in nobody.</Trans>
  ) : (
    <Trans>The book is split, and this tablet has no line. Give it one, or join the book.</Trans>
  );
}

function Alone() {
  return <Trans>No other tablet was heard for 2 minutes. Ask the inspector to split the book.</Trans>;
}
