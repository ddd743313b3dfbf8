/** The status on a row: shape, colour and word together. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { RowMark } from "../../tablet/foundVoters.ts";
import { Shape, type ShapeName } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";

/** `provisional`: what the answers came to; the list itself never says so. */
export type Mark = RowMark | { readonly mark: "provisional" };

const look: Record<Mark["mark"], { readonly tone: string; readonly shape: ShapeName }> = {
  ready: { tone: "ready", shape: "ready" },
  ask: { tone: "ask", shape: "ask" },
  provisional: { tone: "ask", shape: "ask" },
  checkedIn: { tone: "stop", shape: "stop" },
  checkedInTwice: { tone: "stop", shape: "stop" },
  absentee: { tone: "ask", shape: "ask" },
  voted: { tone: "stop", shape: "stop" },
  otherPlace: { tone: "mute", shape: "elsewhere" },
  otherLine: { tone: "mute", shape: "elsewhere" },
  stop: { tone: "stop", shape: "stop" },
};

export function MarkTag({ mark }: { mark: Mark }) {
  const { tone, shape } = look[mark.mark];
  return (
    <span className={`tag ${tone}`}>
      <Shape shape={shape} />
      <span>
        <MarkWord mark={mark} />
      </span>
    </span>
  );
}

function MarkWord({ mark }: { mark: Mark }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  switch (mark.mark) {
    case "ready":
      return <Trans>Ready</Trans>;
    case "ask":
      return <Trans>Ask</Trans>;
    case "provisional":
      return <Trans>Provisional</Trans>;
    case "checkedIn": {
      const time = timeOfDay(mark.wall, election?.timeZone ?? "UTC", i18n.locale);
      const place = placeName(election, mark.place);
      if (mark.here) return <Trans>Checked in {time}</Trans>;
      return (
        <>
          <Trans>Checked in {time}</Trans>
          <small>
            <bdi>{place}</bdi>
          </small>
        </>
      );
    }
    case "checkedInTwice":
      return <Trans>Checked in twice</Trans>;
    case "absentee":
      return <Trans>Absentee</Trans>;
    case "voted":
      return mark.how === "early" ? <Trans>Voted early</Trans> : <Trans>Absentee back</Trans>;
    case "otherPlace":
      return <bdi>{placeName(election, mark.place)}</bdi>;
    case "otherLine": {
      const { line } = mark;
      return line === undefined ? <Trans>No line</Trans> : <Trans>Line {line}</Trans>;
    }
    case "stop":
      return <Trans>Stop</Trans>;
    default:
      return mark satisfies never;
  }
}
