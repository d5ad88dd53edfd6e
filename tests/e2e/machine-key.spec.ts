import { expect, type Page, test } from "@playwright/test";
import { makeKey } from "./support/keys";
import { signedIn } from "./support/people";

/** The row of the key in the table of keys. */
const rowOf = (page: Page) => page.getByRole("row", { name: /status page/ });

test("a key is made in the browser, used over HTTP, seen to be used, and revoked: then it opens nothing", async ({
  browser,
  request,
}) => {
  const omar = await signedIn(browser, "omar");
  const token = await makeKey(omar, "status page", { Incidents: ["Read", "Write"] });
  expect(token).toMatch(/^hw_/);
  await expect(rowOf(omar)).toContainText("Never");

  const headers = { Authorization: `Bearer ${token}` };
  const list = await request.get("/api/v1/incidents?limit=1", { headers });
  expect(list.status()).toBe(200);
  const declared = await request.post("/api/v1/incidents", {
    headers,
    data: { title: "Bookings are slow", severity: "P2" },
  });
  expect(declared.status()).toBe(201);
  const { ref } = (await declared.json()) as { ref: string };
  // A key opens what it was made for.
  expect((await request.get("/api/v1/people", { headers })).status()).toBe(403);

  await omar.reload();
  await expect(omar.getByText(token)).toHaveCount(0);
  expect(await omar.content()).not.toContain(token);
  await expect(rowOf(omar)).toContainText("from 127.0.0.1");
  await expect(rowOf(omar)).not.toContainText("Never");
  await omar.goto(`/incidents/${ref}`);
  await expect(omar.getByRole("heading", { level: 1 })).toHaveText("Bookings are slow");

  await omar.goto("/settings/api-keys");
  await omar.getByRole("button", { name: "Revoke status page" }).click();
  await omar.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  // While the dialog is open nothing beside it is to be seen.
  await expect(omar.getByRole("alertdialog")).toHaveCount(0);
  await expect(rowOf(omar)).toHaveCount(0);
  const refused = await request.get("/api/v1/incidents?limit=1", { headers });
  expect(refused.status()).toBe(401);
  expect(refused.headers()["content-type"]).toBe("application/problem+json");
  await omar.goto("/settings/api-keys?state=ended");
  await expect(rowOf(omar)).toContainText("Revoked");
  await omar.context().close();
});
