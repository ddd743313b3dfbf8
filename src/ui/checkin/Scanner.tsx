/**
 * Cards, by a hand-held scanner that types or by the camera. What was scanned is read here, once, and forgotten; only name
 * and birth date, or a voter's id, go to the tablet. The newest scan wins: when it comes, what stood on the desk goes away
 * at once, and an answer to an older one, or one that comes after somebody typed or chose, changes nothing.
 */
import { useEffect, useRef } from "react";
import type { CardDates } from "../../domain/idExpiry.ts";
import { readScan } from "../../protocol/scan.ts";
import type { ScannedPerson } from "../../roll/scannedPerson.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import type { Desk } from "./desk.ts";
import type { DeskView } from "./deskView.ts";
import { ScanCard } from "./ScanCard.tsx";
import { type Burst, hear, hearNothing, type Scanned, usualPace } from "./scannerKeys.ts";
import type { Scanning } from "./scanning.ts";

export function Scanner({ desk, scanning }: { desk: Desk; scanning: Scanning }) {
  const tablet = useTablet();
  const fail = useFailure();
  const day = useTabletState().election?.date ?? "9999-12-31";
  const newest = useRef(0);
  const view = useRef(desk.view);
  view.current = desk.view;

  const lastRead = useRef<string>(undefined);

  /** Answers whether it was a card. */
  const take = ({ text, again }: Scanned): boolean => {
    const read = readScan(text, day);
    const said = read.ok ? JSON.stringify(read.value) : undefined;
    // The end of a licence says nothing new of the voter, who may have been checked in by now.
    if (again && said !== undefined && said === lastRead.current) return true;
    lastRead.current = said;
    const mine = ++newest.current;
    if (!read.ok) {
      // After what this scan changed on the desk is drawn: every other change takes the reason away.
      setTimeout(() => mine === newest.current && scanning.refuse(read.error));
      return false;
    }
    desk.search("");
    const show = async (): Promise<void> => {
      const answer = await tablet.findScanned(read.value);
      if (answer === undefined || mine !== newest.current || !isUntouched(view.current)) return;
      const card = read.value.scan === "person" ? datesOf(read.value.person) : undefined;
      if (answer.found === "one") desk.show(answer.voterId, "scan", card);
      else desk.search(answer.query, card);
    };
    void show().catch(fail);
    return true;
  };

  const heardBy = useRef(take);
  heardBy.current = take;
  const search = useRef(desk.search);
  search.current = desk.search;
  const { keys } = scanning;
  useEffect(() => {
    let burst: Burst | undefined;
    let before = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (): void => {
      const at = performance.now();
      const now = hearNothing(burst, at, usualPace);
      burst = now.burst;
      // The keys' own times may run a little ahead.
      if (burst !== undefined && at - burst.last < usualPace.gap) timer = setTimeout(rest, usualPace.gap);
      if (now.scan !== undefined) heardBy.current(now.scan);
    };
    keys.current = (event) => {
      if (event.isComposing || event.altKey || event.metaKey || isElsewhere(event.target)) return;
      const { key, ctrlKey: ctrl, repeat, timeStamp: at } = event;
      const heard = hear(burst, { key, ctrl, repeat, at }, usualPace);
      burst = heard.burst;
      if (heard.begins) before = view.current.at === "finding" ? view.current.query : "";
      if (heard.act !== "type") {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (heard.act === "takeBack") search.current(before);
      if (heard.scan !== undefined) heardBy.current(heard.scan);
      clearTimeout(timer);
      if (burst !== undefined && burst.state !== "typing") timer = setTimeout(rest, usualPace.gap + 10);
    };
    return () => {
      clearTimeout(timer);
      keys.current = undefined;
    };
  }, [keys]);

  return scanning.byCamera ? (
    <ScanCard
      problem={scanning.problem}
      onText={(text) => {
        if (take({ text, again: false })) scanning.end();
      }}
      onClose={scanning.end}
    />
  ) : null;
}

/** What may be said of the card later: whether it counts, by its age and the voter's. */
const datesOf = ({ expires, birthDate }: ScannedPerson): CardDates => ({ expires, birthDate });

/** As a scan left the desk: nothing typed and nobody chosen since. */
function isUntouched(view: DeskView): boolean {
  return view.at === "finding" && view.query === "" && view.chosen === undefined;
}

/** In another field than the search box, or in a dialog: those keys are no business of the desk. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return true;
  const field = target instanceof Element ? target.closest("input, textarea, select") : null;
  return field !== null && !field.classList.contains("search");
}
