import { type Browser, expect, type Page, test } from "@playwright/test";
import { alive, composerIsAlive } from "./support/alive";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

/** Names of what stays in the product begin differently each time that this file is tried. */
const once = Date.now().toString(36);

const main = (page: Page) => page.getByRole("main");
/** What every page of an incident shows first; panels have headers of their own. */
const header = (page: Page) =>
  page.locator("main header").filter({ has: page.getByRole("heading", { level: 1 }) });
/** The badge of a status: its word alone stands in the list of moves as well. */
const status = (page: Page, name: string) => header(page).locator(`[data-tone=${name}]`);
const timeline = (page: Page) => page.locator("#timeline");
const title = (page: Page) => page.getByLabel("What is happening");
const severity = (page: Page, value: string) => page.locator(`input[name=severity][value=${value}]`);
const chosen = (page: Page, name: "service" | "environment" | "timeZone") =>
  page.locator(`select[name=${name}]`);
const restriction = (page: Page) => page.getByLabel("Restrict to participants");
const rarely = (page: Page) => page.getByText("Not live, or another time zone");
const mode = (page: Page, value: string) => page.locator(`input[name=mode][value=${value}]`);
const goingOn = (page: Page) => page.getByRole("region", { name: "Going on now: join instead?" });
const before = (page: Page) => page.getByRole("region", { name: "What it was before" });
const joins = (page: Page, ref: string) => goingOn(page).getByRole("button", { name: `Join ${ref}` });
const participant = (page: Page, name: string) => page.locator("#people li").filter({ hasText: name });

/** The form, as soon as it hears what is typed. */
async function openForm(page: Page): Promise<void> {
  await page.goto("/incidents/new");
  await alive(title(page));
}

