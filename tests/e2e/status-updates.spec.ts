import { type Browser, expect, type Page, test } from "@playwright/test";
import { alive } from "./support/alive";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test.describe.configure({ mode: "serial" });
/** Ben's page of the updates of an incident that he declares. */
async function declared(browser: Browser, title: string, severity: string): Promise<[Page, string]> {
  await ensurePerson(browser, "ben");
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator(`input[name=severity][value=${severity}]`).check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const ref = new URL(page.url()).pathname.split("/")[2] ?? "";
  await page.goto(`/incidents/${ref}/updates`);
  await alive(page.locator("textarea[name=whatHappened]"));
  return [page, ref];
}

/** A link to the incident whose updates the page shows. */
async function linkFor(page: Page, name: string): Promise<string> {
  await page.getByLabel("Whom it is for").fill(name);
  await page.getByRole("button", { name: "Make the link" }).click();
  const field = page.getByLabel("Link for outside");
  await expect(page.getByText(`Copy the link for “${name}” now`)).toBeVisible();
  await expect(field).toBeFocused();
  return field.inputValue();
}

const row = (page: Page, text: string) => page.locator("#links li").filter({ hasText: text });

test("an update is written by keyboard alone, shown outside by a link, corrected, withdrawn, and the link revoked", async ({
  browser,
}) => {
  // Twelve looks, each in both themes and widths.
  test.setTimeout(360_000);
  const [ben, ref] = await declared(browser, "The ferry bookings fail", "P0");
  await expect(ben.getByRole("main")).toContainText("Nothing has been said yet");
  await expect(ben.getByRole("main")).toContainText("No link has been made");
  await expect(
    ben
      .getByRole("main")
      .getByText(/^Update due in \d+ min$/)
      .first(),
  ).toBeVisible();
  await expect(ben.locator("#write")).toContainText("No link works yet");
  await look(ben, "updates, none yet");
  await ben.getByLabel("What happened").focus();
  await ben.keyboard.type("Bookings fail at the last step");
  await ben.keyboard.press("Tab");
  await ben.keyboard.type("About half of all travellers cannot book");
  await ben.keyboard.press("Tab");
  await ben.keyboard.type("We restart the booking service");
  await ben.keyboard.press("Tab");
  await ben.keyboard.type("soon");
  await ben.keyboard.press("Enter");
  await expect(ben.getByLabel("Next update")).toHaveAttribute("aria-invalid", "true");
  await expect(ben.getByRole("main")).toContainText("Write minutes as 30");
  await expect(ben.getByLabel("Impact")).toHaveValue("About half of all travellers cannot book");
  await look(ben, "an update that is refused");
  await ben.getByLabel("Next update").fill("45");
  await ben.keyboard.press("Enter");
  await expect(ben.getByText(/^Update due in 4[3-5] min$/).first()).toBeVisible();
  await expect(ben.getByLabel("What happened")).toHaveValue("");
  await expect(ben.getByRole("status").filter({ hasText: /^Published .*\d\d:\d\d \S+\.$/ })).toBeVisible();
  const first = ben.locator("li[id^=update-]").filter({ hasText: "Bookings fail at the last step" });
  await expect(first).toContainText("Triage");

  await ben.goto(`/incidents/${ref}`);
  const entry = ben.locator("#timeline li[id^=entry-]").filter({ hasText: "Update for those outside" });
  await expect(entry.getByRole("link", { name: "Bookings fail at the last step" })).toBeVisible();
  const panel = ben.getByRole("region", { name: "Status updates" });
  await expect(panel).toContainText("Bookings fail at the last step");
  await expect(panel).toContainText(/Update due in 4[3-5] min/);
  await look(ben, "an incident with an update");
  await ben.goto("/");
  const listed = ben.getByRole("listitem").filter({ hasText: "The ferry bookings fail" });
  await expect(listed.filter({ hasText: ref })).toContainText(/Update due in 4[3-5] min/);

  await ben.goto(`/incidents/${ref}/updates`);
  await alive(ben.locator("input[name=name]"));
  const link = await linkFor(ben, "The harbour master");
  expect(link).toMatch(/\/status\/[\w-]{43}$/);
  await look(ben, "updates with a link that was just made");
  await ben.reload();
  await expect(ben.getByLabel("Link for outside")).toHaveCount(0);
  await expect(row(ben, "The harbour master")).toContainText("Never opened");
  await expect(ben.locator("#write")).toContainText("1 link shows it at once.");

  const context = await browser.newContext();
  const outside = await context.newPage();
  const answer = await outside.goto(link);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": expect.stringContaining("no-store"),
  });
  await expect(outside.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/);
  await expect(outside.locator("meta[name=referrer]")).toHaveAttribute("content", "no-referrer");
  const main = outside.getByRole("main");
  await expect(outside.getByRole("heading", { level: 1 })).toHaveText("The ferry bookings fail");
  for (const words of ["P0 Critical", "Triage", "Bookings fail at the last step", "Next update by"])
    await expect(main).toContainText(words);
  for (const words of ["Ben", ref, "Declared as", "Sign in"]) await expect(main).not.toContainText(words);
  await look(outside, "status page");

  await first.getByRole("link", { name: "Correct" }).click();
  const correction = ben.locator("form").filter({ hasText: "Save correction" });
  await correction.getByLabel("Impact").fill("A third of all travellers cannot book");
  await correction.getByLabel("Why it is corrected").fill("Lea counted them");
  await look(ben, "an update that is being corrected");
  await correction.getByRole("button", { name: "Save correction" }).click();
  await expect(first).toContainText("A third of all travellers");
  await first.getByText("Corrected once").click();
  await expect(first).toContainText("About half of all travellers cannot book");
  await outside.reload();
  await expect(main).toContainText("A third of all travellers");
  await expect(main).toContainText("corrected");
  for (const words of ["About half", "Lea"]) await expect(main).not.toContainText(words);

  await alive(ben.locator("textarea[name=whatHappened]"));
  await ben.locator("#write").getByLabel("What happened").fill("The other service is at fault");
  await ben.locator("#write").getByLabel("Impact").fill("Nobody");
  await ben.getByRole("button", { name: "Publish update" }).click();
  const second = ben.locator("li[id^=update-]").filter({ hasText: "The other service is at fault" });
  await second.getByRole("link", { name: "Withdraw" }).click();
  await expect(ben.getByLabel("Why it is withdrawn")).toBeFocused();
  await ben.getByLabel("Why it is withdrawn").fill("it was ours");
  await ben.getByRole("button", { name: "Withdraw update" }).click();
  await expect(second).toContainText("Withdrawn by Ben: it was ours");
  await look(ben, "updates, one corrected and one withdrawn");
  await outside.reload();
  await expect(main).toContainText("This update was withdrawn");
  await expect(main).not.toContainText("other service");
  await look(outside, "status page, one corrected and one withdrawn");

  await ben.reload();
  await expect(row(ben, "The harbour master")).toContainText(/Opened 3 times, last .*\d\d:\d\d \S+ just now/);
  const unknown = await outside.goto(`${link.slice(0, -43)}${"A".repeat(43)}`);
  const wording = await main.innerText();
  expect([unknown?.status(), unknown?.headers()["cache-control"]]).toEqual([
    404,
    expect.stringContaining("no-store"),
  ]);
  await look(outside, "a link that opens nothing");
  await row(ben, "The harbour master").getByRole("button", { name: "Revoke" }).click();
  await ben.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(ben.locator("#links")).toContainText("No link works.");
  expect((await outside.goto(link))?.status()).toBe(404);
  expect(await main.innerText()).toBe(wording);
  await context.close();
  await ben.context().close();
});

