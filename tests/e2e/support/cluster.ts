import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext, Browser, BrowserContext } from "@playwright/test";
import { freePort } from "../../../lib/start/postgres/server";
import { people } from "../../support/cast";
import { type FrontProxy, startNginx } from "../../support/nginx";
import {
  cloneDatabase,
  dropDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../../support/postgres";
import { type Product, startProduct, stopProduct } from "../../support/product";
import { password } from "./people";

/** Two processes of the product, as if on two machines: one Postgres, the same secrets, a data folder each; nginx in front. */
export type Cluster = {
  proxy: FrontProxy;
  database: TestDatabase;
  products: Product[];
  /** Those that have ended among them. */
  everStarted(): Product[];
  /** Starts a process anew on the port of the one that stood at this place. */
  replace(place: number): Promise<Product>;
  stop(): Promise<void>;
};

/**
 * Starts them all. The processes serve for half a second after they were told to stop. `prepare` has the database to
 * itself before the first of them connects.
 */
export async function startCluster(
  prepare?: (server: TestServer, database: TestDatabase) => Promise<void>,
): Promise<Cluster> {
  const { server, stop: stopServer } = await startTestServer();
  const database = await cloneDatabase(server);
  await prepare?.(server, database);
  const ports = [await freePort(), await freePort()];
  const front = { http: await freePort(), https: await freePort() };
  const shared = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    HIGHWATER_URL: `https://127.0.0.1:${front.https}`,
    HIGHWATER_SESSION_SECRET: randomBytes(32).toString("hex"),
    HIGHWATER_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    HIGHWATER_SIGNING_KEY: generateKeyPairSync("ed25519")
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
    HIGHWATER_DRAIN_GRACE_MS: "500",
    LOG_LEVEL: "debug",
  };
  const all: Product[] = [];
  const launch = async (port: number) => {
    const folder = mkdtempSync(join(tmpdir(), "highwater-cluster-test-"));
    const product = await startProduct(folder, shared, port);
    all.push(product);
    return product;
  };
  const products: Product[] = [];
  for (const port of ports) products.push(await launch(port));
  const proxy = await startNginx(
    ports.map((port) => `127.0.0.1:${port}`),
    front,
  );
  return {
    proxy,
    database,
    products,
    everStarted: () => all,
    async replace(place) {
      const product = await launch(ports[place] ?? 0);
      products[place] = product;
      return product;
    },
    async stop() {
      await proxy.stop();
      await Promise.all(products.filter(isRunning).map(stopProduct));
      await dropDatabase(server, database.name);
      await stopServer();
    },
  };
}

const isRunning = ({ program }: Product) =>
  program.child.exitCode === null && program.child.signalCode === null;

/** A browser in which the first admin was made and is signed in, through the proxy. */
export async function firstAdmin(browser: Browser, { products }: Cluster): Promise<BrowserContext> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(products.at(-1)?.setUpUrl ?? "");
  await page.getByLabel("Name", { exact: true }).fill(people.omar.name);
  await page.getByLabel("E-mail address").fill(people.omar.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await page.waitForURL(/\/$/);
  return context;
}

/** Sends the form of a page that holds this field, as a browser without JavaScript does; the values join what the form holds. */
export async function sendForm(
  request: APIRequestContext,
  address: string,
  field: string,
  values: Record<string, string>,
): Promise<number> {
  const text = await (await request.get(address)).text();
  const form = [...text.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([html]) => html)
    .find((html) => html.includes(`name="${field}"`));
  if (!form) throw new Error(`${address} has no form with ${field}.`);
  const hidden = [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
    attribute(input, "name"),
    attribute(input, "value"),
  ]);
  const multipart: Record<string, string> = { ...Object.fromEntries(hidden), ...values };
  const answer = await request.post(address, {
    multipart,
    maxRedirects: 0,
    headers: { Origin: new URL(address).origin },
  });
  return answer.status();
}

function attribute(input: string, name: string): string {
  const value = input.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
