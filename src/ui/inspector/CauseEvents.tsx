/** The very entries behind a possible cause: when each was made, and by whom. */
import { Plural, useLingui } from "@lingui/react/macro";
import type { EventName } from "../../domain/eventFields.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

/** By the hash of an event: "2:02 pm, Rosa M."; undefined for one that the balance does not hold. */
export function useWhoAndWhen({ balance, names }: PlaceBookView): (event: EventName) => string | undefined {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const told = new Map<string, { readonly wall: number; readonly worker: string }>();
  for (const { book, counted } of balance.lines.values())
    for (const one of [...(book?.facts ?? []), ...(counted?.counts ?? [])]) told.set(one.event.hash, one);
  return ({ hash }) => {
    const one = told.get(hash);
    if (one === undefined) return undefined;
    return `${timeOfDay(one.wall, election?.timeZone ?? "UTC", i18n.locale)}, ${names[one.worker] ?? one.worker}`;
  };
}

/** More than one can look through at a glance. */
const shown = 4;

export function CauseEvents({ book, events }: { readonly book: PlaceBookView; readonly events: readonly EventName[] }) {
  const whoAndWhen = useWhoAndWhen(book);
  const known = events.flatMap((event) => whoAndWhen(event) ?? []);
  const more = known.length - shown;
  if (known.length === 0) return null;
  return (
    <>
      {" "}
      ({known.slice(0, shown).join("; ")}
      {more > 0 ? (
        <>
          ; <Plural value={more} one="# more" other="# more" />
        </>
      ) : null}
      )
    </>
  );
}
