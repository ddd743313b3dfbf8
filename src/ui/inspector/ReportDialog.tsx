/**
 * The report of the place on the screen, printed with lines to sign, or saved for a spreadsheet: once it is recorded who lets it
 * leave the tablet.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { NotAuthorised } from "../../domain/authority.ts";
import type { Election } from "../../domain/election.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { usePrint, usePrintState } from "../printing/usePrints.ts";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { BookProblemWords } from "../text/BookWords.tsx";
import { placeName } from "../text/voterText.ts";
import { type PlaceReport, placeReport, reportCsv, reportPaper } from "./placeReport.ts";

export function ReportDialog({ book, onClose }: { readonly book: PlaceBookView; readonly onClose: () => void }) {
  const { i18n } = useLingui();
  return (
    <ReportShown
      report={(about) => placeReport(i18n, { ...about, book })}
      fileName={`report-${book.day}`}
      onClose={onClose}
    />
  );
}

type ReportShownProps = {
  readonly report: (about: { readonly election: Election; readonly place: string }) => PlaceReport;
  /** Without the place. */
  readonly fileName: string;
  readonly onClose: () => void;
};

export function ReportShown({ report: reportOf, fileName, onClose }: ReportShownProps) {
  const { i18n } = useLingui();
  const { tablet, newCommandId } = useSurroundings();
  const { election, placeId = "" } = useTabletState();
  const print = usePrint();
  const [asked, setAsked] = useState<string>();
  const printed = usePrintState(asked);
  const fail = useFailure();
  const [problem, setProblem] = useState<NotAuthorised | PinProblem | NotRecorded>();
  const takeOut = async (out: () => void): Promise<void> => {
    const may = await tablet.exportReport({ cmd: newCommandId() });
    setProblem(may.ok ? undefined : may.error);
    if (may.ok) out();
  };
  if (election === undefined) return null;
  const report = reportOf({ election, place: placeName(election, placeId) });
  const { title: name } = report;
  return (
    <ActDialog title={<Trans>Read and print: {name}</Trans>} onClose={onClose}>
      <div className="report">
        {report.sections.map(({ title, facts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {facts.map(([label, value], at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves
                <div key={at}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="problem" role="alert">
        {problem === undefined ? null : <BookProblemWords problem={problem} />}
      </div>
      <p role="status">{printed === "failed" ? <Trans>Nothing was printed. Save it instead.</Trans> : null}</p>
      <Button
        className="plain"
        onPress={() => void takeOut(() => saveCsv(reportCsv(report), `${placeId}-${fileName}`)).catch(fail)}
      >
        <Trans>Save it as a table</Trans>
      </Button>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button
          className="primary"
          isDisabled={printed === "waiting" || printed === "printing"}
          onPress={() => {
            const id = newCommandId();
            void takeOut(() => {
              print(id, async () => [reportPaper(i18n, report)]);
              setAsked(id);
            }).catch(fail);
          }}
        >
          <Trans>Print the report</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** With the mark by which spreadsheets know UTF-8. */
function saveCsv(rows: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", rows], { type: "text/csv" }));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
