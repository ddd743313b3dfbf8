/** The card for a voter who belongs to another place: where it is, how to get there, when it is open. No name, no map. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Election, PollingPlace } from "../../domain/election.ts";
import { longDate, timeOfDay } from "../text/times.ts";
import type { PrintDocument } from "./printDocument.ts";

/** What the QR code of a place says: its address as plain text, which any telephone shows and can look up. */
export function addressText({ name, address, directions }: PollingPlace): string {
  return [name, address, directions].filter(Boolean).join("\n");
}

/** `precinct`: the voter's, as it is called. */
export function placeCard(i18n: I18n, election: Election, place: PollingPlace, precinct: string): PrintDocument {
  const [open, close] = [clock(election.polls.open, i18n.locale), clock(election.polls.close, i18n.locale)];
  const { name, address, directions } = place;
  return {
    blocks: [
      { block: "heading", text: i18n._(msg`Your polling place`) },
      { block: "large", text: name, size: "big" },
      { block: "large", text: address, size: "big" },
      ...(directions === "" ? [] : [{ block: "text", text: directions } as const]),
      {
        block: "facts",
        facts: [
          [i18n._(msg`Open`), i18n._(msg`${open} to ${close}`)],
          [i18n._(msg`Election day`), longDate(election.date, i18n.locale)],
          [i18n._(msg`Your precinct`), precinct],
        ],
      },
      { block: "qr", text: addressText(place), label: i18n._(msg`The address`) },
    ],
  };
}

/** "07:00" as "7:00 am". */
function clock(time: string, locale: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return timeOfDay(Date.UTC(2000, 0, 1, hours, minutes), "UTC", locale);
}
