/** Nothing was stored: the whole screen says so, what to do instead, and still offers the tablet's records. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useTablet } from "../surroundings.ts";
import { SaveRecords } from "./SaveRecords.tsx";
import { Shape } from "./Shape.tsx";

type StopProps = { readonly children: ReactNode; readonly acts?: ReactNode; readonly below?: ReactNode };

/** `acts`: what can be done before the records are saved. */
export function StopNotRecorded({ children, acts, below }: StopProps) {
  const tablet = useTablet();
  return (
    <main className="stopScreen">
      <div className="stopWords" role="alert">
        <h1>
          <Shape shape="stop" />
          <Trans>Stop: not recorded. Use the paper book</Trans>
        </h1>
        <p>{children}</p>
      </div>
      {acts}
      <SaveRecords tablet={tablet} />
      {below}
    </main>
  );
}
