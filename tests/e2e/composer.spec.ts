import { type Browser, expect, type Page, test } from "@playwright/test";
import { people } from "../support/cast";
import { minutes } from "../support/clock";
import { ensurePerson, password, signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const entries = (page: Page) => page.locator("#timeline li[id^=entry-]");

async function declared(browser: Browser, title: string): Promise<Page> {
  await ensurePerson(browser, "lea");
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  // Alive: what is typed is heard.
  await expect(composer(page)).toHaveAttribute("aria-autocomplete", "list");
  return page;
}

/** Types as a person does, key by key, and sends. */
async function log(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("");
}

/** A time five minutes ahead, by clocks that show about noon: with those the day does not turn meanwhile. */
function soon(): string {
  const ahead = new Date(Date.now() + minutes(5));
  const hours = 12 - ahead.getUTCHours();
  const two = (count: number) => String(Math.abs(count)).padStart(2, "0");
  return `12:${two(ahead.getUTCMinutes())} ${hours < 0 ? "-" : "+"}${two(hours)}:00`;
}

test("commands, people and references are completed by keyboard alone, and do what they say", async ({
  browser,
}) => {
  const page = await declared(browser, "The fog horn is silent");
  await page.keyboard.press("t");
  await page.keyboard.type("/st");
  await expect(page.getByRole("option", { name: /status monitoring/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await page.keyboard.type("mon");
  await page.keyboard.press("Tab");
  await expect(composer(page)).toHaveValue("/status monitoring ");
  await expect(page.getByText("Changes the status to Monitoring.")).toBeVisible();
  await page.keyboard.type("it sounds again");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText("Triage → Monitoring: it sounds again");

  await log(page, "/severity p1 ships wait");
  await expect(page.getByRole("main")).toContainText("Severity P2 Medium → P1 High: ships wait");

  await composer(page).click();
  await page.keyboard.type("/role commander @le");
  await expect(page.getByRole("listbox").getByRole("option", { name: /Lea/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("/role commander @lea ");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText("Commander: Lea");

  await composer(page).click();
  const ref = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.keyboard.type("~-3m /decision as in #fog");
  await expect(page.getByRole("listbox").getByRole("option", { name: ref })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue(`~-3m /decision as in #${ref} `);
  await expect(page.getByText(/Decision, placed at about/)).toBeVisible();
  await page.keyboard.type("again");
  await page.keyboard.press("Enter");
  await expect(
    entries(page)
      .filter({ hasText: `as in #${ref} again` })
      .getByRole("link", { name: `#${ref}` }),
  ).toHaveAttribute("href", `/incidents/${ref}`);
});

test("Markdown in an entry becomes what it means, and what looks like it by accident stays", async ({
  browser,
}) => {
  const page = await declared(browser, "The breakwater leaks");
  await log(page, "**rolled back** with `git revert`, count(*) and count(*) agree");
  const entry = entries(page).filter({ hasText: "rolled back" });
  await expect(entry.locator("strong")).toHaveText("rolled back");
  await expect(entry.locator("code")).toHaveText("git revert");
  await expect(entry).toContainText("count(*) and count(*) agree");

  await composer(page).fill(`it says\n\`\`\`\n${"WARN pool exhausted ".repeat(40)}\n\`\`\``);
  await page.keyboard.press("Enter");
  const excerpt = entries(page).locator("pre");
  await expect(excerpt).toContainText("WARN pool exhausted");
  expect(await excerpt.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
  ).toBe(true);
});

test("what cannot be understood is asked back at the field, and stays there", async ({ browser }) => {
  const page = await declared(browser, "The bell buoy drifts");
  await composer(page).click();
  await page.keyboard.type("/stauts resolved");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Write \/status/).first()).toBeVisible();
  await expect(composer(page)).toHaveValue("/stauts resolved");
  await composer(page).fill("2031-01-01 10:00 too early");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/has not come yet/).first()).toBeVisible();
  await expect(composer(page)).toHaveValue("2031-01-01 10:00 too early");
  // What the field asks is what the line beneath it said while it was typed.
  const ahead = soon();
  await composer(page).fill(`${ahead} too early`);
  const question = page.getByText(`Wait until then, or write yesterday ${ahead} if that is meant.`);
  await expect(question).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveAccessibleDescription(/Wait until then, or write yesterday/);
  await expect(composer(page)).toHaveValue(`${ahead} too early`);
  await composer(page).fill(`yesterday ${ahead} moored badly`);
  await page.keyboard.press("Enter");
  await expect(entries(page).filter({ hasText: "moored badly" })).toHaveCount(1);
  await composer(page).fill("/status closed");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Resolve the incident before you close it.")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("Resolve the incident before you close it.")).toBeHidden();
});

test("while the connection is gone entries wait, survive a reload, and arrive once and in order", async ({
  browser,
}) => {
  const page = await declared(browser, "The ferry lost its way");
  await expect(entries(page).first()).toBeVisible();
  await page.context().setOffline(true);
  for (const text of ["first of three", "/finding second of three", "third of three", "/severity p0"])
    await log(page, text);
  await expect(page.getByText("No answer from Highwater")).toBeVisible();
  await expect(page.getByText("third of three")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("No answer from Highwater")).toBeHidden({ timeout: 20_000 });
  await expect(entries(page).filter({ hasText: "of three" })).toHaveCount(3);
  // What changes the incident as it is now waits for its author.
  await expect(page.getByText("Not done: there was no answer.")).toBeVisible();
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("main")).toContainText("Severity P2 Medium → P0 Critical");

  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort("connectionreset") : route.fallback(),
  );
  await log(page, "kept through a reload");
  await expect(page.getByText("No answer from Highwater")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "kept through a reload" })).toBeVisible();
  await page.unroute("**/*");
  await expect(entries(page).filter({ hasText: "kept through a reload" })).toHaveCount(1, {
    timeout: 20_000,
  });

  const times = await entries(page)
    .filter({ hasText: /of three|through a reload/ })
    .allInnerTexts();
  // The newest stands first.
  const order = times.map((text) => /first|second|third|kept/.exec(text)?.[0]);
  expect(order).toEqual(["kept", "third", "second", "first"]);
});

