import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { constants, inflateSync } from "node:zlib";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { openRelay, type Relay } from "../support/relay";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

// Other tests have none, so that what they catch on its way is on its way.
test.use({ serviceWorkers: "allow" });

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const address = () => process.env.HIGHWATER_E2E_URL ?? "";
const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const entries = (page: Page) => page.locator("#timeline li[id^=entry-]");
const bar = (page: Page) => page.getByRole("region", { name: "Work on this incident" });

/** An incident of this test's own, in Ben's hand. */
async function declared(browser: Browser, title: string, baseURL = address()): Promise<Page> {
  await ensurePerson(browser, "lea");
  const page = await signedIn(browser, "ben", { ...phone, baseURL });
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.getByRole("button", { name: "Declare incident" }).tap();
  await page.waitForURL(/\/incidents\/INC-/);
  await expect(composer(page)).toHaveAttribute("aria-autocomplete", "list");
  return page;
}

/** Until the worker answers for this page. */
async function guarded(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

test("a browser offers to install it, and finds nothing wrong with how it describes itself", async ({
  playwright,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "highwater-installed-test-"));
  const { launchOptions = {} } = test.info().project.use;
  // Not in a private window: those install nothing.
  const context = await playwright.chromium.launchPersistentContext(folder, launchOptions);
  try {
    const page = await context.newPage();
    await page.goto(`${address()}/sign-in`);
    const browser = await context.newCDPSession(page);
    const manifest = await browser.send("Page.getAppManifest");
    expect(manifest.errors).toEqual([]);
    expect(manifest.url).toBe(`${address()}/manifest.webmanifest`);
    expect(JSON.parse(manifest.data ?? "{}")).toMatchObject({ name: "Highwater", display: "standalone" });
    const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.describe("where the network fails", () => {
  let network: Relay;
  const through = () => `http://127.0.0.1:${network.port}`;

  test.beforeAll(async () => {
    network = await openRelay(Number(new URL(address()).port));
  });

  test.afterAll(() => network.cut());

  test("without a connection a page says what to do, keeps nothing of anybody's, and opens by itself afterwards", async ({
    browser,
  }) => {
    const page = await signedIn(browser, "ben", { baseURL: through() });
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    await page.goto("/");
    await guarded(page);
    for (const path of ["/incidents", "/inbox", "/settings/profile"]) await page.goto(path);
    expect(await page.evaluate(() => caches.keys())).toEqual([]);

    await network.cut();
    await page.goto("/incidents");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Highwater cannot be reached");
    await expect(page.getByRole("main")).not.toContainText("Ben");
    await look(page, "offline");
    await network.mend();
    await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible({ timeout: 20_000 });
    expect(refused).toEqual([]);
    await page.context().close();
  });

  test("what was written waits through a reload without a connection, and is sent once when there is one", async ({
    browser,
  }) => {
    const page = await declared(browser, "The harbour lights go out", through());
    await guarded(page);
    await network.cut();
    const lines = ["the generator runs", "the quay is lit again"];
    for (const line of lines) {
      await composer(page).fill(line);
      await page.getByRole("button", { name: "Add entry" }).tap();
      await expect(composer(page)).toHaveValue("");
    }
    await expect(page.getByText("No answer from Highwater")).toBeVisible();
    await page.reload();
    await expect(page.getByText("2 timeline entries wait on this device.")).toBeVisible();
    await network.mend();
    for (const line of lines)
      await expect(entries(page).filter({ hasText: line })).toHaveCount(1, { timeout: 20_000 });
    // The newest stands first.
    const written = entries(page).filter({ hasText: new RegExp(lines.join("|")) });
    await expect(written).toHaveText(lines.toReversed().map((line) => new RegExp(line)));
    await page.context().close();
  });
});

test.describe("after an upgrade", () => {
  let front: Server;
  /** The build that what stands in front gives the worker out as; null where it says that there is none. */
  let build: string | null = "first";

  test.beforeAll(async () => {
    const { hostname, port } = new URL(address());
    front = createServer((asked, answer) => {
      const { method, url: path, headers } = asked;
      // Packed, the first line of the script could not be changed on the way.
      const plain = { ...headers, "accept-encoding": "identity" };
      const behind = request({ hostname, port, method, path, headers: plain }, async (got) => {
        if (path !== "/service-worker.js") {
          answer.writeHead(got.statusCode ?? 502, got.headers);
          return got.pipe(answer);
        }
        const script = await text(got);
        if (build === null) return answer.writeHead(404).end();
        answer.writeHead(200, { "content-type": "text/javascript" });
        return answer.end(script.replace(/^(\/\/ Highwater, build ).*$/m, `$1${build}`));
      });
      asked.pipe(behind);
    });
    await new Promise<void>((ready) => front.listen(0, "127.0.0.1", ready));
  });

  test.afterAll(() => {
    front.closeAllConnections();
    front.close();
  });

  test("the new worker takes over with the next page, and one that is gone stands in nobody's way", async ({
    browser,
  }) => {
    const page = await signedIn(browser, "ben", {
      baseURL: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    });
    await page.addInitScript(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        document.documentElement.dataset.takenOver = "yes";
      });
    });
    const takenOver = page.locator("html[data-taken-over]");
    await page.goto("/");
    await guarded(page);
    await page.goto("/incidents");
    await expect(takenOver).toHaveCount(0);
    build = "second";
    await page.goto("/inbox");
    await expect(takenOver).toHaveCount(1);
    build = null;
    await page.goto("/incidents");
    await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
    await page.context().close();
  });
});