test("an open page shows news by itself, and that its link was revoked, without being loaded again", async ({
  browser,
}) => {
  const [ben, ref] = await declared(browser, "The timetable is empty", "P1");
  const link = await linkFor(ben, "The board");
  const context = await browser.newContext();
  const outside = await context.newPage();
  await outside.clock.install();
  await outside.goto(link);
  await expect(outside.getByRole("main")).toContainText("No update has been written yet");
  await outside.evaluate(() => Object.assign(window, { stillHere: true }));
  await ben.goto(`/incidents/${ref}/updates`);
  await alive(ben.locator("textarea[name=whatHappened]"));
  await ben.getByLabel("What happened").fill("The timetable is there again");
  await ben.getByLabel("Impact").fill("None any more");
  await ben.getByRole("button", { name: "Publish update" }).click();
  await expect(ben.locator("li[id^=update-]")).toHaveCount(1);
  await outside.clock.runFor(61_000);
  await expect(outside.getByRole("main")).toContainText("The timetable is there again");
  expect(await outside.evaluate(() => "stillHere" in window)).toBe(true);
  // One look that fails says nothing yet; two say how old the page is, and the next that is answered takes it back.
  const unreached = outside.getByRole("status").filter({ hasText: /This is what was known at .*\d\d:\d\d/ });
  await context.setOffline(true);
  await outside.clock.runFor(60_000);
  await expect(unreached).toHaveCount(0);
  await outside.clock.runFor(60_000);
  await expect(unreached).toBeVisible();
  await context.setOffline(false);
  await outside.clock.runFor(60_000);
  await expect(unreached).toHaveCount(0);
  await ben.reload();
  await expect(row(ben, "The board")).toContainText("Opened once");
  await row(ben, "The board").getByRole("button", { name: "Revoke" }).click();
  await ben.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(ben.locator("#links")).toContainText("No link works.");
  await outside.clock.runFor(61_000);
  await expect(outside.getByRole("main")).toContainText("This link opens nothing");
  await context.close();
  await ben.context().close();
});

