/**
 * The service worker as the screens see it: registered once, looked at again every hour, and a new version only ever
 * takes over after somebody said yes. When it has, the page loads itself again.
 */
import { Workbox } from "workbox-window";
import type { AppUpdate } from "./surroundings.ts";

const hour = 3_600_000;

export function registerServiceWorker(): AppUpdate {
  if (!("serviceWorker" in navigator)) return { waiting: () => false, watch: () => () => {}, install: () => {} };
  const workbox = new Workbox("/sw.js");
  const watchers = new Set<() => void>();
  let waiting = false;
  workbox.addEventListener("waiting", () => {
    waiting = true;
    for (const tell of watchers) tell();
  });
  workbox.addEventListener("controlling", (event) => {
    if (event.isUpdate === true) location.reload();
  });
  // Without a network the registration fails and the version at hand goes on serving; the timer asks again.
  const look = (): void => void workbox.update().catch(() => undefined);
  void workbox.register().catch(() => undefined);
  setInterval(look, hour);
  return {
    waiting: () => waiting,
    watch: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    install: () => workbox.messageSkipWaiting(),
  };
}
