import { beforeAll, describe, expect, it } from "vitest";
import { sealTrail } from "@/lib/audit/store";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { days, later } from "../../../support/clock";
import { makeWorld, openScene, type World } from "../../../support/world";

type Event = {
  id: string;
  at: string;
  action: string;
  actorId: string | null;
  subjectId: string;
  incidentId: string | null;
};
type Page = { items: Event[]; next: string | null };

let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.omar, ["audit:read"]);
  return () => setClock(null);
});

const read = (path: string) => send("GET", path, { key });

/** All that a filter leaves, page by page. */
async function all(filter: string): Promise<Event[]> {
  const seen: Event[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = (await read(`/audit-events?limit=7&${filter}${cursor && `&cursor=${cursor}`}`)).body;
    seen.push(...page.items);
    cursor = page.next;
  }
  return seen;
}

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

describe("the trail, narrowed", () => {
  let events: Event[];
  let ref: string;
  let incidentId: string;

  beforeAll(async () => {
    const next = { now: later(beginning, days(3)) };
    const scene = await openScene({
      ...world,
      ben: { ...world.ben, ...next },
      lea: { ...world.lea, ...next },
    });
    ({ ref, id: incidentId } = scene.incident);
    events = await all("");
    expect(events.length).toBeGreaterThan(10);
  });

  const expectOnly = async (filter: string, fits: (event: Event) => boolean) => {
    const wanted = events.filter(fits);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(events.length);
    expect(await all(filter)).toEqual(wanted);
  };

  it("to a person, or to Highwater itself and its operators", async () => {
    const { id } = world.ben.actor;
    await expectOnly(`actor=${id}`, ({ actorId }) => actorId === id);
    expect(await all("actor=system")).toEqual([]);
  });

  it("to an action, or to all of a noun", async () => {
    await expectOnly("action=milestone.set", ({ action }) => action === "milestone.set");
    await expectOnly("action=incident", ({ action }) => action.startsWith("incident."));
    expect(await all("action=tide")).toEqual([]);
  });

  it("to an incident with what happened inside it, by ref and by id, or to any other object", async () => {
    const inside = (event: Event) => event.incidentId === incidentId || event.subjectId === incidentId;
    await expectOnly(`object=${ref}`, inside);
    await expectOnly(`object=${ref.toLowerCase()}`, inside);
    await expectOnly(`object=${incidentId}`, inside);
    await expectOnly(`object=${world.team.teamId}`, ({ subjectId }) => subjectId === world.team.teamId);
    expect(await all("object=INC-1999-0001")).toEqual([]);
  });

  it("to days, the last one included, in the order in which it happened", async () => {
    const day = (event: Event) => event.at.slice(0, 10);
    await expectOnly("from=2026-03-05", (event) => day(event) >= "2026-03-05");
    await expectOnly("to=2026-03-02", (event) => day(event) <= "2026-03-02");
    expect(await all("from=2026-03-02&to=2026-03-05")).toEqual(events);
    expect(await all("from=2026-03-05&to=2026-03-02")).toEqual([]);
  });

  it("to all of it at once", async () => {
    const { id } = world.lea.actor;
    const filter = `actor=${world.ben.actor.id}&action=timeline-entry.add&object=${ref}&from=2026-03-05&to=2026-03-05`;
    await expectOnly(filter, ({ action }) => action === "timeline-entry.add");
    expect(await all(filter.replace(world.ben.actor.id, id))).toEqual([]);
  });

  it.each([
    "actor=Ben",
    "action=INCIDENT",
    "action=incident.",
    "action=incident.%25",
    "object=",
    "object=%20",
    `object=${"x".repeat(101)}`,
    "from=yesterday",
    "from=2026-02-30",
    "from=0000-01-01",
    "to=2026-03-02T00:00:00Z",
    "from=2026-03-02&from=2026-03-03",
    "kind=incident",
  ])("is refused for %s, with the parameter's name", async (query) => {
    expect((await read(`/audit-events?${query}`)).body).toMatchObject({
      status: 400,
      errors: [{ parameter: query.split("=")[0] }],
    });
  });
});
