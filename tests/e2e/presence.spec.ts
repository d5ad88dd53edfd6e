import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { people } from "../support/cast";
import { lackOfNginx } from "../support/nginx";
import { composerIsAlive } from "./support/alive";
import { look } from "./support/axe";
import { type Cluster, firstAdmin, startCluster } from "./support/cluster";
import { password, signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const others = (page: Page) => page.getByRole("list", { name: "Also here" }).getByRole("listitem");

async function declareOn(page: Page, url: string, title: string): Promise<string> {
  await page.goto(`${url}/incidents/new`);
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  return new URL(page.url()).pathname;
}

async function opened(browser: Browser, name: "ben" | "lea" | "cleo", path: string): Promise<Page> {
  const page = await signedIn(browser, name);
  await page.goto(path);
  return page;
}

test("who else has the page open is seen, each once, and that somebody types", async ({ browser }) => {
  const ben = await signedIn(browser, "ben");
  const path = await declareOn(ben, "", "The buoy has no light");
  await expect(others(ben)).toHaveCount(0);
  const lea = await opened(browser, "lea", path);
  await composerIsAlive(composer(lea));
  await expect(others(ben)).toHaveText(/Lea/);
  await expect(others(lea)).toHaveText(/Ben/);
  const second = await lea.context().newPage();
  await second.goto(path);
  await composerIsAlive(composer(second));
  const cleo = await opened(browser, "cleo", path);
  await expect(others(ben)).toHaveCount(2);
  await expect(others(cleo)).toHaveCount(2);
  await second.close();
  await cleo.close();
  await expect(others(ben)).toHaveCount(1, { timeout: 15_000 });
  await look(ben, `${path} with Lea`);

  await ben.bringToFront();
  await composer(lea).click();
  await lea.keyboard.type("14:40 restart initi", { delay: 20 });
  await expect(ben.getByText("Lea is typing…")).toBeVisible();
  await expect(lea.getByText(/is typing/)).toHaveCount(0);
  await expect(ben.getByText("Lea is typing…")).toBeHidden({ timeout: 15_000 });
  await lea.keyboard.type("ated");
  await expect(ben.getByText("Lea is typing…")).toBeVisible();
  await lea.keyboard.press("Enter");
  await expect(ben.getByText("Lea is typing…")).toBeHidden();
  await lea.goto("/teams");
  await expect(others(ben)).toHaveCount(0, { timeout: 15_000 });
});

test("a role that is handed over is seen by both, without loading the page again", async ({ browser }) => {
  await signedIn(browser, "lea").then((page) => page.context().close());
  const ben = await signedIn(browser, "ben");
  const path = await declareOn(ben, "", "The bridge has two helmsmen");
  const lea = await opened(browser, "lea", path);
  await composerIsAlive(composer(lea));
  for (const [handle, name] of [
    ["ben", "Ben"],
    ["lea", "Lea"],
  ] as const) {
    await composer(ben).fill(`/role commander @${handle} `);
    await ben.keyboard.press("Enter");
    for (const page of [ben, lea])
      await expect(page.getByText(`Commander ${name}`, { exact: true })).toBeVisible({ timeout: 15_000 });
  }
  for (const page of [ben, lea])
    await expect(page.locator("#timeline")).toContainText("Commander handed over from Ben to Lea");
});

test("a correction that is being written is not told that its entry says something else now, until it is sent", async ({
  browser,
}) => {
  const ben = await signedIn(browser, "ben");
  const path = await declareOn(ben, "", "The chart has two depths");
  await composer(ben).fill("five fathoms");
  await ben.keyboard.press("Enter");
  const entry = ben.locator("#timeline li[id^=entry-]").filter({ hasText: "five fathoms" });
  await expect(entry).toHaveCount(1);
  const id = (await entry.getAttribute("id"))?.replace("entry-", "");
  const correcting = `${path}?correct=${id}&entry=${id}#entry-${id}`;
  const lea = await opened(browser, "lea", correcting);
  await ben.goto(correcting);
  for (const page of [ben, lea]) {
    await composerIsAlive(composer(page));
    await page.getByLabel("Why it is corrected").fill("sounded again");
  }
  // Who is on the page is heard all the same.
  await expect(others(ben)).toHaveText(/Lea/);
  const field = (page: Page) => page.locator("#timeline").getByLabel("What happened");
  await field(lea).fill("six fathoms");
  await lea.getByRole("button", { name: "Save correction" }).click();
  await expect(lea.getByRole("button", { name: "Save correction" })).toBeHidden();
  const version = ben.locator("#timeline input[name=version]");
  // The change has reached those who ask for the page anew.
  const reader = await opened(browser, "cleo", path);
  await expect(reader.locator("#timeline")).toContainText("six fathoms");
  await expect(others(ben)).toHaveText([/Cleo/, /Lea/]);
  await expect(version).toHaveValue("1");
  await field(ben).fill("seven fathoms");
  await ben.getByRole("button", { name: "Save correction" }).click();
  await expect(ben.getByText("Somebody saved another version while you were writing")).toBeVisible();
  await expect(ben.getByText("six fathoms").first()).toBeVisible();
});

test("what is typed by the key is told at most once in three seconds", async ({ browser }) => {
  const ben = await signedIn(browser, "ben");
  await declareOn(ben, "", "The tally clerk counts");
  const told: string[] = [];
  ben.on("request", (request) => {
    if (request.url().endsWith("/typing")) told.push(request.method());
  });
  await composer(ben).click();
  const began = Date.now();
  await ben.keyboard.type("x".repeat(50), { delay: 10 });
  await expect.poll(() => told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - began) / 3_000));
  await composer(ben).fill("");
  await expect.poll(() => told.at(-1)).toBe("DELETE");
  expect(told.filter((method) => method === "DELETE")).toHaveLength(1);
});

