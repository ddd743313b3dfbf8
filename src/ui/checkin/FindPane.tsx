/** Find: the search box and the rows. Similar names stand under their own label, "None of these" comes last. */

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import { listName, streetAddress } from "../../domain/voterName.ts";
import type { FoundVoter, SearchResult } from "../../tablet/tabletInterface.ts";
import { birthDatePieces } from "../text/times.ts";
import { type Bold, boldOf } from "../text/voterText.ts";
import type { Desk, Finding } from "./desk.ts";
import { MarkTag } from "./MarkTag.tsx";

/** No voter id begins with a blank. */
const noneRow = " none";

type FindPaneProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly result: SearchResult | undefined;
  readonly box: RefObject<HTMLInputElement | null>;
};

export function FindPane({ desk, finding, result, box }: FindPaneProps) {
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
      />
      <p className="count" role="status">
        {result === undefined ? <Trans>Or birth date, address, voter number</Trans> : <Count of={result} />}
      </p>
      {result === undefined ? null : <Rows desk={desk} finding={finding} result={result} list={list} box={box} />}
    </section>
  );
}

function Count({ of }: { of: SearchResult }) {
  const shown = of.rows.filter((row) => row.similarity === "match").length;
  return (
    <>
      <Plural value={of.total} one="# voter found" other="# voters found" />
      {shown < of.total ? (
        <span>
          <Trans>First {shown} shown: type more</Trans>
        </span>
      ) : null}
    </>
  );
}

type RowsProps = Omit<FindPaneProps, "result"> & {
  readonly result: SearchResult;
  readonly list: RefObject<HTMLDivElement | null>;
};

function Rows({ desk, finding, result, list, box }: RowsProps) {
  const { t } = useLingui();
  const matches = result.rows.filter((row) => row.similarity === "match");
  const similar = result.rows.filter((row) => row.similarity !== "match");
  const { chosen } = finding;
  const selected = chosen === undefined ? [] : [chosen === "none" ? noneRow : chosen.voterId];
  const backToBox = (event: KeyboardEvent): void => {
    const first = list.current?.querySelector('[role="option"]');
    if (event.key === "ArrowUp" && document.activeElement === first) box.current?.focus();
  };
  return (
    // The scrolling is the wrapper's, so that the keyboard handler sees ArrowUp on the first row.
    <div className="rowsWrap" onKeyDownCapture={backToBox}>
      <ListBox
        ref={list}
        className="rows"
        aria-label={t`Voters found`}
        selectionMode="single"
        selectedKeys={selected}
        disallowEmptySelection={selected.length > 0}
        shouldSelectOnPressUp
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : keys;
          const row = result.rows.find((one) => one.voter.id === key);
          if (key === noneRow) desk.noneOfThese();
          else if (row !== undefined) desk.choose(row);
        }}
      >
        {matches.length === 0 ? null : (
          <ListBoxSection aria-label={t`Voters found`} className="section">
            {matches.map((row) => (
              <VoterRow key={row.voter.id} row={row} others={result.rows} />
            ))}
          </ListBoxSection>
        )}
        {similar.length === 0 ? null : (
          <ListBoxSection className="section">
            <Header className="similarLabel">
              <Trans>Similar names</Trans>
            </Header>
            {similar.map((row) => (
              <VoterRow key={row.voter.id} row={row} others={result.rows} />
            ))}
          </ListBoxSection>
        )}
        <ListBoxItem id={noneRow} className="row none" textValue={t`None of these`}>
          <Trans>None of these</Trans>
        </ListBoxItem>
      </ListBox>
    </div>
  );
}

function VoterRow({ row, others }: { row: FoundVoter; others: readonly FoundVoter[] }) {
  const { i18n } = useLingui();
  const { voter } = row;
  const bold = row.lookalike
    ? boldOf(
        voter,
        others.map((other) => other.voter),
      )
    : new Set<Bold>(["year"]);
  const given = [voter.firstName, voter.middleName].filter(Boolean).join(" ");
  return (
    <ListBoxItem id={voter.id} className="row" textValue={listName(voter)}>
      <span className="who">
        <span className="name">
          {voter.lastName}
          {given === "" ? null : (
            <>
              {", "}
              <Part bold={bold.has("given")}>{given}</Part>
            </>
          )}
          {voter.suffix === "" ? null : (
            <>
              {", "}
              <Part bold={bold.has("suffix")}>{voter.suffix}</Part>
            </>
          )}
        </span>
        <span className="facts">
          {birthDatePieces(voter.birthDate, "short", i18n.locale).map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one date, in order
            <Part key={at} bold={piece.kind !== "between" && bold.has(piece.kind)}>
              {piece.text}
            </Part>
          ))}
          {voter.birthDate === "" ? null : " · "}
          {voter.flags.includes("confidential") ? (
            <Trans>confidential</Trans>
          ) : (
            <Part bold={bold.has("street")}>{streetAddress(voter)}</Part>
          )}
        </span>
      </span>
      <MarkTag mark={row.mark} />
    </ListBoxItem>
  );
}

function Part({ bold, children }: { bold: boolean; children: string }) {
  return bold ? <b>{children}</b> : children;
}
