import { expect, type Page } from "@playwright/test";

/**
 * The chart of the pool on a page has its curves, in both themes and both widths: what Recharts drew reaches over a good
 * part of its frame, and what is in use is seen against what is behind it. The still picture that stands there until then
 * is gone. The highest of them is higher than so many pixels: a calm year is nearly flat.
 */
export async function expectCurves(page: Page, highest = 20): Promise<void> {
  const chart = page.locator("figure", { has: page.getByRole("slider", { name: /^A moment of / }) }).first();
  const curves = chart.locator(".recharts-surface path.recharts-line-curve");
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await expect(curves.first()).toBeAttached();
      const drawn = await curves.evaluateAll((paths) =>
        paths.map((path) => {
          const { width, height } = path.getBoundingClientRect();
          const stroke = getComputedStyle(path).stroke;
          return { width, height, stroke };
        }),
      );
      const frame = (await chart.boundingBox())?.width ?? 0;
      const how = `${colorScheme}, ${width} px: ${JSON.stringify(drawn)}`;
      expect(
        drawn.some((one) => one.width > frame / 4 && one.height > highest),
        how,
      ).toBe(true);
      expect(
        drawn.every(({ stroke }) => stroke !== "none" && stroke !== "rgba(0, 0, 0, 0)"),
        how,
      ).toBe(true);
    }
}
