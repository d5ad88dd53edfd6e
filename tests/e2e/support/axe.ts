import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Where pictures of every page go, when somebody wants to look at them. */
const shots = process.env.HIGHWATER_E2E_SHOTS;

/** One address in both themes and both widths: nothing for axe to find, and no scrolling sideways. */
export async function check(page: Page, address: string, status = 200): Promise<void> {
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(status);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await look(page, address);
}

/**
 * The same for the page as it is now, by a name of its own. In the dark colours are looked at in the wide window only,
 * which is enough where the narrow one has no part of its own; `narrowDark` looks at them in both.
 */
export async function look(page: Page, address: string, { narrowDark = false } = {}): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => {
        // What the bar at the top covers when the page is scrolled is no smaller for it.
        window.scrollTo(0, 0);
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      });
      expect(overflow, `${address} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      if (shots) {
        const name = `${address.replace(/\W+/g, "-")}.${colorScheme}.${width}.png`;
        await page.screenshot({ path: `${shots}/${name}`, fullPage: true, caret: "initial" });
      }
      if (width === 390 && colorScheme === "dark" && !narrowDark) continue;
      // The other theme changes colours, and nothing else that axe could find.
      // In the page itself, which has no frames, and with nothing told of what is well: both cost most of the time.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      const narrowed = colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe.withTags(tags);
      const { violations } = await narrowed.analyze();
      expect(violations.map(({ id, nodes }) => `${colorScheme} ${width}: ${id} ${nodes[0]?.html}`)).toEqual(
        [],
      );
    }
}