test("without JavaScript it is written, linked and read, and the page outside asks for itself again", async ({
  browser,
}) => {
  const [alivePage, ref] = await declared(browser, "The gangway is stuck", "P0");
  await alivePage.context().close();
  const ben = await signedIn(browser, "ben", { javaScriptEnabled: false });
  await ben.goto(`/incidents/${ref}/updates`);
  const long = `${"The gangway does not move. ".repeat(60)}${"x".repeat(400)}`;
  await ben.getByLabel("What happened").fill(long);
  await ben.getByLabel("Impact").fill("Nobody gets off");
  await ben.getByLabel("Next update").fill("2h");
  await ben.getByRole("button", { name: "Publish update" }).click();
  await expect(ben.locator("li[id^=update-]")).toContainText("The gangway does not move.");
  await ben.getByLabel("Whom it is for").fill("The crew of the ship that waits outside the harbour");
  await ben.getByRole("button", { name: "Make the link" }).click();
  const link = await ben.getByLabel("Link for outside").inputValue();
  await ben.context().close();

  const context = await browser.newContext({ javaScriptEnabled: false });
  const outside = await context.newPage();
  await outside.goto(link);
  await expect(outside.getByRole("main")).toContainText("Nobody gets off");
  const again = await outside.locator("meta[http-equiv=refresh]").getAttribute("content");
  expect(again).toBe("60;url=?again=1");
  expect((await outside.goto(`${link}?again=1`))?.status()).toBe(200);
  await context.close();

  const reader = await browser.newContext();
  const read = await reader.newPage();
  await read.goto(link);
  await look(read, "status page, long");
  await reader.close();
  const page = await signedIn(browser, "ben");
  await page.goto(`/incidents/${ref}/updates`);
  await expect(row(page, "The crew of the ship")).toContainText("Opened 2 times");
  await look(page, "updates, long");
  await page.context().close();
});

test("who only looks reads the updates and neither writes nor sees links; of a hidden incident nothing", async ({
  browser,
}) => {
  const [ben, ref] = await declared(browser, "The horn is silent", "P2");
  await ensurePerson(browser, "cleo");
  const cleo = await signedIn(browser, "cleo");
  await cleo.goto(`/incidents/${ref}/updates`);
  await expect(cleo.getByRole("main")).toContainText("Responders write what those outside shall know.");
  for (const id of ["#write", "#links"]) await expect(cleo.locator(id)).toHaveCount(0);
  await look(cleo, "updates for who only looks");
  expect((await cleo.goto("/incidents/INC-1999-0001/updates"))?.status()).toBe(404);
  await cleo.context().close();
  await ben.context().close();
});
