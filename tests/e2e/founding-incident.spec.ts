import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { alive, composerIsAlive } from "./support/alive";
import { ensureAdmin, ensurePerson, password, signedIn } from "./support/people";

const fixture = "tests/support/founding-incident.md";
const ours = /INC-2025-\d{4}/;

test.describe.configure({ mode: "serial" });
let exported = "";
let address = "";

test("a stranger is sent to sign in, and back to where they wanted to go", async ({ browser }) => {
  await ensureAdmin(browser);
  const page = await (await browser.newContext()).newPage();
  await page.goto("/incidents?status=all");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel("E-mail address").fill("omar@example.org");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not match").first()).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("omar@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/incidents\?status=all/);
});

test("the founding document goes in through the upload page", async ({ browser }) => {
  await ensurePerson(browser, "ben");
  const page = await signedIn(browser, "ben");
  await upload(page, fixture);
  await expect(page.getByText("Nothing is written until you confirm.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "11 timeline entries" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "5 action items" })).toBeVisible();
  await page.getByRole("button", { name: "Create the incident" }).click();
  await page.waitForURL(ours);
  address = new URL(page.url()).pathname;
});

test("its incident page shows the timeline in New York's time, and the durations that can be known", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto(address);
  const main = page.getByRole("main");
  for (const time of [
    "14:23",
    "14:25",
    "14:28",
    "14:32",
    "14:35",
    "14:40",
    "14:45",
    "15:15",
    "15:30",
    "15:45",
    "16:38",
  ])
    await expect(main.getByText(time).first()).toBeVisible();
  await expect(main).toContainText("P0");
  await expect(main).toContainText("INC-2025-1015");
  await expect(main).toContainText("2 h 15 min");
  await expect(main).toContainText("5 min");
});

test("its document shows every fact", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto(`${address}/post-mortem`);
  const main = page.getByRole("main");
  const facts = [
    ...["150", "TechCorp", "src/reporting/generator.py", "config/database.py", "50", "200", "30 seconds"],
    ...["Sarah Kim", "David Park", "Maria Santos", "DevOps", "Mike Johnson", "James Chen"],
    ...["Root cause analysis", "Lessons", "Prevention", "Sign-off"],
  ];
  for (const fact of facts) await expect(main).toContainText(fact);
});

test("its action items show owner, due date and status", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto(`${address}/action-items`);
  const main = page.getByRole("main");
  for (const owner of ["Sarah Kim", "David Park", "Maria Santos", "DevOps"])
    await expect(main).toContainText(owner);
  await expect(main).toContainText("AI-0001");
  await expect(main).toContainText(/2025/);
});

test("its export is downloaded and read again without a difference", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  const response = await page.request.get(`${address}/export`);
  expect(response.headers()["content-disposition"]).toContain("INC-2025-1015.md");
  exported = await response.text();
  await page.goto("/settings/import");
  await page
    .getByLabel("Markdown file")
    .setInputFiles({ name: "export.md", mimeType: "text/markdown", buffer: Buffer.from(exported) });
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("No difference")).toBeVisible();
});

test("the same document with a change shows the difference and asks", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/settings/import");
  const buffer = Buffer.from(readFileSync(fixture, "utf8").replace("2 hours 15 minutes", "3 hours"));
  await page
    .getByLabel("Markdown file")
    .setInputFiles({ name: "changed.md", mimeType: "text/markdown", buffer });
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("is here already")).toBeVisible();
  await expect(page.getByLabel("Take over header from the file")).not.toBeChecked();
  await expect(page.getByRole("main")).toContainText("3 hours");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page).toHaveURL(/\/settings\/import$/);
});

test.describe("a file that is no document", () => {
  const files: [string, string, Buffer, RegExp][] = [
    ["ten megabytes", "large.md", Buffer.alloc(10 * 1024 * 1024, "x"), /larger than 2 MB|at most/],
    ["a binary", "picture.md", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe]), /not text/],
    ["an empty file", "empty.md", Buffer.from(" \n"), /empty/],
    ["a document without a heading", "words.md", Buffer.from("just words"), /no heading/],
  ];
  for (const [what, name, buffer, message] of files)
    test(`${what} is refused at the field, with the reason`, async ({ browser }) => {
      const page = await signedIn(browser, "ben");
      await page.goto("/settings/import");
      await page.getByLabel("Markdown file").setInputFiles({ name, mimeType: "text/markdown", buffer });
      await page.getByRole("button", { name: "Look at it" }).click();
      await expect(page.getByText(message).first()).toBeVisible();
      await expect(page).toHaveURL(/\/settings\/import$/);
    });
});

