import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { declareIncident } from "@/lib/incidents/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { addRole } from "@/lib/incidents/roles/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.ben);
  return () => setClock(null);
});

/** Two incidents of Ben's, and an entry of the first. */
async function two() {
  const declare = () =>
    declareIncident(world.ben, { title: unique("Bookings are slow"), severity: "P2", timeZone: "UTC" });
  const [source, target] = [await declare(), await declare()];
  const { id: entryId } = await addEntry(world.ben, { ref: source.ref, text: "bookings wait" });
  return { source, target, entryId, at: `/incidents/${source.ref}` };
}

describe("a merge", () => {
  it("is made, read from both sides, repeated quietly, and taken back", async () => {
    const { source, target, entryId, at } = await two();
    const body = { into: target.ref, note: "the same pool" };
    const merged = await send("PUT", `${at}/merge`, { key, body });
    expect(merged).toMatchObject({ status: 200, body: { status: "merged", mergedInto: target.ref } });
    expect(await send("PUT", `${at}/merge`, { key, body })).toMatchObject({ status: 200 });
    const there = await send("GET", `/incidents/${target.ref}`, { key });
    expect(there.body).toMatchObject({ status: "triage", mergedInto: null, merged: [source.ref] });
    const timeline = await send("GET", `/incidents/${target.ref}/timeline-entries`, { key });
    expect(timeline.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ text: "bookings wait", origin: { incident: source.ref, entryId } }),
      ]),
    });
    const own = await send("GET", `${at}/timeline-entries/${entryId}`, { key });
    expect(own).toMatchObject({ status: 200, body: { text: "bookings wait", origin: null } });
    const apart = await send("DELETE", `${at}/merge`, { key });
    expect(apart).toMatchObject({ status: 200, body: { status: "triage", mergedInto: null } });
    expect(await send("DELETE", `${at}/merge`, { key })).toMatchObject({ status: 409 });
  });

  it("that would go round in a circle, or is of nothing, is a problem that says why", async () => {
    const { source, target, at } = await two();
    await send("PUT", `${at}/merge`, { key, body: { into: target.ref } });
    const back = await send("PUT", `/incidents/${target.ref}/merge`, { key, body: { into: source.ref } });
    expect(back).toMatchObject({
      status: 409,
      body: { detail: `${source.ref} was merged itself: name the incident that it goes on in.` },
    });
    expect(back.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    const self = await send("PUT", `/incidents/${target.ref}/merge`, { key, body: { into: target.ref } });
    expect(self).toMatchObject({
      status: 409,
      body: { detail: "An incident cannot be merged into itself." },
    });
    const nothing = await send("PUT", `/incidents/${target.ref}/merge`, {
      key,
      body: { into: "INC-1999-0001" },
    });
    expect(nothing).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/no incident INC-1999/) },
    });
    const late = await send("POST", `${at}/timeline-entries`, { key, body: { text: "too late" } });
    expect(late).toMatchObject({
      status: 409,
      body: { detail: `${source.ref} was merged into ${target.ref}, and goes on there.` },
    });
  });

  it("into an incident that a key's person may not see is told to them without its name", async () => {
    const { source, target, at } = await two();
    await restrictIncident(world.omar, { ref: target.ref });
    await send("PUT", `${at}/merge`, { key, body: { into: target.ref } });
    const ada = await keyOf(world.ada);
    const seen = await send("GET", at, { key: ada });
    expect(seen).toMatchObject({ status: 200, body: { status: "merged", mergedInto: null } });
    expect(JSON.stringify(seen.body)).not.toContain(target.ref);
    const late = await send("POST", `${at}/timeline-entries`, { key: ada, body: { text: "too late" } });
    expect(late.body).toMatchObject({
      detail: `${source.ref} was merged into another incident, and goes on there.`,
    });
  });
});

describe("a split", () => {
  it("makes an incident of the entries that are named", async () => {
    const { source, entryId, at } = await two();
    const body = { title: "Tickets are printed twice", severity: "P3", entryIds: [entryId] };
    const made = await send("POST", `${at}/splits`, { key, body });
    expect(made).toMatchObject({ status: 201, body: { title: body.title, splitFrom: source.ref } });
    const { ref } = made.body as { ref: string };
    expect(made.headers.get("location")).toBe(`/api/v1/incidents/${ref}`);
    const moved = await send("GET", `${at}/timeline-entries/${entryId}`, { key });
    expect(moved.body).toMatchObject({ withdrawnReason: `Moved to ${ref}.` });
    expect((await send("GET", at, { key })).body).toMatchObject({ splits: [ref] });
    const none = await send("POST", `${at}/splits`, { key, body: { ...body, entryIds: [] } });
    expect(none).toMatchObject({ status: 422, body: { detail: "Choose at least one entry." } });
  });

  it("takes along the action items that the API listed, by their ids", async () => {
    const { source, entryId, at } = await two();
    await addActionItem(world.ben, { ref: source.ref, title: "Watch the printer" });
    const listed = await send("GET", `/action-items?incident=${source.ref}`, { key });
    const [item] = (listed.body as { items: { id: string; ref: string }[] }).items;
    const body = { title: "Tickets wait", severity: "P3", entryIds: [entryId], actionItemIds: [item?.id] };
    const made = await send("POST", `${at}/splits`, { key, body });
    const { ref } = made.body as { ref: string };
    const along = await send("GET", `/action-items?incident=${ref}`, { key });
    expect(along.body).toMatchObject({ items: [{ ref: item?.ref }] });
  });
});

describe("a role of the team's own", () => {
  it("is listed, read, and given by its slug", async () => {
    const name = unique("Harbour pilot");
    const { slug } = await addRole(world.omar, { name, description: "Talks to the harbour" });
    const listed = await send("GET", "/incident-roles", { key });
    expect(listed.body).toMatchObject({
      items: expect.arrayContaining([{ slug, name, description: "Talks to the harbour", archivedAt: null }]),
    });
    expect((await send("GET", `/incident-roles/${slug}`, { key })).body).toMatchObject({ name });
    const { target } = await two();
    const place = `/incidents/${target.ref}/participants`;
    const given = await send("PUT", `${place}/${slug}/${world.lea.actor.id}`, { key });
    expect(given).toMatchObject({
      status: 200,
      body: {
        participants: expect.arrayContaining([
          expect.objectContaining({
            role: slug,
            roleName: name,
            person: { id: world.lea.actor.id, name: "Lea" },
          }),
        ]),
      },
    });
    const unknown = await send("PUT", `${place}/pilot/${world.lea.actor.id}`, { key });
    expect(unknown).toMatchObject({ status: 422, body: { detail: "There is no role pilot." } });
    expect(await send("DELETE", `${place}/${slug}/${world.lea.actor.id}`, { key })).toMatchObject({
      status: 204,
    });
  });
});
