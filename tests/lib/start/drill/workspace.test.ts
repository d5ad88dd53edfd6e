import { text } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { listHealthChecks } from "@/lib/alerts/health-checks/queries";
import { listRules } from "@/lib/alerts/rules/queries";
import { usualRules } from "@/lib/alerts/rules/rules";
import { database } from "@/lib/core/database";
import { getStoredPool } from "@/lib/pools/queries";
import { getSource } from "@/lib/pools/sources/queries";
import type { Crew } from "@/lib/start/drill/crew";
import { declareLimit, setUpWatching } from "@/lib/start/drill/workspace";
import type { Role } from "@/prisma/generated/enums";
import { answering } from "../../../support/answering";
import { send } from "../../../support/api";
import { type Cast, type CastContext, cast } from "../../../support/cast";

let people: Cast;
let address: string;

/** The route handlers behind a port, as the product has them. */
beforeAll(async () => {
  people = await cast();
  process.env.HIGHWATER_PRIVATE_HOSTS = "127.0.0.1";
  const { url, stop } = await answering(async (request, response) => {
    const { authorization = "", "if-match": match, "content-type": type } = request.headers;
    const body = await text(request);
    const answer = await send(request.method ?? "", (request.url ?? "").replace("/api/v1", ""), {
      headers: {
        authorization,
        ...(match ? { "If-Match": match } : {}),
        ...(type ? { "Content-Type": type } : {}),
      },
      ...(body === "" ? {} : { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.text);
  });
  address = url;
  return async () => {
    delete process.env.HIGHWATER_PRIVATE_HOSTS;
    await stop();
  };
});

const hand = ({ actor: { id, name, role } }: CastContext) => ({
  ...{ id, name, role: role as Role, email: `${name}@example.org`, password: "" },
});

it("a drill sets the product up through the API, and tells it of another limit", async () => {
  const crew: Crew = { admin: hand(people.omar), lead: hand(people.lea), responder: hand(people.ben) };
  const watcher = { host: "127.0.0.1", port: 9, userName: "watch", password: "a password of the drill" };
  const watched = { address: "http://127.0.0.1:9", database: { url: "", watcher }, limit: 50 };
  const slug = await setUpWatching(address, crew, watched, 60);
  const pool = await getStoredPool(people.cleo, slug, database());
  expect(pool).toMatchObject({
    ...{ declaredMax: 50, database: "reports", environment: { slug: "staging" } },
    service: { name: "Report generator" },
  });
  expect(await getSource(people.cleo, pool.source.slug)).toMatchObject({
    ...{ kind: "postgres", host: "127.0.0.1", port: 9, tls: "off", hasPassword: true, intervalSeconds: 5 },
  });
  expect(await listHealthChecks(people.cleo, pool.service?.slug ?? "")).toMatchObject([
    { url: "http://127.0.0.1:9/health", intervalSeconds: 5, timeoutMs: 2_000 },
  ]);
  const rules = await listRules(people.cleo);
  expect(rules).toHaveLength(usualRules.length);
  for (const { name, threshold, forSeconds } of rules) {
    const usual = usualRules.find((one) => one.name === name);
    expect([threshold, forSeconds]).toEqual([usual?.threshold, Math.ceil((usual?.forSeconds ?? 0) / 60)]);
  }
  await declareLimit(address, crew, slug, 200);
  expect(await getStoredPool(people.cleo, slug, database())).toMatchObject({
    declaredMax: 200,
    name: pool.name,
  });
  const by = await database().auditEvent.groupBy({
    by: ["via"],
    where: {
      action: {
        in: [
          "pool.add",
          "pool.edit",
          "pool-source.add",
          "health-check.add",
          "alert-rule.edit",
          "alert-rule.add-usual",
        ],
      },
    },
  });
  expect(by).toEqual([{ via: "api" }]);
});
