/** A voter's pane on a tablet that answers by the real rules of a state's pack. */
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type Answers, disposition } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import {
  election,
  foundRows,
  morning,
  nothingKnown,
  partyStyles,
  type Scripted,
  scriptedTablet,
  style,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

type Shown = {
  readonly kind?: Election["kind"];
  readonly record?: VoterRecord;
  readonly script?: object;
  readonly phone?: string;
};

/** In a primary or runoff there is a ballot of each party, and one without. */
export async function showByPack(
  state: string,
  { kind = "general", record = voter(), script = {}, phone }: Shown = {},
) {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no pack ${state}`);
  const byParty = kind === "primary" || kind === "runoff";
  const parties = election.parties.map((party) => ({ ...party, allowsUnaffiliated: true }));
  const ballotStyles = byParty ? [...partyStyles, style] : [style];
  // Parsed, as a tablet has it; and everyone's signature is another test's matter.
  const { signature: _, ...rules } = pack.rules;
  const held = Election.parse({ ...election, state, kind, parties, ballotStyles, rules, phone });
  const place = held.places[0] as Election["places"][number];
  const known = { now: morning, knownThrough: { size: 0, at: morning }, listIncomplete: false };
  const ask = async (_: string, answers?: Answers) =>
    view(
      record,
      disposition(
        {
          ...{ election: held, place, voter: record, standing: nothingKnown, hours: usualHours },
          ...known,
          authority: { holder: "here" },
        },
        answers,
      ),
    );
  const tablet: Scripted = scriptedTablet(
    { search: async (query) => foundRows(query), voter: ask, ...script },
    { election: held },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByRole("button", { name: /^Ask the / });
  return tablet;
}

export const bannerText = (): string => document.querySelector(".banner")?.textContent ?? "";
