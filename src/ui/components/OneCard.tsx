/** A screen with one thing to read and do. */
import type { ReactNode } from "react";
import { Frame } from "./Frame.tsx";

/** `below`: small things under the card. */
export function OneCard({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <Frame>
      <main className="oneThing">
        <section className="card">{children}</section>
        {below}
      </main>
    </Frame>
  );
}
