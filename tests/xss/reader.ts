import type { Browser, BrowserContext, Page } from "@playwright/test";
import { castPassword, people } from "../support/cast";
import type { Sight } from "./addresses";
import { asShown } from "./corpus";
import { type Watch, watch } from "./watch";

/** Somebody who reads in a browser without a content security policy: nothing may be held back by it alone. */
export type Reader = { context: BrowserContext; page: Page; watching: Watch };

/** What was read: how many pages of each kind, what a text did there, and which texts could be read. */
export type Reading = {
  opened: Record<string, number>;
  found: string[];
  shown: Record<string, Set<string>>;
};

/** A reader without a session. */
export async function stranger(browser: Browser, url: string, headers = {}): Promise<Reader> {
  const context = await browser.newContext({ bypassCSP: true, baseURL: url, extraHTTPHeaders: headers });
  const watching = await watch(context, url);
  return { context, page: await context.newPage(), watching };
}

/** A reader who is signed in. */
export async function reader(browser: Browser, url: string, name: "omar" | "cleo"): Promise<Reader> {
  const one = await stranger(browser, url);
  await signIn(one.page, name);
  await one.page.waitForURL("/", { timeout: 60_000 });
  return one;
}

/** Fills in the form of the sign-in and sends it. */
export async function signIn(page: Page, name: "omar" | "cleo", address = "/sign-in"): Promise<void> {
  await page.goto(address);
  await page.getByLabel("E-mail address").fill(people[name].email);
  await page.getByLabel("Password", { exact: true }).fill(castPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Opens every page, and what its link to the older ones leads to; several readers share the work. */
export async function readAll(
  readers: readonly Reader[],
  sights: readonly Sight[],
  texts: readonly string[],
): Promise<Reading> {
  const waiting = sights.map((sight) => ({ ...sight }));
  const reading: Reading = { opened: {}, found: [], shown: {} };
  await Promise.all(
    readers.map(async (one) => {
      for (let sight = waiting.shift(); sight; sight = waiting.shift()) {
        const older = await read(one, sight, texts, reading);
        if (older) waiting.push({ ...sight, address: older });
      }
    }),
  );
  return reading;
}

async function read(
  { page, watching }: Reader,
  { kind, address }: Sight,
  texts: readonly string[],
  reading: Reading,
): Promise<string | null> {
  const note = (problem: string) => reading.found.push(`${address}: ${problem}`);
  const answer = await page.goto(address, { waitUntil: "domcontentloaded" });
  if (answer?.status() !== 200) note(`answers ${answer?.status()}`);
  await settled(page).catch(() => note("never becomes alive"));
  for (const problem of await watching.found(page)) note(problem);
  const words = await wordsOn(page);
  reading.opened[kind] = (reading.opened[kind] ?? 0) + 1;
  const shown = texts.filter((text) => words.includes(asShown(text)));
  reading.shown[kind] = new Set([...(reading.shown[kind] ?? []), ...shown]);
  return page.evaluate(() => document.querySelector("a[rel=next]")?.getAttribute("href") ?? null);
}

/** Waits until React has taken over everything that can be used, and has drawn what it draws only in a browser. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [
        ...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary"),
      ].every((element) => Object.keys(element).some((key) => key.startsWith("__reactFiber$"))),
    undefined,
    { timeout: 10_000 },
  );
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
}

/** All that can be read on a page: folded parts, fields, what shows under the pointer and in place of images included. */
export async function wordsOn(page: Page): Promise<string> {
  const words = await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")];
    const tips = [...document.querySelectorAll<HTMLElement>("[title]")];
    const images = [...document.querySelectorAll("img")];
    return [
      document.body.innerText,
      ...fields.map(({ value }) => value),
      ...tips.map(({ title }) => title),
      ...images.map(({ alt }) => alt),
    ].join("\n");
  });
  return asShown(words);
}
