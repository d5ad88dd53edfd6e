import { type BrowserContext, chromium } from "@playwright/test";
import { ensureBrowser } from "../support/browser";
import { incidentWith } from "./incident-page";
import type { Line } from "./line";
import { quantile } from "./rounds";
import type { Setting } from "./setting";

const many = 1_001;
const perFrame = 120;

type Scrolled = { frames: number[]; longTasks: number[]; height: number };

/**
 * A thousand entries on one page, scrolled from end to end at 120 px a frame in Chromium, beside the same for a page of
 * forty, which is what a timeline shows at first, and for the thousand when all of them are laid out. The figure is of
 * the time from frame to frame, of which one in twenty took longer.
 */
export async function scroll(setting: Setting): Promise<Line[]> {
  const { product, ben } = setting;
  const ref = await incidentWith(setting, many);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const [name = "", value = ""] = ben.cookie.split("=");
    await context.addCookies([{ name, value, url: product.url }]);
    const address = `${product.url}/incidents/${ref}`;
    const short = await scrolled(context, address);
    const long = await scrolled(context, `${address}?all=1`);
    const laidOut = await scrolled(
      context,
      `${address}?all=1`,
      "ol { content-visibility: visible !important }",
    );
    const began = performance.now();
    const { bytes, body } = await ben.ask(`/incidents/${ref}?all=1`);
    return [
      {
        name: "1,000 entries scrolled against 40: time between frames, p95",
        ...{
          figure: quantile(long.frames, 0.95) / quantile(short.frames, 0.95),
          unit: "×",
          goal: { most: 1.5 },
        },
        beside: {
          ...{ "ms p95": quantile(long.frames, 0.95), "ms p95 of 40": quantile(short.frames, 0.95) },
          "ms p95 when all are laid out": quantile(laidOut.frames, 0.95),
          ...{ frames: long.frames.length, px: long.height },
          "tasks over 50 ms": long.longTasks.length,
          "ms of the longest": Math.max(0, ...long.longTasks),
          "tasks over 50 ms when all are laid out": laidOut.longTasks.length,
          "ms until the page has come": performance.now() - began,
          ...{ "kB of it": bytes / 1_000, entries: body.match(/id="entry-/g)?.length ?? 0 },
        },
      },
    ];
  } finally {
    await browser.close();
  }
}

async function scrolled(context: BrowserContext, address: string, style?: string): Promise<Scrolled> {
  const page = await context.newPage();
  await page.route("**/changes?*", (route) => route.abort());
  await page.goto(address, { waitUntil: "networkidle" });
  if (style) await page.addStyleTag({ content: style });
  const run = () =>
    page.evaluate(async (step) => {
      const frames: number[] = [];
      const longTasks: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longTasks.push(duration);
      });
      observer.observe({ type: "longtask" });
      window.scrollTo(0, 0);
      let last = await new Promise<number>(requestAnimationFrame);
      // Without functions of its own that have names: the compiler would mark them with a helper that the page has not.
      while (window.scrollY < document.documentElement.scrollHeight - window.innerHeight - 1) {
        window.scrollBy(0, step);
        const now = await new Promise<number>(requestAnimationFrame);
        frames.push(now - last);
        last = now;
      }
      observer.disconnect();
      return { frames, longTasks, height: document.documentElement.scrollHeight };
    }, perFrame);
  const found = await run();
  await page.close();
  return found;
}
