/**
 * The service worker as the screens see it: registered once, looked at again every hour, and a new version only ever
 * takes over after somebody said yes. When it has, the page loads itself again.
 */
import type { AppUpdate } from "./surroundings.ts";

const hour = 3_600_000;

export function registerServiceWorker(): AppUpdate {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return { waiting: () => false, watch: () => () => {}, install: () => {} };
  const watchers = new Set<() => void>();
  let registration: ServiceWorkerRegistration | undefined;
  const tell = (): void => {
    for (const watcher of watchers) watcher();
  };
  const look = async (): Promise<void> => {
    if (registration !== undefined) return void (await registration.update());
    registration = await serviceWorker.register("/sw.js");
    registration.addEventListener("updatefound", () => {
      registration?.installing?.addEventListener("statechange", tell);
    });
    tell();
  };
  // The first version that takes a new page over is no update.
  let served = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (served) location.reload();
    served = true;
  });
  // Without a network this fails and the version at hand goes on serving; the timer asks again.
  const tryToLook = (): void => void look().catch(() => undefined);
  tryToLook();
  setInterval(tryToLook, hour);
  return {
    // A very first version waits for a moment too, with none before it that goes on serving.
    waiting: () => served && registration?.waiting != null,
    watch: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    install: () => registration?.waiting?.postMessage({ type: "SKIP_WAITING" }),
  };
}
