import { closePool } from "../../lib/core/pool";
import { forgetSingleton } from "../../lib/core/singleton";
import type { Launched } from "./product";
import { databaseOf } from "./product-database";
import { makeWorld, openScene, type Scene } from "./world";

let opened = false;

/** Lets this process work on a product's database through the product's own commands, one product at a time. */
export async function workOn(product: Pick<Launched, "dataFolder">): Promise<void> {
  await leave();
  process.env.DATABASE_URL = databaseOf(product).url;
  process.env.HIGHWATER_DATA_DIR = product.dataFolder;
  opened = true;
}

/** Ends what `workOn` began. */
export async function leave(): Promise<void> {
  if (opened) await closePool();
  forgetSingleton("settings");
  opened = false;
}

/** The cast with their passwords, a team, a service, and an incident, in a product's database. */
export async function openWorld(product: Pick<Launched, "dataFolder">): Promise<Scene> {
  await workOn(product);
  return openScene(await makeWorld());
}
