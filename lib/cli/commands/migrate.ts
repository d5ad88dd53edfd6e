import { pool } from "../../core/pool";
import { prepareSchema } from "../../start/database";
import { pendingMigrations } from "../../start/migrations";
import type { CliCommand } from "../command-line";
import { withDatabase } from "../session";

/** `migrate`: brings the database up to this version. */
export const migrateSchema: CliCommand = {
  words: "migrate",
  does: "Brings the database up to this version, as a start does.",
  takes: [],
  options: { pending: { does: "Only says what there is to apply." } },
  run: (order) =>
    withDatabase(async (opened) => {
      if (order.has("pending")) {
        const pending = await pendingMigrations(pool());
        return { text: listed(pending, "to apply"), json: { pending } };
      }
      const applied = await prepareSchema(opened);
      return { text: listed(applied, "applied"), json: { applied } };
    }),
};

function listed(names: readonly string[], what: string): string {
  if (names.length === 0) return "The database is up to date.";
  return [`${names.length} ${what}:`, ...names.map((name) => `  ${name}`)].join("\n");
}
