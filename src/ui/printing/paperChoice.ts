/** The paper of this tablet's printer: chosen on the tablet and kept in localStorage; the rules say with which it begins. */
import type { Paper } from "../../domain/printingRules.ts";

const key = "turnout/paper";

export function chosenPaper(byRules: Paper | undefined): Paper {
  const kept = localStorage.getItem(key);
  return kept === "thermal80" || kept === "letter" ? kept : (byRules ?? "thermal80");
}

export function choosePaper(paper: Paper): void {
  localStorage.setItem(key, paper);
}
