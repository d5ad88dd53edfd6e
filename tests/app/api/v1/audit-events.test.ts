import { beforeAll, describe, expect, it } from "vitest";
import { sealTrail } from "@/lib/audit/store";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, type World } from "../../../support/world";

type Page = { items: { id: string; action: string }[]; next: string | null };

let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.omar, ["audit:read"]);
  return () => setClock(null);
});

const read = (path: string) => send("GET", path, { key });

describe("the audit trail", () => {
  it("is read the newest first, with the key's own making in it and no secret", async () => {
    const { body, text } = await read("/audit-events?limit=1");
    expect(body).toMatchObject({ items: [{ action: "api-key.create", via: "web", actorName: "Omar" }] });
    expect(text).not.toContain(key.slice(0, 11));
  });

  it("is paged without leaving an event out", async () => {
    const all = (await database().auditEvent.findMany({ orderBy: { id: "desc" } })).map(({ id }) =>
      String(id),
    );
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Page = (await read(`/audit-events?limit=2${cursor && `&cursor=${cursor}`}`)).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(all);
  });

  it("tells of each event whether it is sealed, and whether the chain is whole", async () => {
    const state = async () => (await read("/audit-events/verification")).body;
    expect(await state()).toMatchObject({ whole: true, sealed: 0, faults: [] });
    expect((await read("/audit-events?limit=1")).body).toMatchObject({ items: [{ seal: null }] });
    const sealed = await sealTrail(beginning);
    expect(await state()).toEqual({ whole: true, sealed, unsealed: 0, oldestUnsealedAt: null, faults: [] });
    expect((await read("/audit-events?limit=1")).body).toMatchObject({
      items: [{ seal: { sequence: String(sealed), hash: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
    });
  });

  it("is kept from keys without the scope, and from people who are no longer admins", async () => {
    const other = await keyOf(world.omar, ["incidents:read"]);
    expect(await send("GET", "/audit-events", { key: other })).toMatchObject({
      status: 403,
      body: { type: expect.stringMatching(/insufficient-scope$/) },
    });
    await database().person.update({ where: { id: world.omar.actor.id }, data: { role: "lead" } });
    for (const path of ["/audit-events", "/audit-events/verification"])
      expect(await read(path)).toMatchObject({
        status: 403,
        body: { type: expect.stringMatching(/forbidden$/) },
      });
    await database().person.update({ where: { id: world.omar.actor.id }, data: { role: "admin" } });
  });

  it.each(["before=5", "cursor=5", "cursor=-1"])("is not read with %s", async (query) => {
    expect((await read(`/audit-events?${query}`)).status).toBe(400);
  });
});