test("an entry is written as one types, corrected and withdrawn, and nothing is lost", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("Queue <script>alert(1)</script> stuck");
  await page.locator("input[name=severity][value=P2]").check();
  await page
    .locator("main")
    .getByRole("button", { name: /Declare/ })
    .click();
  await page.waitForURL(/\/incidents\/INC-/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("<script>alert(1)</script>");
  await composerIsAlive(page.locator("main textarea[name=text]").first());
  await page.locator("main textarea[name=text]").first().fill("-5m the consumer fell behind");
  await page.keyboard.press("Control+Enter");
  const written = page.locator("#timeline li[id^=entry-]").filter({ hasText: "the consumer fell behind" });
  await expect(written).toHaveCount(1);
  // By its id from here on: what it says changes.
  const entry = page.locator(`[id="${await written.getAttribute("id")}"]`);

  await choose(entry, "link", "Correct");
  const correction = entry.locator("form").filter({ hasText: "Save correction" });
  await alive(correction);
  await correction.getByLabel("What happened").fill("the producer overtook the consumer");
  await correction.getByLabel("Why it is corrected").fill("the consumer kept its pace");
  await correction.getByRole("button", { name: "Save correction" }).click();
  await expect(correction).toHaveCount(0);
  const before = entry.locator("details").filter({ hasText: "Corrected once" });
  await expect(entry).toContainText("the producer overtook the consumer");
  await expect(before.getByText("the consumer fell behind")).toBeHidden();
  await before.locator("summary").click();
  await expect(before.getByText("the consumer fell behind")).toBeVisible();
  await expect(before).toContainText("Ben: the consumer kept its pace");

  await choose(entry, "link", "Withdraw");
  const withdrawal = entry.locator("form").filter({ hasText: "Withdraw entry" });
  await alive(withdrawal);
  await withdrawal.getByLabel("Why it is withdrawn").fill("it was another queue");
  await withdrawal.getByRole("button", { name: "Withdraw entry" }).click();
  await expect(withdrawal).toHaveCount(0);
  const struck = entry.locator(".line-through");
  await expect(struck).toHaveText("the producer overtook the consumer");
  await expect(struck).toHaveCSS("text-decoration-line", "line-through");
  await expect(entry).toContainText("Withdrawn by Ben: it was another queue");
  await page.reload();
  await expect(struck).toHaveText("the producer overtook the consumer");
  await expect(entry).toContainText("Corrected once");

  await choose(entry, "button", "Restore");
  await expect(struck).toHaveCount(0);
  await expect(entry).toContainText("the producer overtook the consumer");
  await expect(entry).not.toContainText("Withdrawn by");
  await entry.locator("summary", { hasText: "Corrected once" }).click();
  await expect(entry.getByText("the consumer fell behind")).toBeVisible();
});

test("three people sign, and an edit voids what they signed", async ({ browser }) => {
  for (const name of ["lea", "ada"] as const) await ensurePerson(browser, name);
  const steps = [
    ["ben", "Prepared"],
    ["lea", "Reviewed"],
    ["ada", "Approved"],
  ] as const;
  for (const [name] of steps) await sign(await signedIn(browser, name));
  const ben = await signedIn(browser, "ben");
  await ben.goto(`${address}/review`);
  await expect(ben.getByRole("main")).toContainText("Approved");

  await ben.goto(`${address}/post-mortem?edit=summary`);
  await ben.getByLabel("Summary", { exact: true }).fill("A report held on to its connections.");
  await ben.locator("main form").getByRole("button", { name: /Save/ }).click();
  await expect(ben.getByRole("main")).toContainText("A report held on to its connections.");
  await ben.goto(`${address}/review`);
  await expect(ben.getByRole("main")).toContainText(/voided/i);
  await expect(ben.getByRole("main")).toContainText("A report held on to its connections.");
  await expect(ben.getByLabel("Your password")).toBeVisible();
});

test("a stale edit loses nothing: both versions are shown", async ({ browser }) => {
  const [first, second] = [await signedIn(browser, "ben"), await signedIn(browser, "lea")];
  for (const page of [first, second]) await page.goto(`${address}/post-mortem?edit=summary`);
  await first.getByLabel("Summary", { exact: true }).fill("Ben was first.");
  await first.locator("main form").getByRole("button", { name: /Save/ }).click();
  await expect(first.getByRole("main")).toContainText("Ben was first.");
  await second.getByLabel("Summary", { exact: true }).fill("Lea was second.");
  await second.locator("main form").getByRole("button", { name: /Save/ }).click();
  await expect(second.getByText(/changed this section while you were writing/).first()).toBeVisible();
  await expect(second.getByRole("main")).toContainText("Ben was first.");
  await expect(second.getByLabel("Summary", { exact: true })).toHaveValue("Lea was second.");
});

test("a session that ends while somebody types costs them no word", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto(`${address}/post-mortem?edit=summary`);
  await alive(page.getByLabel("Summary", { exact: true }));
  await page.getByLabel("Summary", { exact: true }).fill("Typed before the session ended.");
  await page.context().clearCookies();
  await page.locator("main form").getByRole("button", { name: /Save/ }).click();
  await expect(page.getByText(/session has ended/).first()).toBeVisible();
  await expect(page.getByLabel("Summary", { exact: true })).toHaveValue("Typed before the session ended.");
});

async function upload(page: Page, file: string): Promise<void> {
  await page.goto("/settings/import");
  await page.getByLabel("Markdown file").setInputFiles(file);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.waitForURL(/\/settings\/import\/.+/);
}

/** Does to an entry what its menu offers. */
async function choose(entry: Locator, role: "link" | "button", name: string): Promise<void> {
  const menu = entry.locator("details[data-flyout]");
  await alive(menu);
  await menu.locator("summary").click();
  await menu.getByRole(role, { name, exact: true }).click();
}

/** Signs the step that is this person's turn. */
async function sign(page: Page): Promise<void> {
  await page.goto(`${address}/review`);
  await page.getByLabel("Your password").fill(password);
  await page
    .locator("form")
    .filter({ has: page.getByLabel("Your password") })
    .getByRole("button")
    .last()
    .click();
  await expect(page.getByLabel("Your password")).toHaveCount(0);
}
