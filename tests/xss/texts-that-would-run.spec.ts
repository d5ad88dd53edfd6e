import { type Browser, expect, type Page, test } from "@playwright/test";
import { castPassword, people } from "../support/cast";
import { type Product, startProduct, stopProduct } from "../support/product";
import { runProgram } from "../support/program";
import { corpus } from "./corpus";
import { type Watch, watch } from "./watch";

/** `HIGHWATER_XSS=all` tries the whole corpus, which takes long; else a few payloads go through every field. */
const everything = process.env.HIGHWATER_XSS === "all";
test.setTimeout(3_600_000);

type Written = { took: Record<string, string[]>; addresses: { omar: string[]; ben: string[] } };

let product: Product;
let written: Written;

test.beforeAll(async () => {
  product = await startProduct();
  const program = runProgram("tests/xss/write.ts", everything ? ["--all"] : [], {
    ...{ HIGHWATER_DATA_DIR: product.dataFolder, DATABASE_URL: undefined, TZ: "UTC" },
  });
  expect(await program.ends(3_3_600_000), program.output()).toBe(0);
  written = JSON.parse(program.output().trim().split("\n").at(-1) ?? "");
});

test.afterAll(() => stopProduct(product));

/** A browser of somebody's in which the content security policy is off: nothing may be held back by it alone. */
async function unguarded(browser: Browser, name: "omar" | "ben"): Promise<{ page: Page; watching: Watch }> {
  const context = await browser.newContext({ bypassCSP: true, baseURL: product.url });
  const watching = await watch(context, product.url);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(people[name].email);
  await page.getByLabel("Password", { exact: true }).fill(castPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/");
  return { page, watching };
}

test("the watch sees what it is there to see: taken for HTML, the corpus runs", async ({ browser }) => {
  const context = await browser.newContext({ bypassCSP: true, baseURL: product.url });
  const watching = await watch(context, product.url);
  const page = await context.newPage();
  for (const { text } of corpus.filter(({ runsAlone }) => runsAlone)) {
    await page.goto("/sign-in");
    await page.setContent(`<body><div>${text}</div></body>`);
    await expect.poll(() => watching.found(page), { message: text }).toContain("ran a script");
  }
  await context.close();
});

test("every text field of every action took the texts", () => {
  const fields = Object.entries(written.took).flatMap(([action, places]) =>
    places.map((place) => `${action} ${place}`),
  );
  // What refuses such a text does so because it must have a form: a name of a zone, a time, an owner.
  expect(fields).toEqual(
    expect.arrayContaining([
      "incident.declare title",
      "incident.edit title",
      "timeline-entry.add text",
      "timeline-entry.correct reason",
      "timeline-entry.withdraw reason",
      "milestone.set reason",
      "impact.edit user.0",
      "impact.edit delay",
      "post-mortem.edit summary",
      "post-mortem.edit classification",
      "root-cause-analysis.edit rootCauses.0.title",
      "root-cause-analysis.edit factors.0.acceptedRisk",
      "resolution.edit codeChanges.0.before",
      "lessons.edit lucky.0.text",
      "controls.edit technical.0.verification",
      "action-item.add title",
      "action-item.change-status evidence",
      "sign-off.give comment",
      "sign-off.return reason",
      "person.edit name",
      "person.edit-profile title",
      "team.edit description",
      "service.edit description",
      "environment.edit name",
      "api-key.create name",
      "session.begin userAgent",
    ]),
  );
});

for (const name of ["omar", "ben"] as const)
  test(`nothing runs on any page that ${name} opens, without the help of a content security policy`, async ({
    browser,
  }) => {
    const { page, watching } = await unguarded(browser, name);
    const shown = new Set<string>();
    expect(written.addresses[name].length).toBeGreaterThan(0);
    for (const address of written.addresses[name]) {
      const answer = await page.goto(address);
      expect([200, 404], address).toContain(answer?.status());
      await page.waitForLoadState("load");
      expect(await watching.found(page), address).toEqual([]);
      for (const match of (await page.locator("body").innerText()).matchAll(
        /onerror=xss\(1\)|script>xss\(1\)/g,
      ))
        shown.add(match[0]);
    }
    // The texts are there to be read.
    expect(shown.size).toBeGreaterThan(0);
  });
