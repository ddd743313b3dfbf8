/**
 * The papers of a ballot that was given: the slip with which the voter goes to the ballot table or to a ballot printer, and
 * the receipt. No name stands on them unless the rules ask for it.
 *
 * The QR code of the slip tells a ballot-on-demand printer which ballot to print and nothing that leads to the voter: not the
 * receipt number, not the time. It is "style=14-B&precinct=14&split=14-B&party=&languages=en,es", each value percent-encoded.
 */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Election } from "../../domain/election.ts";
import type { BallotPaper } from "../../domain/printingRules.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { spokenName } from "../../domain/voterName.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import { ballotLanguages, placeName } from "../text/voterText.ts";
import { whyProvisional } from "../text/whyProvisional.ts";
import type { PrintBlock, PrintDocument } from "./printDocument.ts";

export type PaperedBallot = {
  readonly election: Election;
  readonly voter: VoterRecord;
  readonly fact: GivenBallot;
  readonly provisional: boolean;
  /** When it is printed again, by the tablet's clock; undefined the first time. */
  readonly again: number | undefined;
};

export function ballotPapers(i18n: I18n, what: readonly BallotPaper[], ballot: PaperedBallot): PrintDocument[] {
  return what.map((paper) => (paper === "ballotSlip" ? ballotSlip(i18n, ballot) : receiptPaper(i18n, ballot)));
}

function ballotSlip(i18n: I18n, ballot: PaperedBallot): PrintDocument {
  const { election, voter, fact, provisional } = ballot;
  const style = election.ballotStyles.find(({ id }) => id === fact.style);
  const partyId = style?.party ?? "";
  const party = election.parties.find(({ id }) => id === partyId)?.name ?? partyId;
  const { precinct, split } = precinctOf(election, voter.split);
  const why = whyProvisional(i18n, election, fact);
  const facts: (readonly [string, string])[] = [
    ...(election.rules.printing?.nameOnSlip === true ? [[i18n._(msg`Voter`), spokenName(voter)] as const] : []),
    [i18n._(msg`Precinct`), split === "" ? precinct.name : `${precinct.name}, ${split}`],
    ...(party === "" ? [] : [[i18n._(msg`Party`), party] as const]),
    ...(why === "" ? [] : [[i18n._(msg`Reason`), why] as const]),
    ...(style === undefined ? [] : [[i18n._(msg`Language`), ballotLanguages(style, i18n.locale)] as const]),
    ...timeAndReceipt(i18n, ballot),
  ];
  const code = new URLSearchParams({
    style: fact.style,
    precinct: precinct.id,
    split: voter.split,
    party: partyId,
    languages: (style?.languages ?? []).join(","),
  });
  return {
    blocks: [
      { block: "heading", text: provisional ? i18n._(msg`Provisional ballot`) : i18n._(msg`Ballot slip`) },
      { block: "text", text: placeName(election, fact.place) },
      { block: "large", text: fact.style, size: "huge" },
      { block: "facts", facts },
      { block: "qr", text: code.toString(), label: i18n._(msg`For the ballot printer`) },
      ...printedAgain(i18n, ballot),
    ],
  };
}

function receiptPaper(i18n: I18n, ballot: PaperedBallot): PrintDocument {
  const { election, fact, provisional } = ballot;
  const { style } = fact;
  return {
    blocks: [
      { block: "heading", text: i18n._(msg`Receipt`) },
      { block: "text", text: election.name, weight: "bold" },
      { block: "text", text: placeName(election, fact.place) },
      { block: "facts", facts: timeAndReceipt(i18n, ballot) },
      {
        block: "text",
        text: provisional
          ? i18n._(msg`Provisional ballot ${style} was issued.`)
          : i18n._(msg`Ballot ${style} was issued.`),
      },
      { block: "text", text: i18n._(msg`This receipt is not a ballot.`) },
      ...printedAgain(i18n, ballot),
    ],
  };
}

function timeAndReceipt(i18n: I18n, { election, fact }: PaperedBallot): (readonly [string, string])[] {
  const { timeZone } = election;
  return [
    [i18n._(msg`Time`), `${timeOfDay(fact.wall, timeZone, i18n.locale)}, ${dayOf(fact.wall, timeZone, i18n.locale)}`],
    [i18n._(msg`Receipt number`), fact.receipt],
  ];
}

/** So that of two slips everybody sees which one is the second. */
function printedAgain(i18n: I18n, { election, again }: PaperedBallot): PrintBlock[] {
  if (again === undefined) return [];
  const time = timeOfDay(again, election.timeZone, i18n.locale);
  return [
    { block: "rule" },
    {
      block: "text",
      text: i18n._(msg`Printed again (${time}). It is the same ballot, not a second one.`),
      weight: "bold",
    },
  ];
}

/** `split`: the name of the part, "" for an undivided precinct. */
function precinctOf(
  election: Pick<Election, "precincts">,
  splitId: string,
): { readonly precinct: { readonly id: string; readonly name: string }; readonly split: string } {
  for (const precinct of election.precincts) {
    if (precinct.id === splitId && precinct.splits.length === 0) return { precinct, split: "" };
    const part = precinct.splits.find(({ id }) => id === splitId);
    if (part !== undefined) return { precinct, split: part.name };
  }
  return { precinct: { id: splitId, name: splitId }, split: "" };
}
