import { createHash } from "node:crypto";
import { waitingPrefix } from "../incidents/timeline/labels";

/**
 * What a browser shows in place of a page while Highwater cannot be reached. It is the same for everybody, holds
 * nothing of anybody's, and looks by itself whether there is an answer again; then the page that was wanted opens.
 * The colours are those of `app/globals.css`, which cannot be loaded then.
 */
export const offlinePage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f3f6f8">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0a1013">
<title>No connection · Highwater</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="mark">Highwater</p>
<h1>Highwater cannot be reached</h1>
<p>Either this device has no connection, or Highwater is away for a moment. The page you wanted opens by itself as soon as there is an answer.</p>
<p id="waiting" role="status"></p>
<ul>
<li>Look whether the network is there, and the VPN if you need one.</li>
<li>Go on by phone or chat meanwhile, and note the minutes: entries can be placed at the time at which it happened, as in <code>14:40 restart initiated</code>.</li>
</ul>
<p><button type="button" id="again">Try again</button></p>
<noscript><p>Load this page again to try.</p></noscript>
</main>
<script>${script}</script>
</body>
</html>
`;

/** The headers that go with it: this page runs the one script that stands in it, asks our own address, and nothing else. */
export const offlineHeaders = (): Readonly<Record<string, string>> => ({
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Content-Security-Policy": [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
});

const style = `
:root { color-scheme: light dark; --page: #f3f6f8; --ink: #121d25; --muted: #47535b; --accent: #006176; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0a1013; --ink: #e9eef0; --muted: #a4aeb3; --accent: #6dcdd8; --on-accent: #03171d; }
}
body { margin: 0; min-height: 100dvh; display: grid; align-items: end; background: var(--page); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
main { box-sizing: border-box; width: 100%; max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem calc(2rem + env(safe-area-inset-bottom)); }
.mark { margin: 0; color: var(--muted); font-weight: 600; }
h1 { margin: 0.25rem 0 0; font-size: 1.4375rem; line-height: 1.875rem; letter-spacing: -0.018em; }
p, li { color: var(--muted); }
ul { padding-left: 1.25rem; }
#waiting { color: var(--ink); font-weight: 500; }
#waiting:empty { display: none; }
button { width: 100%; min-height: 3rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 500; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (min-width: 48rem) { body { align-items: center; } button { width: auto; padding: 0 1.5rem; } }
`;

// How the page keeps what waits is said in app/(workspace)/incidents/[ref]/entry-queue.ts; here it is only counted, for
// whoever holds the device need not be who wrote it.
const script = `
const count = () => {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith("${waitingPrefix}"))
      .reduce((sum, key) => sum + JSON.parse(localStorage.getItem(key)).length, 0);
  } catch {
    return 0;
  }
};
const waiting = count();
if (waiting > 0)
  document.getElementById("waiting").textContent = waiting === 1
    ? "One timeline entry waits on this device. It is sent when its incident is open again."
    : waiting + " timeline entries wait on this device. They are sent in order when their incident is open again.";
let asking = false;
const look = async () => {
  if (asking || document.visibilityState !== "visible") return;
  asking = true;
  const there = await fetch("/api/health", { cache: "no-store" }).then(({ ok }) => ok, () => false);
  asking = false;
  if (there) location.reload();
};
setInterval(look, 4000);
addEventListener("online", look);
document.addEventListener("visibilitychange", look);
document.getElementById("again").addEventListener("click", () => location.reload());
`;

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
