import { type Browser, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { databaseOf } from "../support/product-database";
import { composerIsAlive } from "./support/alive";
import { look } from "./support/axe";
import { signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const entries = (page: Page) => page.locator("#timeline li[id^=entry-]");
const pageSize = 40;

/** An incident of Ben's, and how to put entries into it that were recorded at such times. */
async function declared(browser: Browser, title: string): Promise<{ page: Page; ref: string }> {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  return { page, ref: new URL(page.url()).pathname.split("/").at(-1) ?? "" };
}

/** Entries of these kinds, by hand, each so many minutes before now. */
async function recorded(ref: string, told: { kind: string; text: string; minutesAgo: number }[]) {
  const { ownerUrl } = databaseOf({ dataFolder: process.env.HIGHWATER_E2E_DATA_DIR ?? "" });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into timeline_entry (id, incident_id, at, kind, source, text, author_id, recorded_at)
       select gen_random_uuid(), i.id, date_trunc('minute', now()) - make_interval(mins => t.ago), t.kind::entry_kind,
              'manual', t.text, i.declared_by_id, now()
         from incident i, unnest($2::text[], $3::text[], $4::int[]) as t (kind, text, ago) where i.ref = $1`,
      [ref, told.map(({ kind }) => kind), told.map(({ text }) => text), told.map((one) => one.minutesAgo)],
    );
  } finally {
    await client.end();
  }
}

const many = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    kind: place % 10 === 0 ? "decision" : "note",
    text: `entry number ${place} of many`,
    minutesAgo: 10 + place,
  }));

test("the timeline is narrowed by kind and by who wrote it, says how much is hidden, and the view can be shared", async ({
  browser,
}) => {
  const { page, ref } = await declared(browser, "The lock keeper sleeps");
  await recorded(ref, many(20));
  await page.reload();
  await expect(entries(page)).toHaveCount(21);
  await page.getByRole("link", { name: /^Decisions 2$/ }).click();
  await expect(entries(page)).toHaveCount(2);
  await expect(page.getByText("2 of 21 shown, 19 hidden by filters.")).toBeVisible();
  await expect(page).toHaveURL(/\?kind=decision#timeline$/);

  const colleague = await signedIn(browser, "lea");
  await colleague.goto(page.url());
  await expect(entries(colleague)).toHaveCount(2);

  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(entries(page)).toHaveCount(21);
  await page.getByRole("link", { name: /^By people 20$/ }).click();
  await expect(entries(page)).toHaveCount(20);
  await expect(page.locator("#timeline")).not.toContainText("recorded by Highwater");

  await page.locator("summary", { hasText: "Filter" }).click();
  await page.getByRole("checkbox", { name: /^Decision/ }).check();
  await page
    .getByRole("checkbox", { name: /^Page|^Note/ })
    .first()
    .check();
  await page.getByLabel("Whose").selectOption({ label: "Ben (21)" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/kind=note&kind=decision&by=[0-9a-f-]{36}/);
  await expect(entries(page)).toHaveCount(20);
  await page.goto(`/incidents/${ref}?kind=page`);
  await expect(page.getByText("No entry fits the filter")).toBeVisible();
  await look(page, "timeline filtered to nothing");
});

test("a filter works without JavaScript", async ({ browser }) => {
  const { ref } = await declared(browser, "The gauge has no ink");
  await recorded(ref, many(20));
  const page = await signedIn(browser, "ben", { javaScriptEnabled: false });
  await page.goto(`/incidents/${ref}`);
  await page.locator("summary", { hasText: "Filter" }).click();
  await page.getByRole("checkbox", { name: /^Decision/ }).check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(entries(page)).toHaveCount(2);
});

test("the link of an entry leads to it from another page of the timeline, and through a filter", async ({
  browser,
}) => {
  const { page, ref } = await declared(browser, "The dredger digs on");
  await recorded(ref, many(3 * pageSize));
  await page.goto(`/incidents/${ref}`);
  await expect(entries(page)).toHaveCount(pageSize);
  await page.getByRole("link", { name: "Earlier entries" }).click();
  await page.waitForURL(/before=/);
  const first = page.url();
  await page.getByRole("link", { name: "Earlier entries" }).click();
  await page.waitForURL((url) => /before=/.test(url.search) && url.href !== first);
  const entry = entries(page).filter({ hasText: "entry number 97 of many" });
  await expect(entry).toBeVisible();
  await entry.locator("a").first().click();
  await expect(page).toHaveURL(/\?entry=[0-9a-f-]+#entry-/);
  const { search, hash } = new URL(page.url());

  const colleague = await signedIn(browser, "lea");
  await colleague.goto(`/incidents/${ref}${search}${hash}`);
  const found = entries(colleague).filter({ hasText: "entry number 97 of many" });
  await expect(found).toBeInViewport();
  await expect(found).toHaveCSS("background-color", await selectedColour(colleague));

  await colleague.goto(`/incidents/${ref}${search}&kind=decision${hash}`);
  await expect(found).toBeInViewport();
  await expect(found).toContainText("Hidden by the filter but for this link");
  await expect(entries(colleague).filter({ hasText: "of many" }).filter({ hasText: "Note" })).toHaveCount(1);
});

/** What the token of the marked is here. */
const selectedColour = (page: Page) =>
  page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.backgroundColor = "var(--color-selected)";
    document.body.append(probe);
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return colour;
  });

test("one click leads to the detection, the mitigation, and back to now", async ({ browser }) => {
  const { page, ref } = await declared(browser, "The swing bridge is stuck");
  await recorded(ref, many(2 * pageSize));
  await page.goto(`/incidents/${ref}?milestone=mitigatedAt#milestones`);
  await composerIsAlive(composer(page));
  const form = page.locator("#milestones form");
  await form.getByLabel("When").fill("-75m");
  await form.getByLabel("How you know").fill("it moved again");
  await form.getByRole("button", { name: "Set" }).click();
  await page.waitForURL(/#milestones$/);
  const jumps = page.getByRole("navigation", { name: "Jump to" });
  await jumps.getByRole("link", { name: "Mitigation" }).click();
  const named = page.locator("#timeline li[data-named]");
  await expect(named).toHaveText(/entry number 6[45] of many/, { timeout: 20_000 });
  await expect(named).toBeInViewport();
  await jumps.getByRole("link", { name: "Detection" }).click();
  await expect(named).toHaveText(/Declared as P2/, { timeout: 20_000 });
  await expect(named).toBeInViewport();
  await jumps.getByRole("link", { name: "Now" }).click();
  await expect(page).toHaveURL(`/incidents/${ref}#timeline`);
  await expect(entries(page)).toHaveCount(pageSize);
});

test("silence is shown as such, and not where a filter makes it", async ({ browser }) => {
  const { page, ref } = await declared(browser, "Nobody at the tiller");
  await recorded(ref, [
    ...[0, 2, 4].map((more) => ({ kind: "note", text: `before, ${more}`, minutesAgo: 120 - more })),
    ...[0, 2, 4].map((more) => ({ kind: "decision", text: `after, ${more}`, minutesAgo: 69 - more })),
  ]);
  await page.reload();
  await expect(page.getByText("Nothing recorded for 47 min")).toBeVisible();
  await expect(page.getByText(/^Nothing recorded for/)).toHaveCount(2);
  await look(page, "timeline with gaps");
  await page.goto(`/incidents/${ref}?by=people`);
  await expect(entries(page)).toHaveCount(6);
  await expect(page.getByText(/^Nothing recorded/)).toHaveCount(0);
});

test("a timeline is walked through by keyboard, and its days and times stay in sight", async ({
  browser,
}) => {
  const { page, ref } = await declared(browser, "The tide tables are wrong");
  await recorded(ref, [
    { kind: "note", text: `the beginning of a long log\n${"a line of it\n".repeat(60)}`, minutesAgo: 5 },
    ...many(10),
  ]);
  await page.reload();
  await composerIsAlive(composer(page));
  await page.keyboard.press("j");
  await expect(entries(page).first().locator("a").first()).toBeFocused();
  await page.keyboard.press("j");
  const long = entries(page).filter({ hasText: "the beginning of a long log" });
  await expect(long.locator("a").first()).toBeFocused();
  await page.evaluate(() => window.scrollBy(0, 900));
  await expect(long.locator("time").first()).toBeInViewport();
  await expect(page.locator("#timeline h3").first()).toBeInViewport();
  await page.keyboard.press("j");
  await expect(entries(page).nth(2).locator("a").first()).toBeFocused();
  await expect(entries(page).nth(2)).toBeInViewport();
  await page.keyboard.press("k");
  await expect(long.locator("a").first()).toBeFocused();
  await page.keyboard.press("t");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("jk");
  await expect(composer(page)).toHaveValue("jk");
});

/** The places of the entries whose contents the browser has laid out; it skips those that are far from what is seen. */
const laidOut = (page: Page) =>
  entries(page).evaluateAll((items) =>
    items.flatMap((item, place) =>
      item.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) ? [place] : [],
    ),
  );

test("a thousand entries stand on one page when somebody asks for them, and a menu in it opens whole", async ({
  browser,
}) => {
  const { page, ref } = await declared(browser, "A thousand drops");
  await recorded(ref, many(1_050));
  await page.goto(`/incidents/${ref}`);
  await expect(entries(page)).toHaveCount(pageSize);
  expect((await laidOut(page)).length).toBe(pageSize);
  await page.getByRole("link", { name: "1,000 at once" }).click();
  await expect(entries(page)).toHaveCount(1_000, { timeout: 30_000 });
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(async () => (await laidOut(page)).length).toBeLessThan(200);
  expect((await laidOut(page))[0]).toBe(0);
  const last = entries(page).last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
  // What was left behind costs nothing either.
  await expect.poll(async () => (await laidOut(page)).length).toBeLessThan(200);
  expect((await laidOut(page)).at(-1)).toBe(999);
  expect(await laidOut(page)).not.toContain(0);
  await last.locator("summary").click();
  await last.getByRole("link", { name: "Correct" }).click({ trial: true });
  await page.getByRole("link", { name: "Earlier entries" }).click();
  await expect(entries(page)).toHaveCount(51);
  await expect(page).toHaveURL(/all=1/);
});
