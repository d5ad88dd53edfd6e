import { listAlerts } from "../../alerts/history/queries";
import type { AlertFilters } from "../../alerts/history/schema";
import type { Context } from "../../core/context";
import { csvOf } from "../csv/rules";
import { alertRows } from "./rules";

/** The newest 10,000 alerts that the filters leave, as CSV. */
export async function exportAlerts(
  context: Context,
  filters: AlertFilters,
): Promise<{ fileName: string; csv: string }> {
  const rows = alertRows(await listAlerts(context, filters));
  return { fileName: `alerts-${context.now.toISOString().slice(0, 10)}.csv`, csv: csvOf(rows) };
}
