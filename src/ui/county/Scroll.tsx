/** A wide table scrolls by itself, by keyboard too, so that the page never does. */
import type { ReactNode } from "react";

export function Scroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard's focus
    <div className="scroll" tabIndex={0}>
      {children}
    </div>
  );
}
