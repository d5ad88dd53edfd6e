import { type Browser, expect, type Page, test } from "@playwright/test";
import { composerIsAlive } from "./support/alive";
import { ensurePerson, signedIn } from "./support/people";

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const bar = (page: Page) => page.getByRole("region", { name: "Work on this incident" });

async function declared(browser: Browser, title: string): Promise<Page> {
  await ensurePerson(browser, "lea");
  const page = await signedIn(browser, "ben", phone);
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.getByRole("button", { name: "Declare incident" }).tap();
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  return page;
}

test("without JavaScript the bar leads to the composer", async ({ browser }) => {
  const page = await declared(browser, "The slipway is blocked");
  const plain = await signedIn(browser, "ben", { ...phone, javaScriptEnabled: false });
  await plain.goto(page.url());
  await bar(plain).getByRole("link", { name: "Status" }).tap();
  await expect(plain).toHaveURL(/#field-text$/);
  await expect(composer(plain)).toBeFocused();
  await plain.context().close();
  await page.context().close();
});

test("a text in the composer is made the note of no command; a command without one gives way", async ({
  browser,
}) => {
  const page = await declared(browser, "The winch is slow");
  await composer(page).fill("the crane is slow");
  await composer(page).blur();
  await bar(page).getByRole("link", { name: "Status" }).tap();
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue("the crane is slow");
  await composer(page).fill("/status ");
  await composer(page).blur();
  await bar(page).getByRole("link", { name: "Escalate" }).tap();
  await expect(composer(page)).toHaveValue("/escalate @");
  await page.context().close();
});

test("what unfolds from a button lies inside the window, above the bar", async ({ browser }) => {
  const page = await declared(browser, "The quay lamp flickers");
  const buttons = [
    page.locator("main header summary").filter({ hasText: "Status" }),
    page.getByLabel("More to do with it"),
    page.locator("#people summary").filter({ hasText: "Add" }),
  ];
  for (const button of buttons) {
    await button.tap();
    const unfolded = page.locator("details[data-flyout][open] > div");
    await expect(unfolded).toHaveCount(1);
    const box = await unfolded.boundingBox();
    const below = await bar(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    // Nothing lies over it either.
    expect(await unfolded.evaluate(hasItsMiddle)).toBe(true);
    await page.keyboard.press("Escape");
    await expect(unfolded).toHaveCount(0);
  }
  await page.context().close();
});

/** Whether what is seen at the middle of an element is the element. */
function hasItsMiddle(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}