test("signing out asks before it discards what was never sent, and leaves nothing on the device", async ({
  browser,
}) => {
  const declaring = await declared(browser, "The ferry left its lights on");
  // A session of its own: it ends here.
  const page = await (await browser.newContext()).newPage();
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(new URL(declaring.url()).pathname)}`);
  await page.getByLabel("E-mail address").fill(people.ben.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(composer(page)).toHaveAttribute("aria-autocomplete", "list");
  await page.route("**/*", (route) =>
    route.request().method() === "POST" && route.request().url().includes("/incidents/")
      ? route.abort("connectionreset")
      : route.fallback(),
  );
  await log(page, "never sent");
  await expect(page.getByText("No answer from Highwater")).toBeVisible();
  await page.goto("/teams");
  const account = page.getByRole("button", { name: /^Account of/ });
  await account.click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("One entry was not sent yet.")).toBeVisible();
  const left = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("highwater:e")));
  expect(await left()).toHaveLength(1);
  await page.getByRole("button", { name: "Discard and sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  expect(await left()).toEqual([]);
});

test("an answer that is lost on its way does not make two entries of one", async ({ browser }) => {
  const page = await declared(browser, "The pilot boat is late");
  await expect(entries(page).first()).toBeVisible();
  let lost = 0;
  await page.route("**/incidents/**", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.fallback();
    lost++;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await log(page, "it left at noon");
  await expect(entries(page).filter({ hasText: "it left at noon" })).toHaveCount(1, { timeout: 20_000 });
  await expect(page.getByText("No answer from Highwater")).toBeHidden();
  expect(lost).toBe(1);
  await page.reload();
  await expect(entries(page).filter({ hasText: "it left at noon" })).toHaveCount(1);
});
