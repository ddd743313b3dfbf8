/** The high-contrast switch. Kept in localStorage; the system's own wish for more contrast is the start. */
const key = "turnout/contrast";

export function showKeptContrast(): void {
  const kept = localStorage.getItem(key);
  show(kept === null ? matchMedia("(prefers-contrast: more)").matches : kept === "more");
}

export function isHighContrast(): boolean {
  return document.documentElement.dataset["contrast"] === "more";
}

export function setHighContrast(high: boolean): void {
  localStorage.setItem(key, high ? "more" : "plain");
  show(high);
}

function show(high: boolean): void {
  document.documentElement.dataset["contrast"] = high ? "more" : "plain";
}
