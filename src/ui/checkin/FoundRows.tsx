/**
 * The voters found, to choose one of them: similar names under their own label, "None of these" last. Every row is a real
 * button, so pointer, Enter and the blank need nothing here; the arrow keys, Home and End move between the rows.
 * All of it is drawn anew at nearly every keystroke: a row is a few plain elements.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, memo, type ReactNode, type RefObject, useId } from "react";
import { streetAddress } from "../../domain/voterName.ts";
import type { FoundVoter, SearchResult } from "../../tablet/foundVoters.ts";
import { birthDatePieces } from "../text/times.ts";
import { type Bold, boldOf } from "../text/voterText.ts";
import type { Desk } from "./desk.ts";
import type { Chosen } from "./deskView.ts";
import { type Mark, MarkTag } from "./MarkTag.tsx";

type FoundRowsProps = Pick<Desk, "choose" | "noneOfThese"> & {
  readonly result: SearchResult;
  readonly chosen: Chosen | "none" | undefined;
  /** What the answers given so far came to, of the voter chosen. */
  readonly now: Mark["mark"] | undefined;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly box: RefObject<HTMLInputElement | null>;
};

export const FoundRows = memo(function FoundRows(props: FoundRowsProps) {
  const { choose, noneOfThese, result, chosen, now, list, box } = props;
  const { t } = useLingui();
  const similarLabel = useId();
  const matches = result.rows.filter((row) => row.similarity === "match");
  const similar = result.rows.filter((row) => row.similarity !== "match");
  const selected = chosen === "none" ? chosen : chosen?.voterId;
  // The one row that Tab reaches.
  const reached = result.rows.find((row) => row.voter.id === selected) ?? result.rows[0];
  const rowOf = (row: FoundVoter): ReactNode => (
    <VoterRow
      key={row.voter.id}
      row={row}
      others={row.lookalike ? result.rows : alone}
      selected={row.voter.id === selected}
      now={row.voter.id === selected ? now : undefined}
      reached={row === reached}
      choose={choose}
    />
  );
  return (
    <div
      ref={list}
      className="rows"
      role="listbox"
      tabIndex={-1}
      aria-label={t`Voters found`}
      onKeyDown={(event) => move(event, box.current)}
    >
      <div role="presentation" className="found">
        {matches.length === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div role="group" aria-label={t`Voters found`} className="section">
            {matches.map(rowOf)}
          </div>
        )}
        {similar.length === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div role="group" aria-labelledby={similarLabel} className="section">
            <p id={similarLabel} role="presentation" className="similarLabel">
              <Trans>Similar names</Trans>
            </p>
            {similar.map(rowOf)}
          </div>
        )}
      </div>
      {/* Below what is scrolled: in view however long the list is. */}
      <button
        type="button"
        role="option"
        className="row none"
        aria-selected={selected === "none"}
        tabIndex={reached === undefined ? 0 : -1}
        onClick={noneOfThese}
      >
        <Trans>None of these</Trans>
      </button>
    </div>
  );
});

const alone: readonly FoundVoter[] = [];

/** From the first row, up leads back to the search box. */
function move(event: KeyboardEvent<HTMLElement>, box: HTMLElement | null): void {
  const rows: HTMLElement[] = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="option"]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const targets: Record<string, HTMLElement | null | undefined> = {
    ArrowDown: rows[at + 1],
    ArrowUp: rows[at - 1] ?? box,
    Home: rows[0],
    End: rows.at(-1),
  };
  const target = targets[event.key];
  if (target === undefined || target === null) return;
  event.preventDefault();
  target.focus();
}

type VoterRowProps = Pick<Desk, "choose"> & {
  readonly row: FoundVoter;
  /** Whom the voter could be mistaken for; the row's own voter may be among them. */
  readonly others: readonly FoundVoter[];
  readonly selected: boolean;
  readonly now: Mark["mark"] | undefined;
  readonly reached: boolean;
};

const yearOnly: ReadonlySet<Bold> = new Set<Bold>(["year"]);

function VoterRow({ row, others, selected, now, reached, choose }: VoterRowProps) {
  const { i18n } = useLingui();
  const { voter } = row;
  const bold = row.lookalike
    ? boldOf(
        voter,
        others.map((other) => other.voter),
      )
    : yearOnly;
  const { firstName, middleName, suffix, unit } = voter;
  const street = streetAddress({ ...voter, unit: "" });
  return (
    <button
      type="button"
      role="option"
      className="row"
      aria-selected={selected}
      tabIndex={reached ? 0 : -1}
      onClick={() => choose(row)}
    >
      <bdi className="name">
        {voter.lastName || (firstName === "" ? voter.id : "")}
        {firstName === "" && middleName === "" ? null : ", "}
        {firstName}
        {middleName === "" ? null : (
          <>
            {firstName === "" ? null : " "}
            <Part bold={bold.has("middle")}>{middleName}</Part>
          </>
        )}
        {suffix === "" ? null : (
          <>
            {", "}
            <Part bold={bold.has("suffix")}>{suffix}</Part>
          </>
        )}
      </bdi>
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
          <bdi>
            {street}
            {street === "" || unit === "" ? null : ", "}
            {unit === "" ? null : <Part bold={bold.has("unit")}>{unit}</Part>}
          </bdi>
        )}
      </span>
      {row.newcomer !== "registrant" && row.alike !== true ? null : (
        <span className="newcomerNote">
          {row.newcomer === "registrant" ? <Trans>Registered today</Trans> : null}
          {row.alike === true ? <Trans>Looks like another voter</Trans> : null}
        </span>
      )}
      <MarkTag mark={now === undefined ? row.mark : ({ mark: now } as Mark)} />
    </button>
  );
}

function Part({ bold, children }: { bold: boolean; children: string }) {
  return bold ? <b>{children}</b> : children;
}
