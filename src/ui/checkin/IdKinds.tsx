/** What counts as identification here, behind one tap: the kinds of the pack. A tap on one answers the question and names the kind. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Question, WayId } from "../../domain/disposition.ts";
import { type IdKind, kindsFor } from "../../domain/identification.ts";
import { useTabletState } from "../surroundings.ts";
import { ExpirySentence, IdKindSentence } from "../text/IdKindSentence.tsx";

type IdKindsProps = {
  readonly ways: Question["ways"];
  readonly chosen: WayId | undefined;
  /** The answer waits for the kind. */
  readonly naming: boolean;
  readonly onKind: (way: WayId, kind: IdKind) => void;
};

export function IdKinds({ ways, chosen, naming, onKind }: IdKindsProps) {
  const [opened, setOpened] = useState(false);
  const shown = opened || naming;
  const lists = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) lists.current?.scrollIntoView?.({ block: "start" });
  }, [shown]);
  const rules = useTabletState().election?.rules.identificationKinds;
  if (rules === undefined) return null;
  const { accepted, supporting = [], expired, undated = [] } = rules;
  /** The answer stays, if this kind counts for it. */
  const wayOf = (kind: IdKind): WayId | undefined =>
    [chosen, ...ways.map(({ way }) => way)].find((way) => kindsFor(rules, way).includes(kind));
  const list = (kinds: readonly IdKind[]) => (
    <ul>
      {kinds.map((kind) => {
        const way = wayOf(kind);
        return way === undefined ? null : (
          <li key={kind}>
            <Button className="choice" onPress={() => onKind(way, kind)}>
              <span>
                <IdKindSentence kind={kind} />
                {undated.includes(kind) ? (
                  <small>
                    <Trans>whatever its date</Trans>
                  </small>
                ) : null}
              </span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
  return (
    <div className="idKinds">
      <Button className="whatCounts" aria-expanded={shown} onPress={() => setOpened(!shown)}>
        <Trans>What counts?</Trans>
      </Button>
      {shown ? (
        <div className="lists" ref={lists}>
          {naming ? (
            <p role="status">
              <Trans>Choose what the voter shows</Trans>
            </p>
          ) : null}
          {expired === undefined ? null : (
            <p>
              <ExpirySentence {...expired} />
            </p>
          )}
          {list(accepted)}
          {supporting.length === 0 ? null : (
            <>
              <p>
                <Trans>With the voter's declaration:</Trans>
              </p>
              {list(supporting)}
            </>
          )}
        </div>
      ) : null}
    </div>
  );
}
