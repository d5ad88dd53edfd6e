import pg from "pg";
import { beginReport, generatorName, type Reports, readReport } from "./report";

/** How many connections the pool may open now. */
export const mendedMax = 200;

const thirtySeconds = 30_000;
const thirtyMinutesInSeconds = 30 * 60;

/** The report generator as the hotfix of the founding incident left it. faulty.ts is what it was before. */
export function mendedReports(databaseUrl: string): Reports {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: generatorName,
    // Sized for the load that it was tested under; the server must have room for that.
    max: mendedMax,
    // Nobody waits for a connection for longer than this, and nothing holds one for longer.
    connectionTimeoutMillis: thirtySeconds,
    statement_timeout: thirtySeconds,
    idle_in_transaction_session_timeout: thirtySeconds,
    // Connections are recycled.
    maxLifetimeSeconds: thirtyMinutesInSeconds,
  });

  return {
    pool,
    async write(tenant) {
      const client = await pool.connect();
      try {
        await client.query(beginReport);
        const report = await readReport(client, tenant);
        await client.query("commit");
        return report;
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        // On every path, the failing one too.
        client.release();
      }
    },
  };
}
