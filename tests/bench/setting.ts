import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealTrail } from "../../lib/audit/store";
import { fillInBulk } from "../support/bulk";
import { castPassword, people } from "../support/cast";
import { leave, openWorld } from "../support/open-world";
import { type Product, startProduct } from "../support/product";
import { databaseOf, withDatabaseOf } from "../support/product-database";
import { signIn, type Visitor } from "../support/visitor";
import type { Scene } from "../support/world";

/** A product with a filled workspace, Ben's session in it, and the scene that the cast is in. */
export type Setting = { product: Product; ben: Visitor; scene: Scene };

/** Starts a product on a database of its own and fills it with so many incidents, their events chained. */
export async function openSetting(incidents: number): Promise<Setting> {
  const product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-bench-")), {
    HIGHWATER_API_RATE_PER_MINUTE: "10000000",
  });
  const scene = await openWorld(product);
  await fillInBulk(databaseOf(product).superuserUrl, { incidents });
  while ((await sealTrail(new Date())) > 0);
  await leave();
  await withDatabaseOf(product, (client) => client.query("vacuum analyze"));
  return { product, scene, ben: await signIn(product.url, people.ben.email, castPassword) };
}

/** A page view, for `measure`: throws unless it is answered with 200 and says what it should. */
export function viewing(visitor: Visitor, path: string, says: string) {
  return async () => {
    const { status, body } = await visitor.ask(path);
    if (status !== 200 || !body.includes(says))
      throw new Error(`${path} answered ${status} without “${says}”: ${body.slice(0, 300)}`);
  };
}

/** A page with nothing on it but the frame, for a person who may not see more: session check, shell, one sentence. */
export const emptyPage = (visitor: Visitor) =>
  viewing(visitor, "/settings/audit", "Your role does not allow this");
