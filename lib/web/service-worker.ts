import { offlineHeaders, offlinePage } from "./offline-page";

/**
 * The service worker of a build, as a script. It stores nothing: pages always come from the server, so that nobody is
 * ever left on an old version or sees what another has read; only where a page cannot be had does it answer with the
 * offline page, which stands in the script itself. Another build is another script, which takes over at once.
 * Everything that is no page (files, forms, the API, event streams) passes by it untouched.
 */
export const serviceWorker = (build: string): string => `// Highwater, build ${build}
const page = ${quoted(offlinePage())};
const headers = ${quoted(offlineHeaders())};

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || mode !== "navigate") return;
  if (/^\\/(?:api|v1|v2|metrics)(?:\\/|$)/.test(new URL(url).pathname)) return;
  event.respondWith(answer(event));
});

async function takeOver() {
  // The page is asked for while the worker wakes up.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function answer(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return new Response(page, { status: 503, statusText: "No connection", headers });
  }
}
`;

/** A value as JavaScript; what would end a line in a script is written out. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
