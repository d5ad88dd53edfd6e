import { expect, test } from "@playwright/test";
import { startProduct, stopProduct } from "../support/product";
import { check } from "./support/axe";
import { makeAdmin } from "./support/people";

test("the printed way to sign in works, once", async ({ browser }) => {
  // A product of its own: in the shared one, whichever test comes first has used the link.
  const product = await startProduct();
  try {
    const setUpUrl = product.setUpUrl ?? "";
    const page = await (await browser.newContext()).newPage();
    await check(page, setUpUrl);
    await makeAdmin(page, setUpUrl);
    await expect(page.getByRole("navigation").first()).toContainText("Incidents");
    expect((await page.goto(setUpUrl))?.status()).toBe(404);
  } finally {
    await stopProduct(product);
  }
});
