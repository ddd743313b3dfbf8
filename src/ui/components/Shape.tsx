/** The shapes that stand beside a word, so that colour is never alone: ready, ask, stop, elsewhere, half, full. */
import type { ReactNode } from "react";

export type ShapeName = "ready" | "ask" | "stop" | "elsewhere" | "half" | "full" | "note";

export function Shape({ shape, small = false }: { shape: ShapeName; small?: boolean }): ReactNode {
  return (
    <svg className={classOf(shape, small)} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawing(shape)}
    </svg>
  );
}

const classOf = (shape: ShapeName, small: boolean): string =>
  `shape${small ? " small" : ""}${shape === "elsewhere" ? " onward" : ""}`;

function drawing(shape: ShapeName): ReactNode {
  switch (shape) {
    case "ready":
      return (
        <>
          <circle cx="12" cy="12" r="11" fill="currentColor" />
          <path d="M6.5 12.5l3.6 3.6 7.4-8" fill="none" className="shape-inside" strokeWidth="2.6" />
        </>
      );
    case "ask":
      return (
        <>
          <path d="M12 2l11 20H1z" fill="currentColor" />
          <path d="M12 9v6M12 17.5v2" className="shape-inside" strokeWidth="2.4" />
        </>
      );
    case "stop":
      return (
        <>
          <path d="M8 1h8l7 7v8l-7 7H8l-7-7V8z" fill="currentColor" />
          <path d="M7 12h10" className="shape-inside" strokeWidth="3" />
        </>
      );
    case "elsewhere":
      return <path d="M3 10.2h11V5l8 7-8 7v-5.2H3z" fill="currentColor" />;
    case "half":
      return (
        <>
          <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="3" />
          <path d="M12 3a9 9 0 010 18z" fill="currentColor" />
        </>
      );
    case "full":
      return <circle cx="12" cy="12" r="10" fill="currentColor" />;
    case "note":
      return (
        <>
          <rect x="2" y="2" width="20" height="20" rx="4" fill="currentColor" />
          <path d="M12 6v2.5M12 11v7" className="shape-inside" strokeWidth="2.6" />
        </>
      );
    default:
      return shape satisfies never;
  }
}
