/**
 * A keystroke anywhere goes to the search box; so does a hand-held scanner, which types. Keys that mean something where
 * the focus is (in a field, while a dialog is open, blank and Enter on a button) and keys with Ctrl, Alt or Command are left alone.
 */
import { useEffect, useRef } from "react";

/** `onText` is given each character that was typed outside of a field, `onEscape` the Escape key. */
export function useTypeAnywhere(onText: (text: string) => void, onEscape?: () => void): void {
  const handlers = useRef({ onText, onEscape });
  handlers.current = { onText, onEscape };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (event.key === "Escape") {
        handlers.current.onEscape?.();
        return;
      }
      if (target.closest("input, textarea, select") !== null) return;
      if ([...event.key].length !== 1 || event.key === " ") return;
      event.preventDefault();
      event.stopPropagation();
      handlers.current.onText(event.key);
    };
    // In the capture phase: the list would otherwise take letters as a wish to jump to a row.
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
