import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { database } from "../../lib/core/database";
import { addRole } from "../../lib/incidents/roles/commands";
import { makeStatusLink } from "../../lib/incidents/updates/links/commands";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { scopes } from "../../lib/people/api-keys/labels";
import { startDemo } from "../support/demo";
import { leave, openWorld } from "../support/open-world";
import { type Launched, startProduct, stopProduct } from "../support/product";

/** What is fuzzed, an admin's key to everything in it, and how it is ended. */
export type Target = { product: Launched; token: string; stop: () => Promise<void> };

const env = { HIGHWATER_API_RATE_PER_MINUTE: "10000000" };

/** A product with the cast's world in it and the rates of keys raised. A full one has the sample workspace beside it: something of everything. */
export async function openTarget(full: boolean): Promise<Target> {
  const { product, stop } = full ? await openSample() : await openEmpty();
  try {
    const { omar } = await openWorld(product);
    const now = { ...omar, now: new Date() };
    const { token } = await createApiKey(now, { name: "fuzz", scopes: [...scopes] });
    // What only pages make.
    await addRole(now, { name: "Harbour master" });
    for (const ref of await latestRefs())
      await makeStatusLink(now, { ref, name: "the harbour office", showsRestricted: "yes" });
    await leave();
    return { product, token, stop };
  } catch (error) {
    await leave();
    await stop();
    throw error;
  }
}

async function latestRefs(): Promise<string[]> {
  const rows = await database().incident.findMany({
    where: { status: { not: "merged" } },
    orderBy: { createdAt: "desc" },
    select: { ref: true },
    take: 10,
  });
  return rows.map(({ ref }) => ref);
}

async function openSample(): Promise<Omit<Target, "token">> {
  const demo = await startDemo(env);
  // The one demands that it ends in good order, the other takes its folder away.
  const stop = () => stopProduct(demo).finally(demo.stop);
  return { product: demo, stop };
}

async function openEmpty(): Promise<Omit<Target, "token">> {
  const product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-fuzz-")), env);
  return { product, stop: () => stopProduct(product) };
}
