import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { offlineHeaders, offlinePage } from "@/lib/web/offline-page";
import { serviceWorker } from "@/lib/web/service-worker";

type Asked = { method?: string; mode?: string; url?: string };
type Event = { request: Asked; preloadResponse?: Promise<Response | undefined> };

/** The script in a browser's worker that has no storage at all: whatever it would keep is an error. */
function worker(network: () => Promise<Response>) {
  const heard = new Map<string, (event: unknown) => void>();
  const done: string[] = [];
  const self = {
    addEventListener: (name: string, listener: (event: unknown) => void) => heard.set(name, listener),
    skipWaiting: () => done.push("skips waiting"),
    clients: { claim: async () => done.push("takes over") },
    registration: { navigationPreload: { enable: async () => done.push("asks ahead") } },
  };
  runInContext(serviceWorker("b1"), createContext({ self, fetch: network, Response, URL }));
  return {
    done,
    /** What it answers; null where it leaves the request alone. */
    async answer({ request, preloadResponse }: Event): Promise<Response | null> {
      let answer: Promise<Response> | null = null;
      heard.get("fetch")?.({
        request: { method: "GET", mode: "navigate", url: "https://hw.example/incidents", ...request },
        preloadResponse: preloadResponse ?? Promise.resolve(undefined),
        respondWith: (given: Promise<Response>) => {
          answer = given;
        },
      });
      return answer;
    },
    async begin() {
      heard.get("install")?.({});
      const waits: Promise<unknown>[] = [];
      heard.get("activate")?.({ waitUntil: (what: Promise<unknown>) => waits.push(what) });
      await Promise.all(waits);
    },
  };
}

const gone = () => Promise.reject(new TypeError("Failed to fetch"));
const there = () => Promise.resolve(new Response("the page"));

describe("the service worker", () => {
  it("takes over at once, and another build is another script", async () => {
    const one = worker(there);
    await one.begin();
    expect(one.done).toEqual(["skips waiting", "asks ahead", "takes over"]);
    expect(serviceWorker("b2")).not.toBe(serviceWorker("b1"));
  });

  it("answers a page with what the server says, or what it said already", async () => {
    expect(await (await worker(there).answer({ request: {} }))?.text()).toBe("the page");
    const ahead = Promise.resolve(new Response("asked ahead"));
    expect(await (await worker(gone).answer({ request: {}, preloadResponse: ahead }))?.text()).toBe(
      "asked ahead",
    );
  });

  it("says what to do where a page cannot be had", async () => {
    const answer = await worker(gone).answer({ request: {} });
    expect(answer?.status).toBe(503);
    expect(await answer?.text()).toBe(offlinePage());
    for (const [name, value] of Object.entries(offlineHeaders()))
      expect(answer?.headers.get(name)).toBe(value);
    const lost = await worker(gone).answer({ request: {}, preloadResponse: gone() });
    expect(lost?.status).toBe(503);
  });

  it.each<Asked>([
    { method: "POST" },
    { mode: "cors" },
    { mode: "no-cors" },
    { mode: "same-origin" },
    { url: "https://hw.example/api/v1/incidents" },
    { url: "https://hw.example/api/auth/signin" },
    { url: "https://hw.example/metrics" },
  ])("leaves alone what is no page: %j", async (request) => {
    expect(await worker(gone).answer({ request })).toBeNull();
  });

  it("knows no store to keep anything in", () => {
    expect(serviceWorker("b1")).not.toMatch(/\bcaches\b|indexedDB|localStorage\.setItem/);
  });
});

describe("the offline page", () => {
  it("runs the one script and the one style that stand in it, and asks our own address alone", () => {
    const policy = offlineHeaders()["Content-Security-Policy"];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']{44}'; style-src 'sha256-[^']{44}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(offlinePage().match(/<script/g)).toHaveLength(1);
    expect(offlinePage()).not.toMatch(/(?:src|href)=/);
  });

  it("has the colours of all other pages, in both themes", () => {
    const css = readFileSync("app/globals.css", "utf8");
    const [light = "", dark = ""] = [...offlinePage().matchAll(/:root \{([^}]*)\}/g)].map(([, set]) => set);
    const names = [...light.matchAll(/--([\w-]+): (#\w{6})/g)];
    expect(names).toHaveLength(5);
    for (const [, name, color] of names) {
      const other = dark.match(new RegExp(`--${name}: (#\\w{6})`))?.[1];
      expect(css).toContain(`--color-${name}: light-dark(${color}, ${other});`);
    }
  });
});
