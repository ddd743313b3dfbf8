/**
 * The paper list of this place, from this tablet: an inspector chooses the book or the posted list; it is laid out in pages
 * beside the screen while the screen goes on, and is then printed or saved. It leaves nothing on the page when it is closed.
 */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Election } from "../../domain/election.ts";
import type { PaperKind } from "../../roll/paperLists.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { PaperListProblem, PaperListView } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { PrinterDialog } from "../printing/PrinterDialog.tsx";
import { printing } from "../printing/systemPrinter.tsx";
import { usePrintState } from "../printing/usePrints.ts";
import paperCss from "../styles/paperList.css?inline";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { directionOf } from "../text/tags.ts";
import { placeName } from "../text/voterText.ts";
import { listFile, listHost } from "./listHost.ts";
import { layOutList } from "./listPages.ts";
import { ListWords } from "./listWords.ts";

type Making =
  | { readonly at: "choosing" }
  | { readonly at: "making"; readonly done: number; readonly of: number | undefined }
  | { readonly at: "made"; readonly kind: PaperKind; readonly pages: readonly HTMLElement[] };

export function PaperListDialog({ onClose }: { onClose: () => void }) {
  const { i18n } = useLingui();
  const { tablet, newCommandId, prints } = useSurroundings();
  const { election, placeId = "" } = useTabletState();
  const fail = useFailure();
  const second = useSecondPerson("printPaperList");
  const [kind, setKind] = useState<PaperKind>("book");
  const [making, setMaking] = useState<Making>({ at: "choosing" });
  const [problem, setProblem] = useState<PaperListProblem | PinProblem>();
  const [printer, setPrinter] = useState(false);
  const [asked, setAsked] = useState<string>();
  const printed = usePrintState(asked);
  const host = useRef<ReturnType<typeof listHost>>(undefined);
  useEffect(
    () => () => {
      host.current?.remove();
      host.current = undefined;
    },
    [],
  );
  const layOut = async (list: PaperListView, of: Election): Promise<void> => {
    host.current?.remove();
    const mine = listHost(document, paperCss, i18n.locale, directionOf(i18n.locale));
    host.current = mine;
    const pages = await layOutList(list, {
      document,
      host: mine.element,
      words: new ListWords(i18n, of),
      place: { id: placeId, name: placeName(of, placeId) },
      election: of.name,
      mark: prints.mark,
      heightOf: (element) => element.getBoundingClientRect().height,
      pause: () => new Promise((go) => setTimeout(go)),
      onRows: (done) => {
        if (host.current !== mine) return false; // closed meanwhile
        setMaking({ at: "making", done, of: list.rows.length });
        return true;
      },
    });
    if (pages !== undefined) setMaking({ at: "made", kind: list.kind, pages });
  };
  const make = async (): Promise<void> => {
    if (election === undefined) return;
    setProblem(undefined);
    setMaking({ at: "making", done: 0, of: undefined });
    const list = await tablet.paperList({ cmd: newCommandId(), kind, second: second.approval });
    if (list.ok) return layOut(list.value, election);
    second.clear();
    setProblem(list.error);
    setMaking({ at: "choosing" });
  };
  const print = (): void => {
    const mine = host.current;
    if (mine === undefined) return;
    const id = newCommandId();
    prints.add({ id, act: () => mine.whilePrinting(() => printing(window, new CSSStyleSheet())) });
    setAsked(id);
  };
  return (
    <ActDialog title={<Trans>Make the paper list of this place</Trans>} onClose={onClose}>
      {making.at === "choosing" ? (
        <fieldset className="choices">
          <legend>
            <Trans>Which list?</Trans>
          </legend>
          {(["book", "posted"] as const).map((one) => (
            <label key={one} className={one === kind ? "choice on" : "choice"}>
              <input type="radio" name="list" checked={one === kind} onChange={() => setKind(one)} />
              <span>
                <KindWords kind={one} />
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
      {making.at === "choosing" ? second.fields : null}
      {problem === undefined ? null : (
        <div className="problem" role="alert">
          <ProblemWords problem={problem} />
        </div>
      )}
      <p role="status">
        <MakingWords making={making} />
        {printed === "failed" ? <Trans>Nothing was printed. Save it instead.</Trans> : null}
      </p>
      {making.at === "made" ? (
        <Button className="plain" onPress={() => listFile(document, making.pages, paperCss, i18n.locale, making.kind)}>
          <Trans>Save it to a file</Trans>
        </Button>
      ) : (
        <Button className="plain" onPress={() => setPrinter(true)} isDisabled={making.at === "making"}>
          <Trans>Printer</Trans>
        </Button>
      )}
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
        {making.at === "made" ? (
          <Button className="primary" isDisabled={printed === "waiting" || printed === "printing"} onPress={print}>
            <Trans>Print the list</Trans>
          </Button>
        ) : (
          <Button
            className={making.at === "making" ? "primary busy" : "primary"}
            isDisabled={making.at === "making" || !second.ready}
            onPress={() => void make().catch(fail)}
          >
            <Trans>Make the list</Trans>
          </Button>
        )}
      </div>
      {printer ? <PrinterDialog onClose={() => setPrinter(false)} /> : null}
    </ActDialog>
  );
}

function KindWords({ kind }: { kind: PaperKind }) {
  switch (kind) {
    case "book":
      return <Trans>Paper book: to work with when the tablets fail</Trans>;
    case "posted":
      return <Trans>Posted list: who took part, for the wall</Trans>;
    default:
      return kind satisfies never;
  }
}

function MakingWords({ making }: { making: Making }) {
  const { i18n } = useLingui();
  switch (making.at) {
    case "choosing":
      return <Trans>It shows what this tablet knows now. That it was made is recorded.</Trans>;
    case "making": {
      if (making.of === undefined) return <Trans>Looking through the list of voters.</Trans>;
      const [done, of] = [i18n.number(making.done), i18n.number(making.of)];
      return (
        <Trans>
          {done} of {of} voters are on pages.
        </Trans>
      );
    }
    case "made": {
      const { length } = making.pages;
      return (
        <>
          <Plural value={length} one="# page is ready." other="# pages are ready." />{" "}
          {making.kind === "book" ? (
            <Trans>Keep it at the table. A saved file is not locked: move it off this tablet.</Trans>
          ) : null}
        </>
      );
    }
    default:
      return making satisfies never;
  }
}

function ProblemWords({ problem }: { problem: PaperListProblem | PinProblem }) {
  const { i18n } = useLingui();
  switch (problem.type) {
    case "tooLong": {
      const voters = i18n.number(problem.voters);
      return <Trans>This place has {voters} voters. Ask the county office to print the list.</Trans>;
    }
    case "notRecorded":
      return <Trans>Not made: it could not be recorded. Ask the county office for the list.</Trans>;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}
