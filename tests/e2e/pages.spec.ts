import { expect, type Locator, type Page, test } from "@playwright/test";
import { pages } from "../support/routes";
import { check } from "./support/axe";
import { ensurePerson, invitationFor, keptSignedIn, signedIn } from "./support/people";

const founding = "tests/support/founding-incident.md";

async function previewOf(page: Page, file: Parameters<Locator["setInputFiles"]>[0]): Promise<string> {
  await page.goto("/settings/import");
  await page.getByLabel("Markdown file").setInputFiles(file);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.waitForURL(/\/settings\/import\/.+/);
  return new URL(page.url()).pathname;
}

async function create(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Create the incident" }).click();
  await page.waitForURL(/\/incidents\/INC-/);
}

/** The founding incident, imported here unless it is there already. */
async function ensureIncident(page: Page, list: string): Promise<void> {
  await page.goto(list);
  if (await page.locator('main a[href^="/incidents/INC-"]').count()) return;
  await previewOf(page, founding);
  await create(page);
}

/** What stands in the address of a page for the parts in brackets: something that the workspace holds. */
async function parts(page: Page): Promise<Record<string, string>> {
  const incidents = "/incidents?status=all&text=pool";
  await ensureIncident(page, incidents);
  const part = async (list: string, start: string, place: number) => {
    await page.goto(list);
    const href = await page.locator(`main a[href^="${start}"]`).first().getAttribute("href");
    return href?.split(/[/?#]/)[place] ?? "";
  };
  const ref = await part(incidents, "/incidents/INC-", 2);
  return {
    ref,
    id: await part("/settings/people", "/settings/people/0", 3),
    item: await part(`/incidents/${ref}/action-items`, "/action-items/AI-", 2),
    slug: await slugOf(page),
    number: await alertOf(page),
    check: await checkOf(page),
  };
}

/** A team, a service and a pool of one name have one slug; made here unless they are there already. */
async function slugOf(page: Page): Promise<string> {
  for (const [list, form] of [
    ["/teams", "/teams"],
    ["/services", "/services/new"],
  ] as const) {
    if ((await page.goto(`${list}/platform`))?.status() === 200) continue;
    await page.goto(form);
    await page.locator("main").getByLabel("Name", { exact: true }).fill("Platform");
    await page
      .locator("main form")
      .filter({ has: page.getByLabel("Name", { exact: true }) })
      .getByRole("button")
      .last()
      .click();
    await page.waitForURL(/\/platform/);
  }
  await makePool(page);
  return "platform";
}

/** A pool of a server that nobody reaches; made here unless it is there already. */
async function makePool(page: Page): Promise<void> {
  if ((await page.goto("/pools/platform"))?.status() === 200) return;
  await page.goto("/settings/pool-sources");
  await page.getByLabel("Name", { exact: true }).fill("Out of reach");
  await page.getByLabel("Host").fill("127.0.0.1");
  await page.getByLabel("Port").fill("9");
  await page.getByLabel("User").fill("collector");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("row", { name: /Out of reach/ })).toBeVisible();
  await page.goto("/pools/new");
  await page.getByLabel("Name", { exact: true }).fill("Platform");
  await page.getByLabel("Source").selectOption({ label: "Out of reach" });
  await page.getByRole("button", { name: "Add pool" }).click();
  await page.waitForURL(/\/pools\/platform/);
}

/** A health check of the service, made here unless it is there already. */
async function checkOf(page: Page): Promise<string> {
  if ((await page.goto("/services/platform/health-checks/platform"))?.status() === 200) return "platform";
  await page.goto("/services/platform/health-checks/new");
  await page.getByLabel("Name", { exact: true }).fill("Platform");
  await page.getByLabel("Address").fill("https://platform.invalid/health");
  await page.getByRole("button", { name: "Add health check" }).click();
  await page.waitForURL(/\/services\/platform$/);
  return "platform";
}

/** A rule that is always met, made here unless it is there already, and an alert of it. */
async function alertOf(page: Page): Promise<string> {
  if ((await page.goto("/alerts/rules/platform"))?.status() !== 200) {
    await page.goto("/alerts/rules/new?pool=highwater");
    await page.getByLabel("Name", { exact: true }).fill("Platform");
    await page.getByLabel("Side").selectOption("below");
    await page.getByLabel("Threshold").fill("99");
    await page.getByLabel("Ends at").fill("");
    await page.getByLabel("Held for").fill("0 s");
    await page.locator("input[name=response][value=record]").check();
    await page.getByRole("button", { name: "Add rule" }).click();
    await page.waitForURL(/\/alerts\/rules\/platform/);
  }
  const alert = page.locator('main a[href^="/alerts/"]').filter({ hasText: "Platform" }).first();
  await expect(async () => {
    await page.goto("/alerts?rule=platform");
    await expect(alert).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  return (await alert.getAttribute("href"))?.split("/")[2] ?? "";
}

let filled: Record<string, string> = {};
let omar: Page;

test.beforeAll(async ({ browser }) => {
  await ensurePerson(browser, "lea");
  omar = await keptSignedIn(browser, "omar");
  filled = await parts(omar);
});

const behindSignIn = Object.keys(pages).filter(
  (pattern) => pages[pattern] !== "public" && pattern !== "/settings/import/[id]",
);

for (const pattern of behindSignIn)
  test(`axe finds nothing on ${pattern} in either theme, and it does not scroll sideways`, async () => {
    await check(
      omar,
      pattern.replace(/\[(\w+)\]/g, (_whole, name: string) => filled[name] ?? name),
    );
  });

for (const section of ["summary", "impact", "root-cause-analysis", "resolution", "lessons", "prevention"])
  test(`axe finds nothing while ${section} is being edited`, async () => {
    await check(omar, `/incidents/${filled.ref}/post-mortem?edit=${section}`);
  });

test("axe finds nothing on the preview of an import", async () => {
  await check(omar, await previewOf(omar, founding));
});

test("axe finds nothing on an import that was done, and it leads to what it became", async () => {
  const address = await previewOf(omar, {
    ...{ name: "lock-gates.md", mimeType: "text/markdown" },
    buffer: Buffer.from(
      "# Incident Report: Lock gates stuck\n\n**Severity:** P2\n\n## Summary\n\nThey did not open.\n",
    ),
  });
  await create(omar);
  await check(omar, address);
  await expect(omar.getByRole("main").getByRole("link", { name: /^INC-/ })).toBeVisible();
});

for (const [address, status] of [
  ["/sign-in", 200],
  // The whole reference is the same few parts many times over, and axe takes minutes for it.
  ["/api/docs?text=acknowledge", 200],
  ["/invitation/unknown", 200],
  ["/reset-password/unknown", 200],
  ["/set-up", 404],
] as const)
  test(`axe finds nothing on ${address}, without a session`, async ({ browser }) => {
    await check(await (await browser.newContext()).newPage(), address, status);
  });

for (const [address, status] of [
  ["/settings/audit", 200],
  ["/no-such-page", 404],
  ["/incidents/INC-1999-0001", 404],
] as const)
  test(`axe finds nothing where ${address} says no`, async ({ browser }) => {
    await check(await signedIn(browser, "lea"), address, status);
  });

test("axe finds nothing on the form of an invitation", async ({ browser }) => {
  const link = await invitationFor(omar, "guest@example.org");
  await check(await (await browser.newContext()).newPage(), new URL(link).pathname);
});

test("without a session every page sends to sign in, and every action and route refuses", async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  for (const [pattern, least] of Object.entries(pages)) {
    if (least === "public") continue;
    await page.goto(pattern.replace(/\[\w+\]/g, "x"));
    expect(new URL(page.url()).pathname, pattern).toBe("/sign-in");
  }
  expect((await page.request.get("/incidents/INC-2025-0001/export")).status()).toBe(401);
  expect((await page.request.get("/metrics")).status()).toBe(200);
  expect((await page.request.get("/metrics", { headers: { "x-forwarded-for": "10.0.0.1" } })).status()).toBe(
    403,
  );
});
