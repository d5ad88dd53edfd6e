import { expect, test } from "@playwright/test";
import { Role } from "../../prisma/generated/enums";
import { openFounding, signInAs, startDemo } from "../support/demo";
import { look } from "./support/axe";
import { expectCurves } from "./support/curves";

test("the sample workspace shows the founding incident beside its pool, and every pool's year", async ({
  browser,
}) => {
  test.setTimeout(360_000);
  const demo = await startDemo();
  try {
    expect(demo.signIns.map(({ role }) => role.toLowerCase()).sort()).toEqual(Object.values(Role).sort());
    for (const signIn of demo.signIns) {
      const context = await browser.newContext({ baseURL: demo.url });
      await signInAs(await context.newPage(), signIn);
      await context.close();
    }
    const page = await (await browser.newContext({ baseURL: demo.url })).newPage();
    await signInAs(page, demo);
    await openFounding(page);
    await expect(page.getByRole("slider", { name: /^A moment of / })).toBeVisible();
    await page.getByText("Show as a table").click();
    const figures = page.getByRole("table", { name: /^Connections of / });
    await expect(figures.getByText(/\b50$/).first()).toBeVisible();
    await expect(figures.getByText("200", { exact: true }).first()).toBeVisible();
    await page.getByText("Hide the table").click();
    await expectCurves(page);
    await look(page, "the founding incident of the sample workspace");

    await page.goto("/pools");
    await page.getByRole("link", { name: "report-generator, staging" }).click();
    await page.waitForURL(/\/pools\/[\w-]+$/);
    await page.goto(`${page.url()}?range=1y`);
    await expect(page.getByRole("slider", { name: /^A moment of / })).toBeVisible();
    await expectCurves(page, 4);
    await look(page, "a year of a pool of the sample workspace");
    await page.context().close();
  } finally {
    await demo.stop();
    expect(demo.program.child.exitCode, demo.program.output()).toBe(0);
  }
});
