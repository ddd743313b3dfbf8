/**
 * The line to sign on, with pen or finger: strokes as vectors, drawn as vectors, so that turning the tablet loses nothing.
 * One pointer at a time: a palm that rests on the glass beside a pen draws nothing.
 */
import { useLingui } from "@lingui/react/macro";
import { type PointerEvent, useRef, useState } from "react";
import { type Drawing, type Point, pathOf, type Stroke } from "../../protocol/signatureStrokes.ts";

/** Units of the pad. */
export const pad = { width: 1500, height: 500 } as const;
/** Points nearer than this tell nothing of a signature. */
const nearest = 3;

type SignaturePadProps = {
  readonly strokes: readonly Stroke[];
  readonly onStroke: (stroke: Stroke) => void;
};

export function SignaturePad({ strokes, onStroke }: SignaturePadProps) {
  const { t } = useLingui();
  const [drawing, setDrawing] = useState<Stroke>([]);
  const stroke = useRef<Point[]>([]);
  const pointer = useRef<number>(undefined);
  const began = useRef<number>(undefined);

  const take = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY, timeStamp } of moves.length > 0 ? moves : [event.nativeEvent]) {
      began.current ??= timeStamp;
      const before = stroke.current.at(-1) ?? strokes.at(-1)?.at(-1);
      const point = {
        x: within(((clientX - box.left) / box.width) * pad.width, pad.width),
        y: within(((clientY - box.top) / box.height) * pad.height, pad.height),
        t: Math.max(before?.t ?? 0, Math.round(timeStamp - began.current)),
      };
      const last = stroke.current.at(-1);
      if (last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= nearest) stroke.current.push(point);
    }
    setDrawing([...stroke.current]);
  };
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== pointer.current) return;
    pointer.current = undefined;
    if (stroke.current.length > 0) onStroke(stroke.current);
    stroke.current = [];
    setDrawing([]);
  };
  return (
    <svg
      className="pad"
      viewBox={`0 0 ${pad.width} ${pad.height}`}
      role="img"
      aria-label={t`Line to sign on`}
      onPointerDown={(event) => {
        if (pointer.current !== undefined || !event.isPrimary || event.button > 0) return;
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        take(event);
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current) take(event);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
    >
      <path className="line" d={`M60 400H${pad.width - 60}`} />
      <path d={pathOf(strokes)} />
      <path d={pathOf([drawing])} />
    </svg>
  );
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));

/** A tap by mistake is no signature. */
export function isDrawn(strokes: readonly Stroke[]): boolean {
  const length = (stroke: Stroke): number =>
    stroke.reduce((sum, { x, y }, at) => {
      const before = stroke[at - 1];
      return before === undefined ? 0 : sum + Math.hypot(x - before.x, y - before.y);
    }, 0);
  return strokes.reduce((sum, stroke) => sum + length(stroke), 0) >= 100;
}

/** The cross of a voter who cannot sign. */
export const cross: Drawing = {
  ...pad,
  strokes: [
    [
      { x: 650, y: 150, t: 0 },
      { x: 850, y: 350, t: 0 },
    ],
    [
      { x: 850, y: 150, t: 0 },
      { x: 650, y: 350, t: 0 },
    ],
  ],
};
