import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Reports } from "./report";

// A health check must not queue behind the pool that it reports on.
const HEALTH_DEADLINE_MS = 1_000;

/** Serves reports on loopback: `/reports/7` is that of tenant 7, `/health` says whether a connection can be had. */
export function serveReports(reports: Reports, port: number): Promise<Server> {
  // A connection that breaks while nobody uses it is opened anew by the pool.
  reports.pool.on("error", () => {});
  const server = createServer(async ({ url = "" }, response) => {
    const tenant = /^\/reports\/(\d{1,6})$/.exec(url)?.[1];
    if (tenant) return answerReport(reports, Number(tenant), response);
    if (url === "/health") return answerHealth(reports.pool, response);
    send(response, 404, { error: "There is no such address." });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

async function answerReport(reports: Reports, tenant: number, response: ServerResponse): Promise<void> {
  try {
    send(response, 200, await reports.write(tenant));
  } catch (error) {
    send(response, 500, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function answerHealth(pool: pg.Pool, response: ServerResponse): Promise<void> {
  const asked = pool.query("select 1").then(
    () => true,
    () => false,
  );
  const well = await Promise.race([asked, sleep(HEALTH_DEADLINE_MS, false)]);
  send(response, well ? 200 : 503, { status: well ? "ok" : "no connection within a second" });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
