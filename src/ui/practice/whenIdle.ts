/** Calls back once nobody has touched the screen or a key for so long (milliseconds); answers how to stop waiting. */
export function whenIdle(page: Pick<Window, "addEventListener" | "removeEventListener">, ms: number, then: () => void) {
  const touched = ["pointerdown", "keydown", "wheel"] as const;
  let timer = setTimeout(then, ms);
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  };
  for (const event of touched) page.addEventListener(event, again, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const event of touched) page.removeEventListener(event, again, { capture: true });
  };
}
