/** What the county should know about a tablet, each with a mark of its shape and word: heard of, program, state. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { build, shortBuild } from "../program.ts";
import { dayOf, timeOfDay } from "../text/times.ts";

type Tablet = Overview["tablets"][number];

/** Marked where it is not the county's own build. */
export function Program({ tablet }: { tablet: Tablet }) {
  const program = shortBuild(tablet.build);
  if (tablet.build === build || tablet.build === "" || tablet.state !== "good") return program;
  return (
    <Mark tone="ask">
      <Trans>Another: {program}</Trans>
    </Mark>
  );
}

const quietFor = 10 * 60_000;

export function LastHeard({ tablet, overview }: { tablet: Tablet; overview: Overview }) {
  const { i18n } = useLingui();
  if (tablet.lastHeard === null) return <Trans>never</Trans>;
  const { timeZone } = overview.election;
  const time = timeOfDay(tablet.lastHeard, timeZone, i18n.locale);
  const day = dayOf(tablet.lastHeard, timeZone, i18n.locale);
  const text = day === dayOf(overview.time, timeZone, i18n.locale) ? time : `${day}, ${time}`;
  if (tablet.state === "good" && overview.time - tablet.lastHeard > quietFor)
    return (
      <Mark tone="ask">
        <Trans>Not heard since {text}</Trans>
      </Mark>
    );
  return text;
}

/** Somebody looks at it within the hour, or the list of acts still tells. */
const heldFor = 3_600_000;

type StateProps = { readonly tablet: Tablet; readonly newestRoll: number | undefined; readonly overview: Overview };

export function State({ tablet, newestRoll, overview }: StateProps) {
  const { i18n } = useLingui();
  switch (tablet.state) {
    case "waits":
      return (
        <Mark tone="ask">
          <Trans>Waits to be accepted</Trans>
        </Mark>
      );
    case "revoked":
      return (
        <Mark tone="stop">
          <Trans context="state of a tablet">Set aside</Trans>
        </Mark>
      );
    case "handedOver":
      return (
        <Mark tone="mute">
          <Trans>Replaced, records handed over</Trans>
        </Mark>
      );
    case "good":
      if (tablet.heldAt !== null && Math.abs(overview.time - tablet.heldAt) < heldFor) {
        const time = timeOfDay(tablet.heldAt, overview.election.timeZone, i18n.locale);
        return (
          <Mark tone="ask">
            <Trans>Too many wrong PINs at {time}</Trans>
          </Mark>
        );
      }
      if (!tablet.persistent)
        return (
          <Mark tone="ask">
            <Trans>Browser may clear its storage</Trans>
          </Mark>
        );
      if (newestRoll !== undefined && tablet.roll < newestRoll)
        return (
          <Mark tone="ask">
            <Trans>Older list</Trans>
          </Mark>
        );
      return (
        <Mark tone="ready">
          <Trans>Good</Trans>
        </Mark>
      );
    default:
      return tablet.state satisfies never;
  }
}

function Mark({ tone, children }: { tone: "ready" | "ask" | "stop" | "mute"; children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <Shape shape={tone === "mute" ? "elsewhere" : tone} />
      <span>{children}</span>
    </span>
  );
}
