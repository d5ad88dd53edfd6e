import { expect, type Page, test } from "@playwright/test";
import { makeKey } from "./support/keys";
import { ensurePerson, password, signedIn } from "./support/people";

test.describe.configure({ mode: "serial" });
/** Everything that the browser refused on this page's behalf since now, in its own words. */
function refusals(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Permissions-Policy/i.test(message.text())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(`page error: ${error.message}`));
  return said;
}

/** Whether the page's own scripts ran and React took the page over. */
function isAlive(page: Page): Promise<boolean> {
  return page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith("__react")));
}

test("every kind of answer carries its headers, and no two pages the same nonce", async ({ request }) => {
  const page = await request.get("/sign-in");
  const script = (await page.text()).match(/\/_next\/static\/[^"]+\.js/)?.[0] ?? "";
  const nonces = new Set<string>();
  for (const address of ["/sign-in", "/sign-in", "/", "/no-such-page", "/api/health", "/metrics"]) {
    const headers = (await request.get(address)).headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, address).toContain("frame-ancestors 'none'");
    expect(policy, address).not.toContain("unsafe-eval");
    expect(policy, address).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    nonces.add(policy.match(/'nonce-([^']+)'/)?.[1] ?? "");
    expect(headers, address).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
    });
    expect(headers["strict-transport-security"], address).toBeUndefined();
  }
  expect(nonces.size).toBe(6);
  const file = await request.get(script, { headers: { "accept-encoding": "br, gzip" } });
  expect(file.headers()).toMatchObject({
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "br",
    vary: "Accept-Encoding",
  });
  const gone = await request.get(script.replace(/[^/]+$/, "gone.js"));
  expect(gone.status()).toBe(404);
  expect(gone.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
});

test("no page and no answer of the product is kept by the browser or got at by other windows", async ({
  browser,
}) => {
  const page = await signedIn(browser, "omar");
  for (const address of [
    "/",
    "/incidents",
    "/settings/people",
    "/settings/audit",
    "/inbox/unread",
    "/metrics",
  ]) {
    const headers = (await page.request.get(address)).headers();
    expect(headers["cross-origin-opener-policy"], address).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"], address).toBe("same-origin");
    if (address !== "/metrics") expect(headers["cache-control"], address).toContain("no-store");
    expect(headers["content-type"], address).toMatch(/charset=utf-8|^application\/json$/i);
  }
});

test("bodies that are too long are answered at every kind of address, and the server serves on", async ({
  browser,
  request,
}) => {
  const omar = await signedIn(browser, "omar");
  const token = await makeKey(omar, "long bodies", { Incidents: ["Write"] });
  const json = { "content-type": "application/json" };
  for (const megabytes of [11, 30])
    for (const [address, headers] of [
      ["/sign-in", {}],
      ["/sign-in", { "next-action": "a".repeat(42) }],
      ["/incidents/INC-2026-0001/post-mortem", { "content-type": "multipart/form-data; boundary=x" }],
      ["/api/auth/callback/credentials", json],
      ["/api/v1/incidents", { ...json, authorization: "Bearer hw_none" }],
      ["/api/v1/incidents", { ...json, authorization: `Bearer ${token}` }],
      ["/no-such-page", {}],
    ] as const) {
      const data = Buffer.alloc(megabytes * 1_000_000, 97);
      const answer = await request.post(address, { data, headers: { ...headers } });
      // A key that is none is told so before its body is looked at.
      expect(answer.status(), `${megabytes} MB to ${address}`).toBe(
        "authorization" in headers && headers.authorization === "Bearer hw_none" ? 401 : 413,
      );
    }
  expect((await request.get("/api/health")).status()).toBe(200);
});

test("a form that another site's page sends is refused, whatever says that it is one's own", async ({
  request,
}) => {
  const from = (site: string) => ({ headers: { "sec-fetch-site": site }, form: { email: "a@example.org" } });
  expect((await request.post("/sign-in", from("cross-site"))).status()).toBe(403);
  expect((await request.post("/api/auth/callback/credentials", from("same-site"))).status()).toBe(403);
  const link = await request.get("/sign-in/provider", {
    headers: { "sec-fetch-site": "cross-site" },
    maxRedirects: 0,
  });
  expect([link.status(), link.headers().location]).toEqual([307, "/sign-in"]);
});

test("methods that nobody needs are refused", async ({ request }) => {
  for (const method of ["TRACE", "PROPFIND"])
    for (const address of ["/", "/api/v1/incidents"])
      expect((await request.fetch(address, { method })).status(), `${method} ${address}`).toBe(405);
});

test("the policy that a client sends is not taken for ours", async ({ request }) => {
  const answer = await request.get("/sign-in", {
    headers: { "content-security-policy": "script-src 'nonce-stolen'" },
  });
  expect(answer.headers()["content-security-policy"]).not.toContain("stolen");
  expect(await answer.text()).not.toContain("stolen");
});

const injected = {
  script: "<script>window.name = 'taken over'</script>",
  handler: `<img src="/icon.svg" alt="" onload="window.name = 'taken over'">`,
  base: `<base href="https://elsewhere.example/">`,
};

for (const [what, markup] of Object.entries(injected))
  test(`a ${what} that somebody managed to write into a page does nothing`, async ({ page }) => {
    const said = refusals(page);
    await page.route("**/sign-in", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("</body>", `${markup}</body>`);
      expect(body).toContain(markup);
      await route.fulfill({ response, body });
    });
    await page.goto("/sign-in", { waitUntil: "load" });
    await expect.poll(() => said.length).toBeGreaterThan(0);
    expect(await page.evaluate(() => [window.name, new URL(document.baseURI).hostname])).toEqual([
      "",
      "127.0.0.1",
    ]);
  });

test("the browser refuses nothing while somebody signs in", async ({ browser }) => {
  await ensurePerson(browser, "ben");
  const page = await (await browser.newContext()).newPage();
  const said = refusals(page);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill("ben@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/");
  expect(said).toEqual([]);
});

test("the browser refuses nothing on pages, in the palette, in dialogs and in toasts", async ({
  browser,
}) => {
  const page = await signedIn(browser, "omar");
  const said = refusals(page);
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("The queue stands still");
  await page.locator("input[name=severity][value=P2]").check();
  await page
    .locator("main")
    .getByRole("button", { name: /Declare/ })
    .click();
  await page.waitForURL(/\/incidents\/INC-/);
  const incident = new URL(page.url()).pathname;
  await page.locator("main textarea[name=text]").first().fill("-5m the consumer fell behind");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("main")).toContainText("the consumer fell behind");

  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 1, y: 1 } });
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("people");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");

  const rest = ["", "/post-mortem", "/post-mortem?edit=summary", "/action-items", "/review"];
  const settings = ["people", "profile", "environments", "import", "audit"].map(
    (name) => `/settings/${name}`,
  );
  const others = ["/", "/incidents", "/action-items", "/reviews", "/teams", "/services", "/no-such-page"];
  for (const address of [...rest.map((path) => incident + path), ...others, ...settings]) {
    await page.goto(address);
    await expect.poll(() => isAlive(page), { message: `${address} runs its scripts` }).toBe(true);
    expect(said, address).toEqual([]);
  }
});
