import { listControls } from "../../alerts/controls/queries";
import type { ControlFilters } from "../../alerts/controls/schema";
import type { Context } from "../../core/context";
import { csvOf } from "../csv/rules";
import { controlRows } from "./rules";

/** The most controls that one file holds. */
export const MOST_ROWS = 10_000;

/** The controls that the filter leaves, those that need somebody first, at most 10,000, as CSV. */
export async function exportControls(
  context: Context,
  { state }: Pick<ControlFilters, "state">,
): Promise<{ fileName: string; csv: string }> {
  const { controls } = await listControls(context, { state }, MOST_ROWS);
  return {
    fileName: `controls-${context.now.toISOString().slice(0, 10)}.csv`,
    csv: csvOf(controlRows(controls)),
  };
}
