import pg from "pg";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { scopes } from "../../lib/people/api-keys/labels";
import { leave, workOn } from "../support/open-world";
import { databaseOf } from "../support/product-database";
import { visitor } from "../support/visitor";
import type { Line } from "./line";
import { record, replaying } from "./recording";
import { measure, ratio, timesOf } from "./rounds";
import type { Setting } from "./setting";

/**
 * Requests to the API against a bare connection that does the same statements, one after the other: key, transaction,
 * work and audit event. Both wait for the same disk. Beside them a request that does nothing (/api/health): what HTTP
 * and Next take.
 */
export async function api(setting: Setting, effort: { rounds: number; perRound: number }): Promise<Line[]> {
  const { product, scene } = setting;
  const client = new pg.Client({ connectionString: databaseOf(product).url, options: "-c timezone=UTC" });
  await client.connect();
  const lines: Line[] = [];
  try {
    const ask = await asking(setting);
    const stranger = visitor(product.url);
    const nothing = async () => {
      const { status } = await stranger.ask("/api/health");
      if (status !== 200) throw new Error(`/api/health answered ${status}.`);
    };
    const { ref } = scene.incident;
    const requests = {
      "declares an incident": () => ask("POST", "/incidents", { title: "The pool is full", severity: "P2" }),
      "reads an incident": () => ask("GET", `/incidents/${ref}`),
      "adds an entry": () => ask("POST", `/incidents/${ref}/timeline-entries`, { text: "the pool is full" }),
      "lists incidents": () => ask("GET", "/incidents?status=all"),
    };
    for (const [what, once] of Object.entries(requests)) {
      const recorded = await record(product, once);
      const subjects = [
        { name: "api", once },
        { name: "bare", once: replaying(client, recorded) },
        { name: "nothing", once: nothing },
      ];
      const times = await measure(subjects, effort);
      const [ours, bare] = [timesOf(times, "api"), timesOf(times, "bare")];
      const { ratio: figure, least, most } = ratio(bare, ours);
      lines.push({
        name: `API ${what}: speed as a share of bare pg`,
        ...{ figure, unit: "×", goal: { least: 0.4 } },
        beside: {
          ...{ range: `${least.toFixed(2)} to ${most.toFixed(2)}`, statements: recorded[0].length },
          ...{ ms: ours.median, p95: ours.p95, "ms bare": bare.median },
          "ms of a request that does nothing": timesOf(times, "nothing").median,
        },
      });
    }
    return lines;
  } finally {
    await client.end();
  }
}

async function asking({ product, scene }: Setting) {
  await workOn(product);
  const { token } = await createApiKey(
    { ...scene.omar, now: new Date() },
    { name: "bench", scopes: [...scopes] },
  );
  await leave();
  const client = visitor(product.url);
  return async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await client.ask(`/api/v1${path}`, { method, headers, ...sent });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  };
}
