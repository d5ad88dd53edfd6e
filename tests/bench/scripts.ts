import { chromium, type Page } from "@playwright/test";
import { addHealthCheck } from "../../lib/alerts/health-checks/commands";
import { database } from "../../lib/core/database";
import { makeStatusLink } from "../../lib/incidents/updates/links/commands";
import { offerPasswordReset } from "../../lib/people/invitations/commands";
import { rows } from "../support/action-rows";
import { ensureBrowser } from "../support/browser";
import { castPassword, people } from "../support/cast";
import { leave, workOn } from "../support/open-world";
import { startProduct, stopProduct } from "../support/product";
import { addressWith, pages } from "../support/routes";
import { signIn } from "../support/visitor";
import { inviteGuest, upload } from "../support/world";
import type { Line } from "./line";
import type { Setting } from "./setting";

/** The JavaScript that each page loads at first in Chromium, as it goes over the wire, compressed. */
export async function scripts(setting: Setting): Promise<Line[]> {
  const { product } = setting;
  const parts = await partsOf(setting);
  const { cookie } = await signIn(product.url, people.omar.email, castPassword);
  const [name = "", value = ""] = cookie.split("=");
  // The set-up page is there only while nobody is: on a product that just began.
  const fresh = await startProduct();
  const setUpUrl = fresh.setUpUrl ?? "";
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  const sizes: Record<string, number> = {};
  try {
    for (const [pattern, least] of Object.entries(pages)) {
      const context = await browser.newContext();
      if (least !== "public") await context.addCookies([{ name, value, url: product.url }]);
      const page = await context.newPage();
      const address = product.url + addressWith(pattern, parts(pattern));
      sizes[pattern] = await scriptBytes(page, pattern === "/set-up" ? setUpUrl : address);
      await context.close();
    }
  } finally {
    await browser.close();
    await stopProduct(fresh);
  }
  const kilobytes = Object.entries(sizes).map(
    ([page, bytes]) => [page, Math.round(bytes / 100) / 10] as const,
  );
  const bySize = [...kilobytes].sort((a, b) => b[1] - a[1]);
  const [largest, least] = [bySize[0], bySize.at(-1)];
  return [
    {
      name: "JavaScript of the largest page",
      ...{ figure: largest?.[1] ?? Number.NaN, unit: "kB", goal: { most: 180 } },
      beside: {
        ...{
          pages: kilobytes.length,
          largest: largest?.[0] ?? "",
          "kB of the smallest page": least?.[1] ?? 0,
        },
        ...Object.fromEntries(kilobytes),
      },
    },
  ];
}

async function scriptBytes(page: Page, address: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  // A page that listens is never idle.
  await page.route("**/changes?*", (route) => route.abort());
  const answer = await page.goto(address, { waitUntil: "networkidle" });
  if (answer?.status() !== 200) throw new Error(`${address} answered ${answer?.status()}.`);
  return bytes;
}

/** Something of everything that an address can name, by the pattern of the address. */
async function partsOf({ product, scene }: Setting): Promise<(pattern: string) => Record<string, string>> {
  await workOn(product);
  const { service, team, incident } = scene;
  const invitation = await inviteGuest(scene);
  const reset = await offerPasswordReset(scene.omar, { personId: scene.cleo.actor.id });
  const link = await makeStatusLink(scene.lea, { ref: incident.ref, name: "the bench" });
  const { importId } = await upload(scene.omar);
  const health = { service: service.slug, name: "Landing stage", url: "https://ferries.invalid/health" };
  const { slug: check } = await addHealthCheck(scene.omar, health);
  const { alertId } = (await rows["alert.respond"].input(scene)) as { alertId: string };
  const alert = await database().alert.findUniqueOrThrow({
    where: { id: alertId },
    select: { number: true, pool: { select: { slug: true } }, rule: { select: { slug: true } } },
  });
  await leave();
  const named = (pattern: string, among: Record<string, string | undefined>, otherwise: string) =>
    Object.entries(among).find(([beginning]) => pattern.startsWith(beginning))?.[1] ?? otherwise;
  return (pattern) => ({
    ...{ ref: incident.ref, item: incident.itemRef, check, number: String(alert.number) },
    slug: named(
      pattern,
      { "/teams": team.slug, "/pools": alert.pool?.slug, "/alerts/rules": alert.rule.slug },
      service.slug,
    ),
    token: named(pattern, { "/invitation": invitation.token, "/status": link.token }, reset.token),
    id: named(pattern, { "/settings/import": importId }, scene.ben.actor.id),
  });
}