/** The ref of the incident that the page came to. */
async function arrived(page: Page): Promise<string> {
  await page.waitForURL(/\/incidents\/INC-[\d-]+$/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

async function declare(page: Page, text: string): Promise<string> {
  await openForm(page);
  await title(page).fill(text);
  await severity(page, "P4").check();
  await page.keyboard.press("Enter");
  const ref = await arrived(page);
  await composerIsAlive(page.locator("main textarea[name=text]").first());
  return ref;
}

type Place = { service: string; environment: string };
let made: Promise<Place> | undefined;

/** A service in an environment of its own; both are called as they are written in addresses. */
const placeOf = (browser: Browser): Promise<Place> => {
  made ??= makePlace(browser);
  return made;
};

async function makePlace(browser: Browser): Promise<Place> {
  const place = { service: `jukebox-${once}`, environment: `attic-${once}` };
  const omar = await signedIn(browser, "omar");
  await omar.goto("/settings/environments");
  await omar.getByLabel("Name", { exact: true }).fill(place.environment);
  await omar.getByRole("button", { name: "Add environment" }).click();
  await expect(omar.getByRole("table").first()).toContainText(place.environment);
  await omar.goto("/services/new");
  await omar.getByLabel("Name", { exact: true }).fill(place.service);
  await omar.getByLabel(place.environment).first().check();
  await omar.getByRole("button", { name: "Add service" }).click();
  await omar.waitForURL(`/services/${place.service}`);
  await omar.context().close();
  return place;
}

test("from the palette it takes a title, a severity and a service, by keyboard alone; the environment comes along", async ({
  browser,
}, { retry }) => {
  const { service, environment } = await placeOf(browser);
  const page = await signedIn(browser, "ben");
  await page.goto("/teams");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("declare an inc");
  const entry = page.getByRole("option", { name: /^Declare an incident/ });
  await expect(entry).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.waitForURL("/incidents/new");
  await expect(title(page)).toBeFocused();

  // Like nothing that was declared before: nothing else is on the way to the severity.
  const text = ["Polka plays backwards", "Vinyl melts in July"][retry] ?? "Mazurka";
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await expect(severity(page, "P4")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(chosen(page, "service")).toBeFocused();
  await page.keyboard.type(service);
  await expect(chosen(page, "service")).toHaveValue(service);
  await expect(chosen(page, "environment")).toHaveValue(environment);
  await page.keyboard.press("Control+Enter");

  await arrived(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text);
  for (const said of ["P4 Informational", `${service} · ${environment}`])
    await expect(header(page)).toContainText(said);
  await expect(status(page, "triage")).toBeVisible();
  await expect(timeline(page)).toContainText("Declared as P4 Informational");
});

test("while a title is typed, an open one that is like it is offered to be joined, and a past one to be read; Enter declares all the same", async ({
  browser,
}) => {
  await ensurePerson(browser, "lea");
  const ben = await signedIn(browser, "ben");
  const past = await declare(ben, "Gangway sensor reported ghosts before");
  await moveOn(ben, "Resolve");
  await expect(timeline(ben)).toContainText("Triage → Resolved");
  const open = await declare(ben, "Gangway sensor reports ghosts");

  const lea = await signedIn(browser, "lea");
  await openForm(lea);
  await title(lea).pressSequentially("gangway sensor ghosts");
  await expect(joins(lea, open)).toBeVisible();
  await expect(goingOn(lea).getByRole("link").filter({ hasText: open })).toHaveAttribute(
    "href",
    `/incidents/${open}`,
  );
  await expect(before(lea).getByRole("link").filter({ hasText: past })).toContainText("Resolved");
  await expect(before(lea).getByRole("button")).toHaveCount(0);
  await look(lea, "/incidents/new with similar ones");
  await severity(lea, "P4").check();
  await title(lea).press("Enter");
  const another = await arrived(lea);
  expect([past, open]).not.toContain(another);

  await openForm(lea);
  await title(lea).fill("gangway sensor ghosts");
  await joins(lea, open).press("Enter");
  expect(await arrived(lea)).toBe(open);
  await expect(participant(lea, "Lea")).toContainText("Participant");
  const drafts = () =>
    lea.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("highwater:draft:")));
  expect(await drafts()).toEqual([]);

  // Whoever takes part already is only led there.
  await openForm(lea);
  await title(lea).fill("gangway sensor ghosts");
  await joins(lea, open).click();
  expect(await arrived(lea)).toBe(open);
  await expect(participant(lea, "Lea")).toHaveCount(1);
});

test("what cannot be joined any more says so, and what was typed stays", async ({ browser }) => {
  await ensurePerson(browser, "ben");
  const lea = await signedIn(browser, "lea");
  const ref = await declare(lea, "Weathercock turns against the wind");
  const ben = await signedIn(browser, "ben");
  await openForm(ben);
  await title(ben).fill("weathercock against the wind");
  await expect(joins(ben, ref)).toBeVisible();
  await lea.goto(`/incidents/${ref}/edit`);
  await lea.getByRole("button", { name: "Restrict to participants" }).click();
  await expect(lea.getByRole("button", { name: "Show it to everybody" })).toBeVisible();
  await joins(ben, ref).click();
  const refused = ben.getByRole("alert").filter({ hasText: `There is no incident ${ref} that you may see.` });
  await expect(refused).toBeVisible();
  await expect(title(ben)).toHaveValue("weathercock against the wind");
  await look(ben, "/incidents/new joining refused");
});

test("one that is over is entered afterwards, and one for practice is a drill; each says so on its page", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  const declareAs = async (text: string, how: string) => {
    await openForm(page);
    await title(page).fill(text);
    await severity(page, "P4").check();
    await rarely(page).click();
    await mode(page, how).check();
    await page.getByRole("button", { name: "Declare incident" }).click();
    await arrived(page);
  };
  const acknowledge = header(page).getByRole("button", { name: "Acknowledge" });

  await declareAs("Foghorn was silent on Sunday", "retrospective");
  await expect(header(page)).toContainText("Entered afterwards");
  await expect(status(page, "resolved")).toBeVisible();
  await expect(timeline(page)).toContainText("Declared as P4 Informational (entered afterwards)");
  await expect(acknowledge).toHaveCount(0);
  await expect(header(page)).not.toContainText("so far");
  await look(page, "/incidents/entered afterwards");

  await declareAs("Everybody leaves the pier", "drill");
  for (const said of ["Drill", "so far"]) await expect(header(page)).toContainText(said);
  await expect(status(page, "triage")).toBeVisible();
  await expect(timeline(page)).toContainText("Declared as P4 Informational (drill)");
  await expect(acknowledge).toBeVisible();
  await page.goto("/incidents");
  const row = page.getByRole("row").filter({ hasText: "Everybody leaves the pier" });
  await expect(row.first()).toContainText("Drill");
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : ", without JavaScript too";

  test(`a restricted one is there for whoever declares it and for admins, and for nobody else${how}`, async ({
    browser,
  }) => {
    for (const name of ["lea", "cleo"] as const) await ensurePerson(browser, name);
    const text = `${javaScriptEnabled ? "Safe opened overnight" : "Till emptied at noon"} ${Date.now().toString(36)}`;
    const ben = await signedIn(browser, "ben", { javaScriptEnabled });
    await ben.goto("/incidents/new");
    if (javaScriptEnabled) await alive(title(ben));
    await title(ben).fill(text);
    await severity(ben, "P4").check();
    await restriction(ben).check();
    await ben.getByRole("button", { name: "Declare incident" }).click();
    const ref = await arrived(ben);
    await expect(header(ben)).toContainText("Restricted");
    await expect(ben.locator("#people")).toContainText("Only they, and admins, see this incident.");
    await expect(participant(ben, "Ben")).toHaveCount(1);

    for (const name of ["lea", "cleo"] as const) {
      const other = await signedIn(browser, name);
      expect((await other.goto(`/incidents/${ref}`))?.status()).toBe(404);
      await expect(other.locator("body")).toContainText("There is nothing at this address");
      await expect(other.locator("body")).not.toContainText(text);
      for (const address of ["/", "/incidents", `/incidents?search=${ref}`]) {
        await other.goto(address);
        await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(main(other)).not.toContainText(text);
      }
      await other.context().close();
    }
    const omar = await signedIn(browser, "omar");
    await omar.goto(`/incidents/${ref}`);
    await expect(omar.getByRole("heading", { level: 1 })).toHaveText(text);

    // Whom it is offered to while they type something like it: beside one that all may see, to admins alone.
    const seen = await declare(await signedIn(browser, "ben"), `${text} again`);
    for (const [name, times] of [
      ["omar", 1],
      ["lea", 0],
    ] as const) {
      const page = await signedIn(browser, name);
      await openForm(page);
      await title(page).fill(text);
      await expect(joins(page, seen)).toBeVisible();
      await expect(joins(page, ref)).toHaveCount(times);
    }
  });

  test(`what is refused keeps all that was filled in, and is declared with it afterwards${how}`, async ({
    browser,
  }) => {
    const { service, environment } = await placeOf(browser);
    const page = await signedIn(browser, "ben", { javaScriptEnabled });
    await page.goto("/incidents/new");
    if (javaScriptEnabled) await alive(title(page));
    await title(page).fill("   ");
    await severity(page, "P4").check();
    await chosen(page, "service").selectOption(service);
    await chosen(page, "environment").selectOption(environment);
    await restriction(page).check();
    await rarely(page).click();
    await mode(page, "drill").check();
    await chosen(page, "timeZone").selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: "Declare incident" }).click();

    const why = page.getByRole("link", { name: "What is happening: Give the incident a title." });
    await expect(why).toBeVisible();
    await expect(page).toHaveURL("/incidents/new");
    await expect(severity(page, "P4")).toBeChecked();
    await expect(chosen(page, "service")).toHaveValue(service);
    await expect(chosen(page, "environment")).toHaveValue(environment);
    await expect(restriction(page)).toBeChecked();
    await expect(mode(page, "drill")).toBeChecked();
    await expect(chosen(page, "timeZone")).toHaveValue("Asia/Tokyo");
    if (javaScriptEnabled) await look(page, "/incidents/new refused");

    await title(page).fill("Practice with sandbags");
    await title(page).press("Enter");
    await arrived(page);
    for (const said of ["Drill", "Restricted", `${service} · ${environment}`])
      await expect(header(page)).toContainText(said);
  });
}

