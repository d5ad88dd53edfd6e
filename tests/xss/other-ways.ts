import { expect, type Page } from "@playwright/test";
import { addressWith, pages, routes } from "../support/routes";
import { asShown } from "./corpus";
import { type Reader, settled } from "./reader";

/** Names that some page or other reads from its address. */
const names = [
  ...[
    "text",
    "status",
    "severity",
    "mode",
    "service",
    "environment",
    "role",
    "state",
    "whose",
    "owner",
    "view",
  ],
  ...["after", "before", "edit", "error", "error_description", "added", "archived", "check", "show", "to"],
  ...["callbackUrl", "token", "hash", "code", "pool", "rule", "figure", "compare", "range"],
];

/** Addresses that carry a text: as the name of something that is not there, and as whatever else a page may be asked. */
export function addressesWith(text: string): { public: string[]; signedIn: string[] } {
  const part = encodeURIComponent(text);
  const query = `?${names.map((name) => `${name}=${part}`).join("&")}`;
  const parts = Object.fromEntries(
    ["ref", "item", "slug", "check", "number", "id", "token"].map((name) => [name, part]),
  );
  const asked = (kinds: string[]) => kinds.map((kind) => addressWith(kind, parts) + query);
  const kinds = Object.keys(pages);
  const others = ["/api/auth/error", "/sign-in/provider", "/sign-in/provider/callback"];
  return {
    public: [
      ...asked([...kinds.filter((kind) => pages[kind] === "public"), "/", ...others]),
      ...[`/${part}`, `/api/v1/${part}`, `/api/auth/${part}`],
    ],
    signedIn: [...asked(kinds.filter((kind) => pages[kind] !== "public")), `/${part}`],
  };
}

/** Opens addresses of which nobody knows what they answer; what they did wrong. */
export async function openAnything(
  { page, watching }: Reader,
  addresses: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const address of addresses) {
    const answer = await page.goto(address, { waitUntil: "domcontentloaded" });
    const problems = [
      ...((answer?.status() ?? 500) >= 500 ? [`answers ${answer?.status()}`] : []),
      ...(await settled(page).then(
        () => [],
        () => ["never becomes alive"],
      )),
      ...(await watching.found(page)),
    ];
    wrong.push(...problems.map((problem) => `${address}: ${problem}`));
  }
  return wrong;
}

/** What the API answers to reading, of the incident where there is one in the address. */
export const readingAddresses = (ref: string): string[] =>
  Object.entries(routes)
    .filter(([address, methods]) => address.startsWith("/api/v1/") && "GET" in methods)
    .map(([address]) => address)
    .filter((address) => !/\[(?!ref\])/.test(address) && !address.startsWith("/api/v1/action-items/["))
    .map((address) => addressWith(address, { ref }));

/** Types a text into the command palette and waits for something that is called so. */
export async function searchFor({ page, watching }: Reader, text: string): Promise<string[]> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/Search, go to/).fill(text);
  await expect(
    page
      .getByRole("option")
      .filter({ hasText: asShown(text) })
      .first(),
  ).toBeVisible();
  const found = await watching.found(page);
  await page.keyboard.press("Escape");
  await expect(page.getByPlaceholder(/Search, go to/)).toHaveCount(0);
  return found.map((problem) => `the search for ${text}: ${problem}`);
}

/** Opens every menu, popover and dialog of a page, one after the other; how many, and what was found. */
export async function openAll({ page, watching }: Reader): Promise<{ opened: number; found: string[] }> {
  const openers = page.locator("[aria-haspopup]:visible");
  const [count, found] = [await openers.count(), [] as string[]];
  for (let place = 0; place < count; place += 1) {
    await openers.nth(place).click();
    await expect(popup(page)).toBeVisible();
    found.push(...(await watching.found(page)));
    await page.keyboard.press("Escape");
    await expect(popup(page)).toHaveCount(0);
  }
  return { opened: count, found };
}

const popup = (page: Page) => page.locator("[role=menu], [role=dialog], [role=alertdialog]").first();