test("on a phone an incident is worked with the thumb: acknowledge, log, move, escalate", async ({
  browser,
}) => {
  const page = await declared(browser, "The sluice gate is stuck");
  const acts = [
    ...(await bar(page).getByRole("button").all()),
    ...(await bar(page).getByRole("link").all()),
    page.getByRole("navigation", { name: "Main, short" }).getByRole("button", { name: "More" }),
  ];
  expect(acts).toHaveLength(5);
  for (const act of acts) {
    const box = await act.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    // The lower third is what a thumb reaches.
    expect(box?.y).toBeGreaterThan((844 * 2) / 3);
  }
  await expect(page.getByRole("link", { name: "Declare", exact: true })).toBeHidden();
  await look(page, "pocket-new", { narrowDark: true });
  await page.setViewportSize(phone.viewport);

  await bar(page).getByRole("button", { name: "Acknowledge" }).tap();
  await expect(entries(page).filter({ hasText: "Acknowledged by Ben" })).toHaveCount(1);
  await expect(bar(page).getByRole("button", { name: "Acknowledge" })).toHaveCount(0);

  await bar(page).getByRole("link", { name: "Log" }).tap();
  await expect(composer(page)).toBeFocused();
  // The keyboard takes its half of the page: what is typed, and what sends it, are in the other.
  await expect(bar(page)).toBeHidden();
  await page.setViewportSize({ width: 390, height: 430 });
  for (const what of [composer(page), page.getByRole("button", { name: "Add entry" })])
    await expect.poll(() => what.evaluate(isUncovered)).toBe(true);
  await page.keyboard.type("the gate moves by hand");
  await page.getByRole("button", { name: "Add entry" }).tap();
  await expect(entries(page).filter({ hasText: "the gate moves by hand" })).toHaveCount(1);
  await composer(page).blur();
  await page.setViewportSize(phone.viewport);

  await bar(page).getByRole("link", { name: "Status" }).tap();
  await expect(composer(page)).toHaveValue("/status ");
  await page.getByRole("listbox").getByRole("option", { name: "Investigating" }).tap();
  await page.getByRole("button", { name: "Add entry" }).tap();
  await expect(entries(page).filter({ hasText: "Triage → Investigating" })).toHaveCount(1);
  await composer(page).blur();

  await bar(page).getByRole("link", { name: "Escalate" }).tap();
  await page.keyboard.type("le");
  await page.getByRole("listbox").getByRole("option", { name: /Lea/ }).tap();
  await page.keyboard.type("the crane is needed");
  await page.getByRole("button", { name: "Add entry" }).tap();
  await expect(entries(page).filter({ hasText: "@lea the crane is needed" })).toContainText("Escalation");
  await composer(page).blur();

  await page.getByRole("button", { name: "More" }).tap();
  await expect(page.getByRole("link", { name: "Action items" }).last()).toBeVisible();
  await page.getByRole("button", { name: "Close" }).tap();
  await look(page, "pocket-worked", { narrowDark: true });
  await page.context().close();
});

test("nothing that has the focus is beneath the bar", async ({ browser }) => {
  const page = await declared(browser, "The tide gauge is silent");
  for (let n = 1; n <= 12; n++) {
    await composer(page).fill(`reading ${n} of 12`);
    await page.getByRole("button", { name: "Add entry" }).tap();
    await expect(entries(page).filter({ hasText: `reading ${n} of 12` })).toHaveCount(1);
  }
  for (const link of await entries(page).getByRole("link").all()) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await link.focus();
    expect(await link.evaluate(isUncovered)).toBe(true);
  }
  await page.context().close();
});

test("at night there is no flash of white: before the styles have come the page is dark", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben", { ...phone, colorScheme: "dark", serviceWorkers: "block" });
  await page.route("**/*.css*", (route) => route.abort());
  await page.goto("/incidents");
  const shade = await page.screenshot({ clip: { x: 380, y: 830, width: 4, height: 4 } });
  const at = shade.indexOf("IDAT");
  // Of a PNG's first pixel every filter leaves the channels as they are; the first byte names the filter.
  const [, red = 255, green = 255, blue = 255] = inflateSync(
    shade.subarray(at + 4, at + 4 + shade.readUInt32BE(at - 4)),
    // The picture may come in several pieces: the first holds the first pixel.
    { finishFlush: constants.Z_SYNC_FLUSH },
  );
  expect(Math.max(red, green, blue)).toBeLessThan(64);
  const colors = await page
    .locator("meta[name=theme-color]")
    .evaluateAll((metas) => metas.map((meta) => [meta.getAttribute("media"), meta.getAttribute("content")]));
  expect(colors).toEqual([
    ["(prefers-color-scheme: light)", "#f3f6f8"],
    ["(prefers-color-scheme: dark)", "#0a1013"],
  ]);
  await page.context().close();
});

/** Whether somebody who looks at the middle of an element sees it, and not what lies over it or beyond the page's edge. */
function isUncovered(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return seen !== null && (element.contains(seen) || seen.contains(element));
}
