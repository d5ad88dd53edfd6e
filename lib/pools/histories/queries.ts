import type { PoolHistory } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { demandReader } from "../../people/queries";

/** The last reading of a source's past, as people see it. */
export type History = Omit<PoolHistory, "leasedBy" | "leaseUntil">;

/** The last reading of a source's past; null where nobody has asked for one. */
export async function findHistory(
  context: Context,
  sourceId: string,
  reader: Reader = database(),
): Promise<History | null> {
  demandReader(context);
  return reader.poolHistory.findUnique({ where: { sourceId }, omit: { leasedBy: true, leaseUntil: true } });
}