test("a page without JavaScript shows nobody, and says nothing of that", async ({ browser }) => {
  const ben = await signedIn(browser, "ben");
  const path = await declareOn(ben, "", "The foghorn is dumb");
  const plain = await signedIn(browser, "lea", { javaScriptEnabled: false });
  await plain.goto(path);
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("The foghorn is dumb");
  await expect(others(plain)).toHaveCount(0);
  await expect(plain.getByText("Also here")).toHaveCount(0);
});

test("nobody outside a restricted incident learns who is there, by whatever they ask", async ({
  browser,
}) => {
  const lea = await signedIn(browser, "lea");
  const path = await declareOn(lea, "", "A leak that few may know of");
  await lea.goto(`${path}/edit`);
  await lea.getByRole("button", { name: /^Restrict/ }).click();
  await expect(lea.getByText(/Restricted/).first()).toBeVisible();
  await lea.goto(path);
  await composerIsAlive(composer(lea));
  const ben = await signedIn(browser, "ben");
  const ref = path.split("/").at(-1);
  for (const method of ["PUT", "DELETE"])
    expect((await ben.request.fetch(`${path}/typing`, { method })).status()).toBe(404);
  await ben.goto("/teams");
  const heard = await ben.evaluate(
    (address) =>
      new Promise<string[]>((resolve) => {
        const said: string[] = [];
        const source = new EventSource(address);
        source.addEventListener("presence", ({ data }) => said.push(data));
        // Long after the first word of a page that may be seen.
        setTimeout(() => {
          source.close();
          resolve(said);
        }, 3_000);
      }),
    `/changes?incident=${ref}`,
  );
  expect(heard).toEqual([]);
});

test.describe("at two processes", () => {
  test.describe.configure({ mode: "serial" });
  let cluster: Cluster;
  let omar: BrowserContext;
  let lea: BrowserContext;

  test.beforeAll(async ({ browser }) => {
    const lack = lackOfNginx();
    test.skip(lack !== null, `${lack}: two processes behind a real proxy are not tried.`);
    cluster = await startCluster();
    omar = await firstAdmin(browser, cluster);
    const { name, email, title, role } = people.lea;
    const admin = await omar.newPage();
    await admin.goto(`${cluster.proxy.https}/settings/people`);
    const form = admin.locator("form").filter({ hasText: "Make an invitation link" });
    await form.getByLabel("E-mail address").fill(email);
    await form.getByLabel("Name", { exact: true }).fill(name);
    await form.getByLabel("Job title").fill(title);
    await form.locator(`input[name=role][value=${role}]`).check();
    await form.getByRole("button", { name: "Make an invitation link" }).click();
    const link = await admin.getByLabel("One-time link").inputValue();
    await admin.close();
    lea = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await lea.newPage();
    await page.goto(link);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Accept and sign in" }).click();
    await page.waitForURL(/\/$/);
    await page.close();
  });
  test.afterAll(async () => {
    await omar?.close();
    await lea?.close();
    await cluster?.stop();
  });

  test("people at one see those at the other, and lose those of one that was killed", async () => {
    const [first = "", second = ""] = cluster.products.map(({ url }) => new URL(url).host);
    const [here, there] = [await omar.newPage(), await lea.newPage()];
    // Each page listens to a process of its own; nobody can come back but through the second.
    await cluster.proxy.reload([first]);
    const path = await declareOn(here, cluster.proxy.https, "The ferries pass in the night");
    await cluster.proxy.reload([second]);
    await there.goto(`${cluster.proxy.https}${path}`);
    await composerIsAlive(composer(there));
    await expect(others(here)).toHaveText(/Lea/);
    await expect(others(there)).toHaveText(/Omar/);
    await composer(there).click();
    await there.keyboard.type("half way over", { delay: 20 });
    await expect(here.getByText("Lea is typing…")).toBeVisible();
    await cluster.products[1]?.program.kill("SIGKILL");
    await expect(others(here)).toHaveText(/Lea/);
    await expect(others(here)).toHaveCount(0, { timeout: 25_000 });
    await cluster.proxy.reload([first]);
    await there.reload();
    await composerIsAlive(composer(there));
    await expect(others(here)).toHaveText(/Lea/);
    await cluster.replace(1);
  });
});
