/// <reference lib="webworker" />
/**
 * The service worker: keeps the app's shell, so that the tablet starts without a network. It never touches the API, the
 * county log or the county page. A new version waits until somebody says yes; the first visit is served at once, so that
 * the network may go away right after it.
 */
import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare let self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/api\//, /^\/log\//, /^\/office/] }),
);
clientsClaim();

self.addEventListener("message", (message) => {
  if (message.data?.type === "SKIP_WAITING") void self.skipWaiting();
});
