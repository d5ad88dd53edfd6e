import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let list: string;
const keys: Record<string, string> = {};

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  list = `/services/${world.service.slug}/health-checks`;
  for (const who of ["lea", "cleo", "ada"] as const) keys[who] = await keyOf(world[who]);
  return () => setClock(null);
});

const check = () => ({ name: unique("Landing stage"), url: "https://ferries.example.org/health" });

async function make(more: object = {}) {
  const made = await send("POST", list, { key: keys.lea, body: { ...check(), ...more } });
  const { slug, name } = made.body as { slug: string; name: string };
  const edit = (body: object, match = { "If-Match": made.headers.get("etag") ?? "" }, key = keys.lea) =>
    send("PATCH", `/health-checks/${slug}`, { key, body, headers: match });
  return { made, slug, name, at: `/health-checks/${slug}`, edit };
}

describe("health checks", () => {
  it("are added to a service, read, changed in part, archived and brought back", async () => {
    const { made, slug, name, at, edit } = await make({ expectedText: "ok", timeoutMs: 900 });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ slug, service: { slug: world.service.slug }, environment: null, expectedText: "ok" },
        ...{ intervalSeconds: 60, timeoutMs: 900, leastStatus: 200, mostStatus: 299, archivedAt: null },
      },
    });
    expect(made.headers.get("location")).toBe(`/api/v1${at}`);
    expect(await send("GET", at, { key: keys.cleo })).toMatchObject({ status: 200, text: made.text });
    expect((await send("PATCH", at, { key: keys.lea, body: {} })).status).toBe(428);
    const { slug: environment } = world.environment;
    expect((await edit({ expectedText: null, environment })).body).toMatchObject({
      ...{ name, expectedText: null, environment: { slug: environment }, timeoutMs: 900 },
    });
    expect((await edit({ timeoutMs: 500 })).status).toBe(412);
    const done = await send("PUT", `${at}/archival`, { key: keys.lea });
    expect(done.body).toMatchObject({ archivedAt: beginning.toISOString() });
    const listed = async (query: string) =>
      (await send("GET", `${list}${query}`, { key: keys.cleo })).text.includes(name);
    expect([await listed(""), await listed("?archived=true")]).toEqual([false, true]);
    expect((await send("DELETE", `${at}/archival`, { key: keys.lea })).body).toMatchObject({
      archivedAt: null,
    });
  });

  it("tell how they stand, those in trouble first, with their latest answers", async () => {
    const well = await make();
    const failing = await make();
    const failure = "Nothing listens at this address.";
    for (const [{ slug }, says] of [
      [well, null],
      [failing, failure],
    ] as const) {
      const { id } = await database().healthCheck.findUniqueOrThrow({ where: { slug } });
      await sql(
        "update health_check_turn set last_at = $2, failure = $3, failures_in_a_row = $4 where check_id = $1",
        [id, beginning, says, says ? 2 : 0],
      );
      await sql(
        "insert into health_result (check_id, at, well, status, duration_ms, failure) values ($1, $2, $3, $4, 12, $5)",
        [id, beginning, says === null, says ? null : 200, says],
      );
    }
    const { items } = (await send("GET", list, { key: keys.cleo })).body as { items: { slug: string }[] };
    expect(items[0]).toMatchObject({
      ...{ slug: failing.slug, state: "failing", failure, failuresInARow: 2, day: { asked: 0, well: 0 } },
      askedAt: beginning.toISOString(),
    });
    const state = await send("GET", `${failing.at}/state`, { key: keys.cleo });
    expect(state.body).toEqual({
      ...items[0],
      last: [{ at: beginning.toISOString(), well: false, status: null, durationMs: 12, failure }],
    });
    expect((await send("GET", `${well.at}/state`, { key: keys.cleo })).body).toMatchObject({
      ...{ state: "well", failure: null, last: [{ status: 200 }] },
    });
    setClock(() => later(beginning, minutes(10)));
    expect((await send("GET", `${well.at}/state`, { key: keys.cleo })).body).toMatchObject({
      state: "no_data",
    });
    setClock(() => beginning);
    type Page = { items: unknown[]; next: string };
    const first = (await send("GET", `${list}?limit=1`, { key: keys.cleo })).body as Page;
    const second = (await send("GET", `${list}?limit=1&cursor=${first.next}`, { key: keys.cleo }))
      .body as Page;
    expect([...first.items, ...second.items]).toEqual(items.slice(0, 2));
  });

  it.each([
    [{ name: "" }, "#/name"],
    [{ url: "ftp://ferries.example.org" }, "#/url"],
    [{ url: "https://user:pass@ferries.example.org" }, "#/url"],
    [{ url: "http://127.0.0.1/health" }, "#/url"],
    [{ url: "http://169.254.169.254/latest/meta-data" }, "#/url"],
    [{ environment: "nowhere" }, "#/environment"],
    [{ intervalSeconds: 1 }, "#/intervalSeconds"],
    [{ intervalSeconds: 5, timeoutMs: 6_000 }, "#/timeoutMs"],
    [{ leastStatus: 300, mostStatus: 200 }, "#/mostStatus"],
    [{ service: "another" }, "#/service"],
  ])("are refused with %j", async (wrong, pointer) => {
    expect((await send("POST", list, { key: keys.lea, body: { ...check(), ...wrong } })).body).toMatchObject({
      ...{ status: 422, errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it("are changed by leads of the owning team alone, whatever the key says", async () => {
    expect((await send("POST", list, { key: keys.ada, body: check() })).status).toBe(403);
    const { at, edit } = await make();
    expect((await edit({ timeoutMs: 500 }, { "If-Match": "*" }, keys.ada)).status).toBe(403);
    for (const method of ["PUT", "DELETE"])
      expect((await send(method, `${at}/archival`, { key: keys.ada })).status).toBe(403);
  });

  it("are added once however often the same request is sent", async () => {
    const twice = { key: keys.lea, body: check(), headers: { "Idempotency-Key": unique("once") } };
    const [first, second] = [await send("POST", list, twice), await send("POST", list, twice)];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect((await send("POST", list, { key: keys.lea, body: twice.body })).status).toBe(409);
  });

  it("of what is not there are not found", async () => {
    const nowhere = "/services/nowhere/health-checks";
    expect((await send("GET", nowhere, { key: keys.lea })).status).toBe(404);
    expect((await send("POST", nowhere, { key: keys.lea, body: check() })).status).toBe(404);
    for (const path of ["/health-checks/nowhere", "/health-checks/nowhere/state"])
      expect((await send("GET", path, { key: keys.lea })).status).toBe(404);
    expect((await send("PUT", "/health-checks/nowhere/archival", { key: keys.lea })).status).toBe(404);
  });
});
