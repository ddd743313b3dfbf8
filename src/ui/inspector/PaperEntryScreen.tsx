/**
 * Check-ins from paper: line after line is read on the left, without a hand leaving the keyboard; what was read stands on the
 * right, and two people enter all of it at once.
 */
import { Trans } from "@lingui/react/macro";
import type { PaperDraft } from "../checkin/paperDraft.ts";
import { PaperLines } from "./PaperLines.tsx";
import { ReadLine } from "./ReadLine.tsx";
import "../styles/inspector.css";

export function PaperEntryScreen({ draft }: { readonly draft: PaperDraft }) {
  const { lines, setLines } = draft;
  return (
    <main className="fromPaper">
      <h1 className="unseen">
        <Trans>Enter from paper</Trans>
      </h1>
      <ReadLine
        waiting={new Set(lines.map(({ voterId }) => voterId))}
        onRead={(line) => setLines((before) => [...before, line])}
      />
      <PaperLines lines={lines} onLines={setLines} />
    </main>
  );
}
