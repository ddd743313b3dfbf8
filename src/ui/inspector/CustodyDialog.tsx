/** What leaves the place, who carries it and where to: written down once, then shown and printed for two signatures. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Field } from "../checkin/Field.tsx";
import { BookDialog } from "./BookDialog.tsx";
import type { Handed } from "./custodySheet.ts";
import { custodySheet } from "./custodySheet.ts";
import { HoldsLines } from "./HoldsLines.tsx";
import { NumberField, numberIn } from "./NumberField.tsx";
import { ReportShown } from "./ReportDialog.tsx";

type CustodyProps = { readonly book: PlaceBookView; readonly onClose: () => void };

export function CustodyDialog({ book, onClose }: CustodyProps) {
  const { t, i18n } = useLingui();
  const [written, setWritten] = useState<Handed>();
  const [cards, setCards] = useState("");
  const [files, setFiles] = useState("0");
  const [carriers, setCarriers] = useState("");
  const [to, setTo] = useState("");
  const who = carriers.split(",").flatMap((name) => (name.trim() === "" ? [] : name.trim().slice(0, 80)));
  const handed = { cards: numberIn(cards), files: numberIn(files), carriers: who, to: to.trim() };
  const said = isWhole(handed) ? handed : undefined;
  if (written !== undefined)
    return (
      <ReportShown
        report={(about) => custodySheet(i18n, { ...about, book, handed: written })}
        fileName={`custody-${book.day}`}
        onClose={onClose}
      />
    );
  return (
    <BookDialog
      title={<Trans>Write down what leaves the place</Trans>}
      name={<Trans>Write it down</Trans>}
      act="recordSeal"
      says={said === undefined ? undefined : { what: "recordCustody", ...said }}
      onClose={onClose}
      onWritten={() => setWritten(said)}
    >
      <p>
        <Trans>
          Tablets: {book.holds.map(({ number }) => number).join(", ")}. Seals and counts are on the sheet by themselves.
        </Trans>
      </p>
      <HoldsLines book={book} />
      <NumberField label={t`Opening cards that leave`} value={cards} onType={setCards} />
      <NumberField label={t`Files or sticks with records`} value={files} onType={setFiles} />
      <Field label={t`Who carries it (two names, with a comma between)`} value={carriers} onType={setCarriers} />
      <Field label={t`Where it goes`} value={to} onType={setTo} />
    </BookDialog>
  );
}

type Typed = { readonly [K in keyof Handed]: Handed[K] | undefined } & Pick<Handed, "carriers" | "to">;
const isWhole = (typed: Typed): typed is Handed =>
  typed.cards !== undefined &&
  typed.files !== undefined &&
  typed.carriers.length > 0 &&
  typed.carriers.length <= 4 &&
  typed.to !== "";
