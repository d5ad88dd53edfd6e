import type { Environment } from "../../prisma/generated/client";
import { getEnvironment } from "../catalog/environments/queries";
import { getService, type Service } from "../catalog/services/queries";
import type { Context } from "../core/context";
import type { Transaction } from "../core/database";
import { isRefusal, Refusal } from "../core/refusal";

/** The service chosen in a form, null for none. An archived one may stay (`before`), but is not chosen anew. */
export async function chooseService(
  tx: Transaction,
  context: Context,
  slug: string | undefined,
  before: string | null,
): Promise<Service | null> {
  return choose("service", slug, before, (one) => getService(context, one, tx));
}

/** The environment chosen in a form, null for none. An archived one may stay (`before`), but is not chosen anew. */
export async function chooseEnvironment(
  tx: Transaction,
  context: Context,
  slug: string | undefined,
  before: string | null,
): Promise<Environment | null> {
  return choose("environment", slug, before, (one) => getEnvironment(context, one, tx));
}

async function choose<Row extends { archivedAt: Date | null }>(
  field: "service" | "environment",
  slug: string | undefined,
  before: string | null,
  get: (slug: string) => Promise<Row>,
): Promise<Row | null> {
  if (slug === undefined) return null;
  const sentence = `Choose ${field === "service" ? "a service" : "an environment"} from the list.`;
  const row = await get(slug).catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });
  if (!row) throw new Refusal("invalid", sentence, { [field]: sentence });
  if (row.archivedAt && slug !== before) {
    const archived = `This ${field} is archived. ${sentence}`;
    throw new Refusal("invalid", archived, { [field]: archived });
  }
  return row;
}
