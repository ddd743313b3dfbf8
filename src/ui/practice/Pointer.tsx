/** Guided practice: a ring around the control that comes next. It looks at what is on the screen, and changes nothing of it. */
import { useEffect, useState } from "react";
import type { Playing } from "../../practice/rehearsal.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";

type PointerProps = { readonly playing: Playing; readonly newestView: () => VoterView | undefined };
type Ring = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

const every = 250;

export function Pointer({ playing, newestView }: PointerProps) {
  const [ring, setRing] = useState<Ring>();
  useEffect(() => {
    let pointedAt: Element | undefined;
    const look = (): void => {
      const next = nextControl(playing, newestView());
      // Once: whoever scrolls away from it looks for something else.
      if (next !== pointedAt) next?.scrollIntoView({ block: "nearest" });
      pointedAt = next;
      const box = next?.getBoundingClientRect();
      setRing((before) => {
        if (box === undefined || box.width === 0) return undefined;
        const { left, top, width, height } = box;
        const same = before?.left === left && before.top === top && before.width === width && before.height === height;
        return same ? before : { left, top, width, height };
      });
    };
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [playing, newestView]);
  if (ring === undefined) return null;
  const around = 6;
  return (
    <div
      className="pointerRing"
      aria-hidden="true"
      style={{
        left: ring.left - around,
        top: ring.top - around,
        width: ring.width + 2 * around,
        height: ring.height + 2 * around,
      }}
    />
  );
}

/** Undefined where nothing on the screen is surely next: the words of the hint remain. */
function nextControl({ cast, right }: Playing, view: VoterView | undefined): Element | undefined {
  const find = (selector: string): Element | undefined => document.querySelector(selector) ?? undefined;
  if (find(".modal") !== undefined || find(".voterSide") !== undefined) return undefined;
  const done = find(".visitorDone");
  if (find("main.recorded") !== undefined) return done;
  if (right === undefined) return undefined;
  const pane = find('main.panes[data-pane="voter"]');
  if (pane !== undefined) {
    if (view?.voter.id !== cast.visitor.id) return find(".rows") ?? find("input.search");
    const { disposition } = view;
    const question =
      disposition.kind === "ask" ? disposition.question : disposition.kind === "none" ? disposition.instead : undefined;
    const way = question && right.answers[question.situation];
    if (question !== undefined && way !== undefined) {
      const at = question.ways.findIndex((one) => one.way === way);
      return [...document.querySelectorAll("fieldset.question:last-of-type button.choice")][at];
    }
    if (disposition.kind === "none") return right.kind === "none" ? done : undefined;
    if (disposition.kind === "ask") return undefined;
    return find(".steps li.now") ?? find(".voter .act .primary:not([data-disabled])");
  }
  const row = [...document.querySelectorAll('.rows [role="option"]')].find((one) => isRowOf(one, rowText(cast)));
  if (row !== undefined) return row;
  return find(".scanIt") ?? find("input.search");
}

const rowText = ({ visitor }: Playing["cast"]): readonly string[] => [
  `${visitor.lastName}, ${visitor.firstName}`,
  visitor.suffix,
  visitor.houseNumber,
  visitor.birthDate.slice(0, 4),
];

const isRowOf = (row: Element, parts: readonly string[]): boolean =>
  parts.every((part) => (row.textContent ?? "").includes(part));
