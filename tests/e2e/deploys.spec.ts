import { expect, test } from "@playwright/test";
import { look } from "./support/axe";
import { makeKey } from "./support/keys";
import { ensurePerson, signedIn } from "./support/people";

test("a pipeline tells of a deploy, and whoever declares an incident afterwards sees how long before it was", async ({
  browser,
  request,
}) => {
  await ensurePerson(browser, "lea");
  const lea = await signedIn(browser, "lea");
  await lea.goto("/services/new");
  await lea.getByLabel("Name", { exact: true }).fill("Tickets");
  await lea.getByRole("button", { name: "Add service" }).click();
  await lea.waitForURL(/\/services\/tickets$/);
  await expect(lea.getByRole("main")).toContainText("No deploy was told yet");
  await expect(lea.getByRole("main")).toContainText('"service": "tickets"');
  await look(lea, "/services/tickets without a deploy");

  const token = await makeKey(lea, "pipeline", { Deploys: ["Write"] });
  const at = new Date(Date.now() - 42.5 * 60_000).toISOString();
  const event = {
    routing_key: token,
    payload: {
      ...{ summary: "Tickets of two harbours", timestamp: at, source: "the yard" },
      custom_details: { service: "tickets", version: "7.1.0" },
    },
    links: [{ href: "https://yard.example.org/412", text: "Build 412" }],
  };
  for (const turn of ["first", "again"]) {
    const answer = await request.post("/v2/change/enqueue", { data: event });
    expect([turn, answer.status(), await answer.json()]).toEqual([
      ...[turn, 202, { status: "success", message: "Change event processed" }],
    ]);
  }
  const large = await request.post("/v2/change/enqueue", {
    data: { ...event, log: "x".repeat(1_048_576) },
  });
  expect(large.status()).toBe(413);

  await lea.goto("/services/tickets");
  const row = lea.getByRole("row", { name: /Tickets of two harbours/ });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("7.1.0");
  await expect(row).toContainText("the yard");
  await expect(row.getByRole("link", { name: "Build 412" })).toHaveAttribute(
    "href",
    "https://yard.example.org/412",
  );
  await look(lea, "/services/tickets with a deploy");

  const headers = { Authorization: `Bearer ${token}` };
  await lea.goto("/incidents/new");
  await lea.getByLabel("What is happening").fill("Tickets are sold twice");
  await lea.locator("input[name=severity][value=P2]").check();
  await lea.locator("select[name=service]").selectOption("tickets");
  await lea
    .locator("main")
    .getByRole("button", { name: /Declare/ })
    .click();
  await lea.waitForURL(/\/incidents\/INC-/);
  const entry = lea.getByRole("listitem").filter({ hasText: "Tickets of two harbours (7.1.0, the yard)" });
  await expect(entry).toContainText(/4[23] min( \d+ s)? before the incident/);
  await expect(entry).toContainText("from a deploy");
  await expect(entry).toContainText("Not in the post-mortem");
  await expect(entry.getByRole("link", { name: "Build 412" })).toBeVisible();
  await look(lea, "an incident with a deploy before it");

  const hotfix = await request.post("/api/v1/deploys", {
    headers,
    data: { service: "tickets", summary: "Tickets of one harbour", version: "7.1.1" },
  });
  expect(hotfix.status()).toBe(201);
  // It comes by itself, for the page listens.
  const fix = lea.getByRole("listitem").filter({ hasText: "Tickets of one harbour (7.1.1)" });
  await expect(fix).toBeVisible({ timeout: 15_000 });
  await expect(fix).not.toContainText("before the incident");
  await expect(fix).not.toContainText("Not in the post-mortem");
  await lea.context().close();
});
