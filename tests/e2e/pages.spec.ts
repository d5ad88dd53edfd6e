import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { pages } from "../support/routes";
import { ensurePerson, signedIn } from "./support/people";

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const shots = process.env.HIGHWATER_E2E_SHOTS;

/** Addresses with something to show for each page of the table; filled from what the workspace holds. */
async function addresses(page: Page): Promise<Record<string, string>> {
  await page.goto("/incidents?status=all");
  const first = async (selector: string) => (await page.locator(selector).first().getAttribute("href")) ?? "";
  const incident = await first('main a[href^="/incidents/INC-"]');
  await page.goto("/settings/people");
  const person = await first('main a[href^="/settings/people/"]');
  return { "[ref]": incident.split("/")[2] ?? "", "[id]": person.split("/")[3] ?? "" };
}

async function check(page: Page, address: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBeLessThan(500);
      await page.waitForLoadState("networkidle");
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${address} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      const name = `${address.replace(/\W+/g, "-")}.${colorScheme}.${width}.png`;
      if (shots) await page.screenshot({ path: `${shots}/${name}`, fullPage: true, caret: "initial" });
      if (width === 390 && colorScheme === "dark") continue;
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(violations.map(({ id, nodes }) => `${address} ${colorScheme}: ${id} ${nodes[0]?.html}`)).toEqual(
        [],
      );
    }
}

test("axe finds nothing on any page in either theme, and none scrolls sideways", async ({ browser }) => {
  await ensurePerson(browser, "lea");
  const page = await signedIn(browser, "omar");
  await page.goto("/teams");
  const fill = await addresses(page);
  for (const pattern of Object.keys(pages)) {
    if (/\[token\]|set-up/.test(pattern)) continue;
    if (pattern === "/settings/import/[id]") continue;
    const address = pattern.replace("[ref]", fill["[ref]"] ?? "").replace("[id]", fill["[id]"] ?? "");
    if (address.includes("[slug]")) continue;
    await test.step(address, () => check(page, address));
  }
});

test("axe finds nothing on the pages without a session, and on those that say no", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  for (const address of ["/sign-in", "/invitation/unknown", "/reset-password/unknown", "/set-up"])
    await test.step(address, () => check(page, address));
  const lea = await signedIn(browser, "lea");
  for (const address of ["/settings/audit", "/no-such-page", "/incidents/INC-1999-0001"])
    await test.step(address, () => check(lea, address));
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
