/** Whether the polls of the place are open, as far as this tablet knows, and since when. */
import { Trans, useLingui } from "@lingui/react/macro";
import { isOpen } from "../../domain/polls.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

export function PollsState({ book: { place } }: { readonly book: PlaceBookView }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { polls } = place;
  if (polls === undefined)
    return (
      <span>
        <Trans>Polls not opened yet</Trans>
      </span>
    );
  const at = timeOfDay(polls.body.wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <span>
      {isOpen(place) ? (
        <Trans>Polls open since {at}</Trans>
      ) : polls.body.type === "PollsSuspended" ? (
        <Trans>Suspended at {at}</Trans>
      ) : (
        <Trans>Polls closed at {at}</Trans>
      )}
    </span>
  );
}
