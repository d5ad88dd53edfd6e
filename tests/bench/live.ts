import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "@playwright/test";
import pg from "pg";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { ensureBrowser } from "../support/browser";
import { leave, workOn } from "../support/open-world";
import { type Launched, startProduct } from "../support/product";
import { databaseOf } from "../support/product-database";
import { visitor } from "../support/visitor";
import type { Line } from "./line";
import { quantile } from "./rounds";
import type { Setting } from "./setting";
import { openStreams, type Streams } from "./streams";

const streams = 49;
const perBurst = 10;
const lateMs = 15_000;
// What no notice told of is found by looking once a second.
const quietMs = 1_300;

/**
 * From the sending of an entry to the pages that others have open: 49 streams of events and one browser, half of them at
 * a second process that shares the database, the browser at that one. A stream has seen an entry when it is told that
 * something changed, the browser when the entry stands in its page. Of entries that are sent at once each stream counts
 * with the last thing that it was told, from when they were sent; of one alone with the first, for what it is told a
 * second later is what looking found once more. Beside them a bare LISTEN and NOTIFY.
 */
export async function live(setting: Setting, effort: { entries: number; bursts: number }): Promise<Line[]> {
  const { product, ben, scene } = setting;
  const { ref } = scene.incident;
  const post = await posting(setting);
  const second = await secondOf(product);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  const listening = await openStreams([product.url, second.url], ben.cookie, ref, streams);
  try {
    const seen = await watching(browser, second.url, ben.cookie, ref);
    const bare = await bareNotices(product);
    await sleep(quietMs);
    const sparse = noting();
    for (let entry = 0; entry < effort.entries; entry++) {
      await told(listening, seen, [`sparse ${entry}`], post, sparse);
      await sleep((entry * 137) % 700);
    }
    const bursts = noting();
    for (let burst = 0; burst < effort.bursts; burst++) {
      const texts = Array.from({ length: perBurst }, (_, entry) => `burst ${burst} of ${entry}`);
      await told(listening, seen, texts, post, bursts);
    }
    const beside = {
      "p50 of a bare NOTIFY": quantile(bare, 0.5),
      "p99 of a bare NOTIFY": quantile(bare, 0.99),
    };
    return [
      ...linesOf("one at a time", sparse, 250, beside),
      ...linesOf(`${perBurst} at once`, bursts, 500, beside),
    ];
  } finally {
    listening.close();
    await browser.close();
    second.program.child.kill("SIGTERM");
    await second.program.ends(40_000);
  }
}

type Noted = { streams: number[]; browser: number[] };
const noting = (): Noted => ({ streams: [], browser: [] });

function linesOf(how: string, noted: Noted, most: number, beside: Line["beside"]): Line[] {
  const line = (where: string, taken: number[]): Line => ({
    name: `Entry sent → ${where}, ${how}, p99`,
    ...{ figure: quantile(taken, 0.99), unit: "ms", goal: { most } },
    beside: { ...{ p50: quantile(taken, 0.5), most: Math.max(...taken), samples: taken.length }, ...beside },
  });
  return [
    line(`told to ${streams} streams at two processes`, noted.streams),
    line("in a browser's page at the other process", noted.browser),
  ];
}

/** Sends entries at once, waits until every page has them, and notes how long each took. */
async function told(
  { told }: Streams,
  seen: Map<string, number>,
  texts: readonly string[],
  post: (text: string) => Promise<void>,
  noted: Noted,
): Promise<void> {
  const before = told.map(({ length }) => length);
  const began = performance.now();
  await Promise.all(texts.map(post));
  const isOver = () =>
    texts.every((text) => seen.has(text)) && told.every((one, place) => one.length > (before[place] ?? 0));
  while (!isOver()) {
    if (performance.now() - began > lateMs) throw new Error(`not everybody has seen ${texts.join(", ")}`);
    await sleep(5);
  }
  await sleep(quietMs);
  for (const [place, one] of told.entries()) {
    const heard = texts.length === 1 ? one[before[place] ?? 0] : one.at(-1);
    noted.streams.push((heard ?? Number.NaN) - began);
  }
  for (const text of texts) noted.browser.push((seen.get(text) ?? Number.NaN) - began);
}

async function posting({ product, scene }: Setting): Promise<(text: string) => Promise<void>> {
  await workOn(product);
  const { token } = await createApiKey(
    { ...scene.ben, now: new Date() },
    { name: "bench of pages", scopes: ["incidents:write"] },
  );
  await leave();
  const sender = visitor(product.url);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return async (text) => {
    const path = `/api/v1/incidents/${scene.incident.ref}/timeline-entries`;
    const { status, body } = await sender.ask(path, {
      method: "POST",
      headers,
      body: JSON.stringify({ text }),
    });
    if (status !== 201) throw new Error(`${path} answered ${status}: ${body}`);
  };
}

/** A second process of the product, with the secrets and the database of the first. */
function secondOf(product: Launched) {
  const { url, ownerUrl } = databaseOf(product);
  return startProduct(product.dataFolder, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
}

/** Opens the incident in a browser, and notes when each entry came to stand in its page. */
async function watching(browser: Browser, url: string, cookie: string, ref: string) {
  const [name = "", value = ""] = cookie.split("=");
  const context = await browser.newContext();
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const seen = new Map<string, number>();
  await page.exposeFunction("noteSeen", (texts: string[]) => {
    for (const text of texts) if (!seen.has(text)) seen.set(text, performance.now());
  });
  const listens = page.waitForResponse((answer) => answer.url().includes("/changes?"));
  await page.goto(`${url}/incidents/${ref}`);
  await listens;
  await page.evaluate(() => {
    const { noteSeen } = window as unknown as { noteSeen(texts: string[]): void };
    // Without names of its own: the compiler would mark them with a helper that the page has not.
    new MutationObserver(() =>
      noteSeen(document.querySelector("#timeline")?.textContent?.match(/sparse \d+|burst \d+ of \d/g) ?? []),
    ).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return seen;
}

/** How long a bare notice takes from one connection to another, many times. */
async function bareNotices(product: Launched): Promise<number[]> {
  const clients = [0, 1].map(() => new pg.Client({ connectionString: databaseOf(product).url }));
  const [ear, mouth] = clients;
  if (!ear || !mouth) return [];
  for (const client of clients) await client.connect();
  const taken: number[] = [];
  try {
    await ear.query("listen bench_bare");
    for (let round = 0; round < 300; round++) {
      const heard = once(ear, "notification");
      const began = performance.now();
      await mouth.query("notify bench_bare");
      await heard;
      taken.push(performance.now() - began);
    }
  } finally {
    for (const client of clients) await client.end();
  }
  return taken;
}
