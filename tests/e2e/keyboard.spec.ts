import { expect, type Locator, type Page, test } from "@playwright/test";
import { alive, composerIsAlive } from "./support/alive";
import { ensurePerson, signedIn } from "./support/people";

test("the palette finds an incident and goes there, by keyboard alone", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("Backlog of the mailer");
  await page.locator("input[name=severity][value=P3]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const address = new URL(page.url()).pathname;
  await page.goto("/teams");
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("backlog of the");
  await expect(page.getByRole("option", { name: /Backlog of the mailer/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(address);
});

test("what is typed right after Ctrl+K arrives in the palette whole, and means nothing else", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  for (const round of [1, 2]) {
    if (round === 1) await page.goto("/teams");
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("checkout", { delay: 40 });
    await expect(page.getByRole("combobox")).toHaveValue("checkout");
    await expect(page).toHaveURL("/teams");
    await page.keyboard.press("Backspace");
    await expect(page.getByRole("combobox")).toHaveValue("checkou");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("combobox")).toHaveCount(0);
  }
});

test("one key declares, two keys go to the list, and none does so while somebody types", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/teams");
  await page.waitForTimeout(500);
  await page.keyboard.press("c");
  await page.waitForURL("/incidents/new");
  await page.getByLabel("What is happening").fill("cgi");
  await expect(page).toHaveURL("/incidents/new");
  await page.getByLabel("What is happening").blur();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/\/incidents$/);
});

test("a button that goes away with what it did leaves the focus at the heading that it stood under", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("The pier light flickers");
  await page.locator("input[name=severity][value=P3]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const acknowledge = page.locator("main header").getByRole("button", { name: "Acknowledge" });
  await alive(acknowledge);
  await acknowledge.press("Enter");
  await expect(acknowledge).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("an incident is declared, acknowledged, told of, corrected, handed over, resolved and closed by keyboard alone", async ({
  browser,
}) => {
  await ensurePerson(browser, "lea");
  const page = await signedIn(browser, "ben");
  const { keyboard } = page;
  await page.goto("/teams");
  await page.waitForLoadState("networkidle");

  await keyboard.press("c");
  await page.waitForURL("/incidents/new");
  await expect(page.getByLabel("What is happening")).toBeFocused();
  await keyboard.type("The capstan turns without a hand on it");
  await tabTo(page, page.locator("input[name=severity]").first());
  for (const key of ["ArrowRight", "ArrowRight"]) await keyboard.press(key);
  await expect(page.locator("input[name=severity][value=P2]")).toBeChecked();
  await tabTo(page, page.locator("main").getByRole("button", { name: "Declare incident" }));
  await keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-[\d-]+$/);

  const composer = page.locator("main textarea[name=text]").first();
  const timeline = page.locator("#timeline");
  const log = async (text: string) => {
    await keyboard.press("t");
    await expect(composer).toBeFocused();
    await keyboard.type(text);
    await keyboard.press("Enter");
    await expect(composer).toHaveValue("");
  };
  await composerIsAlive(composer);
  const acknowledge = page.locator("main header").getByRole("button", { name: "Acknowledge" });
  await tabTo(page, acknowledge);
  await keyboard.press("Enter");
  await expect(timeline).toContainText("Acknowledged by Ben");
  await expect(acknowledge).toHaveCount(0);
  await log("the rope is off the drum");
  const written = timeline.locator("li[id^=entry-]").filter({ hasText: "the rope is off the drum" });
  await expect(written).toHaveCount(1);
  const entry = page.locator(`[id="${await written.getAttribute("id")}"]`);

  await tabTo(page, entry.locator("details[data-flyout] > summary"));
  await keyboard.press("Enter");
  await tabTo(page, entry.getByRole("link", { name: "Correct", exact: true }));
  await keyboard.press("Enter");
  await expect(entry.getByLabel("Time", { exact: true })).toBeFocused();
  await tabTo(page, entry.getByLabel("What happened"));
  await keyboard.press("Control+a");
  await keyboard.type("the rope is cut");
  await tabTo(page, entry.getByLabel("Why it is corrected"));
  await keyboard.type("seen from nearby");
  await keyboard.press("Enter");
  await expect(entry.getByRole("button", { name: "Save correction" })).toHaveCount(0);
  await expect(entry).toContainText("the rope is cut");
  await expect(entry).toContainText("Corrected once");

  await log("/role commander @me ");
  await expect(timeline).toContainText("Commander: Ben");
  const people = page.locator("#people");
  await tabTo(page, people.locator("summary[aria-label='Hand over commander']"));
  await keyboard.press("Enter");
  const flyout = people.locator("details[open]");
  await tabTo(page, flyout.getByLabel("Commander from now on"));
  await keyboard.type("Lea");
  await expect(flyout.locator("option:checked")).toHaveText(/^Lea/);
  await tabTo(page, flyout.getByRole("button", { name: "Hand over" }));
  await keyboard.press("Enter");
  await expect(timeline).toContainText("Commander handed over from Ben to Lea");
  await expect(people.locator("li").filter({ hasText: "Lea" })).toContainText("Commander");
  // The button went with the role.
  await expect(people.getByRole("heading", { name: "People" })).toBeFocused();

  for (const [name, told] of [
    ["Resolve", "Triage → Resolved"],
    ["Close", "Resolved → Closed"],
  ] as const) {
    await keyboard.press("t");
    await expect(composer).toBeFocused();
    const header = page.locator("main header");
    await tabTo(page, header.locator("summary").filter({ hasText: name }), "Shift+Tab");
    await keyboard.press("Enter");
    await tabTo(page, header.getByRole("button", { name, exact: true }));
    await keyboard.press("Enter");
    await expect(timeline).toContainText(told);
    await expect(header.locator("details[open]")).toHaveCount(0);
  }
});

const furthest = 100;

/** Goes from one thing to the next, as somebody without a mouse does, until the focus is on this one. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < furthest; steps += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `within ${furthest} steps`).toBeFocused({ timeout: 1 });
}
