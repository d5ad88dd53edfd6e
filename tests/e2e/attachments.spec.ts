import { type Browser, expect, type Page, test } from "@playwright/test";
import { png } from "../support/files";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const entries = (page: Page) => page.locator("#timeline li[id^=entry-]");
const attached = (page: Page) =>
  page.getByRole("list", { name: "Files of this entry" }).getByRole("listitem");
const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel("Files to attach").setInputFiles(files);

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

/** Pastes into the composer as a browser does: files, or a text. */
async function paste(page: Page, what: { base64: string; type: string; name: string } | { text: string }) {
  await composer(page).evaluate((field, given) => {
    const data = new DataTransfer();
    if ("text" in given) data.setData("text/plain", given.text);
    else {
      const bytes = Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], given.name, { type: given.type }));
    }
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    // What the browser itself does with a text that nobody took.
    if (field.dispatchEvent(event) && "text" in given) document.execCommand("insertText", false, given.text);
  }, what);
}

const image = (width = 640, height = 400, padding = 0) => ({
  ...{ name: "image.png", mimeType: "image/png", buffer: png(width, height, padding) },
});

test("an image that is pasted is uploaded, described, sent with the entry, and seen by everybody", async ({
  browser,
}) => {
  const page = await declared(browser, "The lighthouse is dark");
  await composer(page).click();
  await page.keyboard.type("the lamp at noon");
  await paste(page, { base64: png(640, 400).toString("base64"), type: "image/png", name: "image.png" });
  await expect(attached(page)).toHaveCount(1);
  await page.getByLabel("Alt text of image.png").fill("The lamp, dark");
  await composer(page).click();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("");
  await expect(attached(page)).toHaveCount(0);

  const shown = entries(page)
    .filter({ hasText: "the lamp at noon" })
    .getByRole("img", { name: "The lamp, dark" });
  await shown.scrollIntoViewIfNeeded();
  await expect.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
  const lea = await signedIn(browser, "lea");
  await lea.goto(page.url());
  const theirs = lea.getByRole("img", { name: "The lamp, dark" });
  await theirs.scrollIntoViewIfNeeded();
  await expect.poll(() => theirs.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);

  const [large] = await Promise.all([lea.waitForEvent("popup"), theirs.click()]);
  await expect
    .poll(() => large.locator("img").evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBe(640);
  const answer = await lea.request.get(large.url());
  expect(answer.headers()).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(/^inline;/),
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/sandbox$/),
    "cache-control": "private, no-cache",
  });
  await large.close();
  await look(lea, "incident with an image");
  await lea.goto(`${page.url().split("?")[0]}/post-mortem`);
  await expect(lea.getByRole("img", { name: "The lamp, dark" })).toBeVisible();
});

test("a long text that is pasted becomes a file, and the log is read and downloaded from the timeline", async ({
  browser,
}) => {
  const page = await declared(browser, "The radio repeats itself");
  const log = Array.from(
    { length: 40 },
    (_, line) => `14:23:${String(line % 60).padStart(2, "0")} <b>mayday</b> ${line}`,
  );
  await composer(page).click();
  await page.keyboard.type("what the radio said: ");
  await paste(page, { text: log.join("\n") });
  await expect(page.getByText("What you pasted has 40 lines.")).toBeVisible();
  await page.getByRole("button", { name: "Attach it as a log excerpt" }).click();
  await expect(composer(page)).toHaveValue("what the radio said: ");
  await expect(attached(page).filter({ hasText: "log-excerpt.txt" })).toHaveCount(1);
  await expect(attached(page).getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "log-excerpt.txt is attached" })).toHaveCount(1);
  await composer(page).press("Enter");

  const entry = entries(page).filter({ hasText: "what the radio said" });
  await entry.getByText("log-excerpt.txt", { exact: true }).click();
  await expect(entry.locator("pre")).toContainText("14:23:00 <b>mayday</b> 0");
  await expect(entry.getByText("28 more lines")).toBeVisible();
  await expect(entry.getByText("40 lines")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    entry.getByRole("link", { name: "Download log-excerpt.txt" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("log-excerpt.txt");
  const answer = await page.request.get(download.url());
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment;/),
    "x-content-type-options": "nosniff",
  });
  expect(await answer.text()).toBe(log.join("\n"));
  await look(page, "incident with a log");
});

