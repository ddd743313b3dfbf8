/** A hand-held scanner types what it reads: so does this, into the page, where the screens hear scanners. */
export function typeScan(scan: string): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  for (const one of scan) {
    const key = one < " " ? "Enter" : one;
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}
