/** Everything that was written down of the place, the newest first; each can be taken back with a reason, nothing is changed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { EventName } from "../../domain/eventFields.ts";
import type { PlaceDay } from "../../domain/placeDay.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Field } from "../checkin/Field.tsx";
import { ActDialog } from "../components/ActDialog.tsx";
import { useTabletState } from "../surroundings.ts";
import { differenceName, lineName } from "../text/BookWords.tsx";
import { timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";

type Written = { readonly event: EventName; readonly wall: number; readonly worker: string; readonly words: string };

export function WrittenDialog({ book, onClose }: { readonly book: PlaceBookView; readonly onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const [taking, setTaking] = useState<Written>();
  const [reason, setReason] = useState("");
  const { place, names } = book;
  const clock = (wall: number): string => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  if (taking !== undefined)
    return (
      <BookDialog
        title={<Trans>Take back what was written</Trans>}
        name={<Trans>Take it back</Trans>}
        act="undoPlaceEntry"
        says={reason.trim() === "" ? undefined : { what: "takeBackEntry", event: taking.event, reason }}
        onClose={() => setTaking(undefined)}
      >
        <p className="quote">{taking.words}</p>
        <Field label={t`Why it is taken back`} value={reason} onType={setReason} />
      </BookDialog>
    );
  const all = writtenAt(place, {
    polls: (type) =>
      ({
        PollsOpened: t`Polls opened`,
        PollsResumed: t`Polls opened again`,
        PollsSuspended: t`Suspended for the night`,
        PollsClosed: t`Polls closed`,
      })[type],
    received: (style, count) => t`Ballots ${style} received: ${count}`,
    unused: (style, count) => t`Ballots ${style} unused: ${count}`,
    counter: (scanner, count) => t`Scanner ${scanner}: ${count}`,
    pile: (line, count) => `${i18n._(lineName[line])}: ${count}`,
    line: (people) => t`People in line: ${people}`,
    seal: (on, number) => t`Seal ${number} on ${on}`,
    custody: (carriers, to) => t`Left the place with ${carriers}, to ${to}`,
    explained: (difference, sheets, words) => `${i18n._(differenceName[difference])}: ${sheets}, ${words}`,
    signed: (members) => t`Balance signed by ${members}`,
  });
  return (
    <ActDialog title={<Trans>Look at what was written down</Trans>} onClose={onClose}>
      {all.length === 0 ? (
        <p>
          <Trans>Nothing yet.</Trans>
        </p>
      ) : (
        <ul className="written">
          {all.map((one) => (
            <li key={`${one.event.hash} ${one.words}`}>
              <b>{clock(one.wall)}</b>
              <span>
                {one.words} <small>{names[one.worker] ?? one.worker}</small>
              </span>
              <Button className="slim" onPress={() => setTaking(one)}>
                <Trans>Take back</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button className="primary" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

type Words = {
  readonly polls: (type: NonNullable<PlaceDay["polls"]>["body"]["type"]) => string;
  readonly received: (style: string, count: number) => string;
  readonly unused: (style: string, count: number) => string;
  readonly counter: (scanner: number, count: number) => string;
  readonly pile: (line: PlaceDay["counted"][number]["line"], count: number) => string;
  readonly line: (people: number) => string;
  readonly seal: (on: string, number: string) => string;
  readonly custody: (carriers: string, to: string) => string;
  readonly explained: (
    difference: PlaceDay["explanations"][number]["body"]["difference"],
    sheets: number,
    words: string,
  ) => string;
  readonly signed: (members: string) => string;
};

function writtenAt(place: PlaceDay, say: Words): Written[] {
  const counts: Written[] = [
    ...place.received.map((one) => ({ ...one, words: say.received(one.style, one.count) })),
    ...place.unused.map((one) => ({ ...one, words: say.unused(one.style, one.count) })),
    ...place.counters.map((one) => ({ ...one, words: say.counter(one.scanner, one.count) })),
    ...place.counted.map((one) => ({ ...one, words: say.pile(one.line, one.count) })),
  ];
  const entry = (
    { name, body }: { readonly name: EventName; readonly body: { readonly wall: number; readonly worker: string } },
    words: string,
  ): Written => ({ event: name, wall: body.wall, worker: body.worker, words });
  const { polls } = place;
  return [
    ...counts,
    ...(polls === undefined ? [] : [entry(polls, say.polls(polls.body.type))]),
    ...place.lines.map((one) => entry(one, say.line(one.body.people))),
    ...place.seals.map((one) => entry(one, say.seal(one.body.on, one.body.number))),
    ...place.custody.map((one) => entry(one, say.custody(one.body.carriers.join(", "), one.body.to))),
    ...place.incidents.map((one) => entry(one, one.body.words)),
    ...place.explanations.map((one) => entry(one, say.explained(one.body.difference, one.body.sheets, one.body.words))),
    ...place.signatures.map((one) => entry(one, say.signed(one.body.members.join(", ")))),
  ].sort((a, b) => b.wall - a.wall);
}