test("a file that lies, or is too large, is refused in words, and the text stays", async ({ browser }) => {
  const page = await declared(browser, "The buoy is painted over");
  await composer(page).fill("as seen from the pier");
  await choose(
    page,
    { name: "shot.png", mimeType: "image/png", buffer: Buffer.from("<script>alert(1)</script>") },
    { name: "app.log", mimeType: "text/plain", buffer: png(4, 4) },
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><p>") },
    { ...image(4, 4, 5_000_000), name: "large.png" },
  );
  await expect(page.getByText(/shot.png says that it is an image/)).toBeVisible();
  await expect(page.getByText(/app.log says that it is text/)).toBeVisible();
  await expect(page.getByText(/page.html: only images/)).toBeVisible();
  await expect(page.getByText(/large.png has 5.1 MB; an image may have 5 MB/)).toBeVisible();
  await look(page, "composer with files that were not taken");
  await composer(page).press("Enter");
  await expect(page.getByText("A file was not taken: try it again, or remove it.")).toBeVisible();
  await expect(composer(page)).toHaveValue("as seen from the pier");
  for (const name of ["shot.png", "app.log", "page.html", "large.png"])
    await page.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByRole("button", { name: "Attach", exact: true })).toBeFocused();
  await composer(page).press("Enter");
  await expect(entries(page).filter({ hasText: "as seen from the pier" })).toHaveCount(1);

  await composer(page).fill("x".repeat(20_001));
  await composer(page).press("Enter");
  await expect(page.getByText(/An entry may have 20,000 characters/)).toBeVisible();
  expect((await composer(page).inputValue()).length).toBe(20_001);
});

test("what is uploaded survives a reload; what is not stays on the page and says so, until there is an answer", async ({
  browser,
}) => {
  const page = await declared(browser, "The tide gauge sticks");
  await choose(page, { ...image(), name: "gauge.png" });
  await expect(page.getByLabel("Alt text of gauge.png")).toBeVisible();
  await page.reload();
  await expect(attached(page).filter({ hasText: "gauge.png" })).toHaveCount(1);

  await composer(page).click();
  await page.context().setOffline(true);
  await choose(page, { ...image(), name: "second.png" });
  await expect(page.getByText(/No answer from Highwater. The file is kept on this page only/)).toBeVisible();
  await page.keyboard.type("stuck at two metres");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A file was not taken: try it again, or remove it.")).toBeVisible();
  await expect(composer(page)).toHaveValue("stuck at two metres");
  await page.context().setOffline(false);
  await expect(page.getByLabel("Alt text of second.png")).toBeVisible();

  // With its files on the server the entry itself can wait.
  await page.context().setOffline(true);
  await composer(page).press("Enter");
  await expect(page.getByText(/with 2 files/)).toBeVisible();
  await page.context().setOffline(false);
  const entry = entries(page).filter({ hasText: "stuck at two metres" });
  await expect(entry.getByRole("img")).toHaveCount(2, { timeout: 20_000 });
  await page.reload();
  await expect(attached(page)).toHaveCount(0);
});

test("an upload on its way shows how far it is, and is cancelled", async ({ browser }) => {
  const page = await declared(browser, "The crane turns by itself");
  await page.route("**/attachments", () => {
    // Never answered.
  });
  await choose(page, { ...image(), name: "crane.png" });
  await expect(page.getByRole("progressbar", { name: "Uploading crane.png" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel crane.png" }).click();
  await expect(attached(page)).toHaveCount(0);
});
