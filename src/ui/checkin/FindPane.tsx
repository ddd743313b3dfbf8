/** Find: the search box, how many voters it finds, and their rows. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { Button } from "react-aria-components";
import type { SearchResult } from "../../tablet/foundVoters.ts";
import type { Desk } from "./desk.ts";
import type { Finding } from "./deskView.ts";
import { FoundRows } from "./FoundRows.tsx";
import { ScanNote } from "./lateParts.tsx";
import type { Mark } from "./MarkTag.tsx";
import type { Scanning } from "./scanning.ts";

type FindPaneProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly result: SearchResult | undefined;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly scanning: Scanning;
  /** What the answers given so far came to, of the voter chosen. */
  readonly now: Mark["mark"] | undefined;
};

export function FindPane({ desk, finding, result, box, scanning, now }: FindPaneProps) {
  const { t } = useLingui();
  const list = useRef<HTMLDivElement>(null);
  const intoList = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('[role="option"]')?.focus();
    }
    const [only] = result?.rows ?? [];
    if (event.key === "Enter" && only !== undefined && result?.rows.length === 1 && result.query === finding.query)
      desk.choose(only);
  };
  return (
    <section className="find" aria-label={t`Find the voter`}>
      <div className="searchLine">
        <Button className="second scanCard" onPress={scanning.begin}>
          <Trans>Scan</Trans>
          {scanning.optional ? (
            <span>
              <Trans>optional</Trans>
            </span>
          ) : null}
        </Button>
        <input
          ref={box}
          className="search"
          type="search"
          aria-label={t`Find the voter`}
          placeholder={t`Last name, first name`}
          value={finding.query}
          onChange={(event) => desk.search(event.target.value)}
          onKeyDown={intoList}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          data-scanner={scanning.listening || undefined}
        />
      </div>
      <p className="count" role="status">
        {scanning.problem !== undefined ? (
          <ScanNote problem={scanning.problem} />
        ) : finding.unmatched !== undefined ? (
          <Unmatched name={finding.unmatched} />
        ) : result === undefined ? (
          <Trans>Or birth date, address, voter number</Trans>
        ) : (
          <Count of={result} />
        )}
      </p>
      {result === undefined ? null : (
        <FoundRows
          choose={desk.choose}
          noneOfThese={desk.noneOfThese}
          result={result}
          chosen={finding.chosen}
          now={now}
          list={list}
          box={box}
        />
      )}
    </section>
  );
}

/** Not a dead end: what comes after "Does not match". */
function Unmatched({ name }: { name: string }) {
  return (
    <b>
      <Trans>Not {name}: choose another voter, or “None of these”.</Trans>
    </b>
  );
}

/** More than these are not looked through one by one: what tells them apart is asked. */
const seenAtOnce = 5;
/** Last and first name, and nothing else yet. */
const wholeName = /^\D*\p{L}[\s,]+\p{L}\D*$/u;

function Count({ of }: { of: SearchResult }) {
  const shown = of.rows.filter((row) => row.similarity === "match").length;
  return (
    <>
      <Plural value={of.total} one="# voter found" other="# voters found" />
      <span>
        {of.total > seenAtOnce && wholeName.test(of.query) ? (
          <Trans>Ask for the birth date and add it</Trans>
        ) : shown < of.total ? (
          <Trans>First {shown} shown: type more</Trans>
        ) : null}
      </span>
    </>
  );
}
