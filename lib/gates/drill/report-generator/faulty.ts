import pg from "pg";
import { beginReport, generatorName, type Reports, readReport } from "./report";

/** How many connections the pool may open. */
export const faultyMax = 50;

/** The report generator with the three faults of the founding incident. mended.ts is the same without them. */
export function faultyReports(databaseUrl: string): Reports {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: generatorName,
    // Fault: sized for development, on a server that has room for many more.
    max: faultyMax,
    // Fault: no time limit. Whoever wants a connection waits for ever, and whoever has one holds it for ever.
  });

  return {
    pool,
    async write(tenant) {
      const client = await pool.connect();
      await client.query(beginReport);
      const report = await readReport(client, tenant);
      await client.query("commit");
      // Fault: released here only. A report that fails keeps its connection, in the midst of its transaction.
      client.release();
      return report;
    },
  };
}
