import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { scopes } from "../../lib/people/api-keys/labels";
import { leave, openWorld } from "../support/open-world";
import { type Product, startProduct } from "../support/product";

/** A product with the cast's world in it, the rates of keys raised, and an admin's key to everything. */
export async function openTarget(): Promise<{ product: Product; token: string }> {
  const product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-fuzz-")), {
    HIGHWATER_API_RATE_PER_MINUTE: "10000000",
  });
  const { omar } = await openWorld(product);
  const { token } = await createApiKey({ ...omar, now: new Date() }, { name: "fuzz", scopes: [...scopes] });
  await leave();
  return { product, token };
}