/** What unfolds the question about the move that usually comes next. */
const movingOn = (page: Page, name: string) => header(page).locator("summary").filter({ hasText: name });

/** Makes the move that usually comes next, with a word to say why or without one. */
async function moveOn(page: Page, name: "Resolve" | "Close", note = ""): Promise<void> {
  await movingOn(page, name).click();
  const form = header(page).locator("details[open]");
  await form.getByLabel("What to tell the timeline").fill(note);
  await form.getByRole("button", { name, exact: true }).click();
  await expect(form).toHaveCount(0);
}

/** Moves the incident by the form behind 'Status'. */
async function move(page: Page, to: string, note: string): Promise<void> {
  const form = header(page).locator("details[open]");
  if ((await form.count()) === 0) await header(page).locator("summary").filter({ hasText: "Status" }).click();
  await form.getByLabel(/^From /).selectOption(to);
  await form.getByLabel("What to tell the timeline").fill(note);
  await form.getByRole("button", { name: "Change status" }).click();
}

test("cancelling asks for a reason; what was cancelled reopens at the beginning only, and says so", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await declare(page, "Seagull sat on the sensor");
  await move(page, "cancelled", "");
  await expect(page.getByRole("alert").filter({ hasText: "Say why it was no incident." })).toBeVisible();
  await expect(status(page, "triage")).toBeVisible();
  await look(page, "/incidents/cancelling without a reason");
  await move(page, "cancelled", "only a seagull");
  await expect(timeline(page)).toContainText("Triage → Cancelled: only a seagull");

  await expect(status(page, "cancelled")).toBeVisible();
  await expect(header(page).getByRole("button", { name: "Acknowledge", exact: true })).toHaveCount(0);
  for (const name of ["Resolve", "Close"]) await expect(movingOn(page, name)).toHaveCount(0);
  await expect(page.getByLabel("More to do with it")).toHaveCount(0);
  const moves = page.getByLabel("From Cancelled to").locator("option");
  await expect(moves).toHaveText(["Triage", "Investigating"]);
  await move(page, "investigating", "it is a flock");
  await expect(timeline(page)).toContainText("Reopened, Cancelled → Investigating: it is a flock");
  await expect(movingOn(page, "Resolve")).toBeVisible();
});

test("what was resolved and closed is reopened, and its timeline says so", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await declare(page, "Bilge pump hums at night");
  await moveOn(page, "Resolve");
  await expect(timeline(page)).toContainText("Triage → Resolved");
  await move(page, "monitoring", "it hums again");
  await expect(timeline(page)).toContainText("Reopened, Resolved → Monitoring: it hums again");
  await moveOn(page, "Resolve", "oiled");
  await expect(timeline(page)).toContainText("Monitoring → Resolved: oiled");
  await moveOn(page, "Close");
  await expect(timeline(page)).toContainText("Resolved → Closed");
  await expect(movingOn(page, "Close")).toHaveCount(0);

  await move(page, "investigating", "the bilge is full");
  await expect(timeline(page)).toContainText("Reopened, Closed → Investigating: the bilge is full");
  await expect(header(page)).toContainText("so far");
  await expect(movingOn(page, "Resolve")).toBeVisible();
});
