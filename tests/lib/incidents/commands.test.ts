import { beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "@/lib/catalog/environments/commands";
import { archiveService, createService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { acknowledgeIncident, declareIncident, editIncident } from "@/lib/incidents/commands";
import { type Cast, cast } from "../../support/cast";
import { at, hours, later, minutes } from "../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../people/support";
import { declared, entriesOf, expectEdit, milestonesOf, restricted, rowOf } from "./support";

let people: Cast;

beforeAll(async () => {
  people = await cast();
  for (const [name, kind] of [
    ["Production", "production"],
    ["Staging", "staging"],
  ])
    await createEnvironment(people.omar, { name, kind });
  await createService(people.omar, {
    name: "Reporting API",
    environments: ["production", "staging"],
    primary: "staging",
  });
});

const input = { title: "Connection pool exhausted", severity: "P0" };

describe("declaring", () => {
  test("makes an incident in triage, detected and declared now, with a ref, an entry, and the declarer in it", async () => {
    const { ben } = people;
    const { id, ref } = await declareIncident(ben, { ...input, service: "reporting-api" });
    expect(ref).toMatch(/^INC-2026-\d{4}$/);
    expect(await rowOf(id)).toMatchObject({
      ref,
      ...input,
      status: "triage",
      mode: "live",
      timeZone: "UTC",
      declaredById: ben.actor.id,
      createdAt: ben.now,
    });
    expect(await milestonesOf(id)).toEqual({ detectedAt: ben.now, declaredAt: ben.now });
    expect(await entriesOf(id)).toMatchObject([
      { kind: "status", source: "system", text: "Declared as P0 Critical", at: ben.now, inDocument: true },
    ]);
    expect(await database().participant.findMany({ where: { incidentId: id } })).toMatchObject([
      { personId: ben.actor.id, role: "participant" },
    ]);
    expect(await lastEvent()).toMatchObject({
      action: "incident.declare",
      actorId: ben.actor.id,
      subjectKind: "incident",
      subjectId: id,
      fields: { title: [null, input.title], severity: [null, "P0"], service: [null, "reporting-api"] },
    });
  });

  test("takes the service's primary environment where none is chosen", async () => {
    const ownChoice = await declareIncident(people.ben, { ...input, service: "reporting-api" });
    const chosen = await declareIncident(people.ben, {
      ...input,
      service: "reporting-api",
      environment: "production",
    });
    const slugs = await Promise.all(
      [ownChoice, chosen].map(({ id }) =>
        database().incident.findUnique({
          where: { id },
          select: { environment: { select: { slug: true } } },
        }),
      ),
    );
    expect(slugs.map((row) => row?.environment?.slug)).toEqual(["staging", "production"]);
  });

  test("takes the declarer's own zone, and the one that is given before it", async () => {
    const { ada } = people;
    await database().person.update({ where: { id: ada.actor.id }, data: { timeZone: "Europe/Berlin" } });
    const own = await declared(ada);
    const given = await declared(ada, { timeZone: "America/New_York" });
    expect((await rowOf(own.id)).timeZone).toBe("Europe/Berlin");
    expect((await rowOf(given.id)).timeZone).toBe("America/New_York");
  });

  test("one that is entered afterwards begins resolved, with no milestone and nothing in the document", async () => {
    const { id } = await declared(people.ben, { mode: "retrospective" });
    expect((await rowOf(id)).status).toBe("resolved");
    expect(await milestonesOf(id)).toEqual({});
    expect(await entriesOf(id)).toMatchObject([{ inDocument: false }]);
  });

  test("a drill begins like a live one and says that it is one", async () => {
    const { id } = await declared(people.ben, { mode: "drill" });
    expect((await rowOf(id)).status).toBe("triage");
    expect(await entriesOf(id)).toMatchObject([{ text: "Declared as P1 High (drill)" }]);
  });

  test("the product itself declares without taking part", async () => {
    const { id } = await declared(people.system);
    expect(await database().participant.count({ where: { incidentId: id } })).toBe(0);
    expect((await rowOf(id)).declaredById).toBeNull();
  });

  test("counts refs by the year in the incident's zone", async () => {
    const newYearsEve = { ...people.ben, now: at("2031-12-31 20:00 UTC") };
    const before = await declared(newYearsEve, { timeZone: "America/New_York" });
    const after = await declared(newYearsEve, { timeZone: "Asia/Kathmandu" });
    expect([before.ref, after.ref]).toEqual(["INC-2031-0001", "INC-2032-0001"]);
  });

  test("20 people at once get 20 refs in a row without a gap", async () => {
    const then = { ...people.ben, now: at("2033-05-05 12:00 UTC") };
    const made = await Promise.all(Array.from({ length: 20 }, () => declared(then)));
    const expected = Array.from(
      { length: 20 },
      (_, index) => `INC-2033-${String(index + 1).padStart(4, "0")}`,
    );
    expect(made.map(({ ref }) => ref).sort()).toEqual(expected);
  });

  test("a declaration that is refused leaves no gap and nothing behind", async () => {
    const then = { ...people.ben, now: at("2034-05-05 12:00 UTC") };
    await declared(then);
    await expectRefusal(declared(then, { service: "no-such-service" }), "invalid");
    expect((await declared(then)).ref).toBe("INC-2034-0002");
  });

  test.each([
    [{ title: "" }, "title", "Give the incident a title."],
    [{ title: "   " }, "title", "Give the incident a title."],
    [{ title: "x".repeat(301) }, "title", "Keep it under 300 characters."],
    [{ severity: "P9" }, "severity", "Choose a severity."],
    [{ service: "nowhere" }, "service", "Choose a service from the list."],
    [{ environment: "moon" }, "environment", "Choose an environment from the list."],
    [{ timeZone: "Berlin" }, "timeZone", /IANA/],
    [{ mode: "joke" }, "mode", "Choose how it is recorded."],
  ])("%j is refused at its field", async (wrong, field, message) => {
    await expect(declareIncident(people.ben, { ...input, ...wrong })).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: typeof message === "string" ? message : expect.stringMatching(message) },
    });
  });

  test("an archived service is not offered any more", async () => {
    await createService(people.omar, { name: "Old mill", environments: [] });
    await archiveService(people.omar, { slug: "old-mill" });
    await expectRefusal(declared(people.ben, { service: "old-mill" }), "invalid", /archived/);
  });

  test("a title keeps its markup as text and loses what cannot be stored", async () => {
    const { id } = await declared(people.ben, { title: " <b>pool\0</b>\r\n  full \uD800 " });
    expect((await rowOf(id)).title).toBe("<b>pool\uFFFD</b> full \uFFFD");
  });

  test("who only looks may not, and nobody must sign in first", async () => {
    await expectRefusal(declared(people.cleo), "forbidden");
    await expectRefusal(declared(people.nobody), "unauthenticated");
  });
});

describe("editing the header", () => {
  const header = { title: "Pool exhausted by reports", severity: "P1", timeZone: "UTC" };

  test("changes what differs and tells the trail before and after", async () => {
    const { id, ref } = await declared(people.ben);
    await editIncident(people.lea, { ref, version: "1", ...header, environment: "staging" });
    expect(await rowOf(id)).toMatchObject({ title: header.title, version: 2 });
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "incident.edit", subjectId: id, actorId: people.lea.actor.id });
    expect(event.fields).toEqual({
      title: ["Connection pool exhausted", header.title],
      environment: [null, "staging"],
    });
  });

  test("a stale form is a conflict that shows the header as it is now", async () => {
    const { ref } = await declared(people.ben);
    await editIncident(people.lea, { ref, version: 1, ...header });
    await expect(
      editIncident(people.ben, { ref, version: 1, ...header, title: "Mine" }),
    ).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { title: header.title, severity: "P1", version: 2 } },
    });
  });

  test("of two at once one wins and the other sees the conflict", async () => {
    const { id, ref } = await declared(people.ben);
    const both = await Promise.allSettled(
      ["One", "Two"].map((title) => editIncident(people.lea, { ref, version: 1, ...header, title })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await rowOf(id)).version).toBe(2);
  });

  test("a change of severity leaves an entry", async () => {
    const { id, ref } = await declared(people.ben);
    await editIncident(people.lea, { ref, version: 1, ...header, severity: "P0" });
    expect((await entriesOf(id)).at(-1)).toMatchObject({
      kind: "status",
      source: "system",
      text: "Severity P1 High → P0 Critical",
    });
  });

  test("saving what is there already is quiet", async () => {
    const { ref } = await declared(people.ben, header);
    await expectQuiet(() => editIncident(people.lea, { ref, version: 1, ...header }));
  });

  test("title, severity and environment are signed; service and zone are not", async () => {
    const { id, ref } = await declared(people.ben, header);
    const edit = async (changes: object) => {
      const { version } = await rowOf(id);
      await editIncident(people.lea, { ref, version, ...header, ...changes });
    };
    await expectEdit(id, true, () => edit({ title: "Another" }));
    await expectEdit(id, true, () => edit({ title: "Another", environment: "staging" }));
    await expectEdit(id, true, () => edit({ title: "Another", environment: "staging", severity: "P3" }));
    const now = { title: "Another", environment: "staging", severity: "P3" };
    await expectEdit(id, false, () => edit({ ...now, service: "reporting-api" }));
    await expectEdit(id, false, () => edit({ ...now, service: "reporting-api", timeZone: "Europe/Berlin" }));
  });

  test("an archived service stays on an incident that has it", async () => {
    await createService(people.omar, { name: "Old dam", environments: [] });
    const { id, ref } = await declared(people.ben, { ...header, service: "old-dam" });
    await archiveService(people.omar, { slug: "old-dam" });
    await editIncident(people.ben, { ref, version: 1, ...header, title: "Edited", service: "old-dam" });
    expect((await rowOf(id)).title).toBe("Edited");
  });

  test("who only looks may not, and a restricted incident is not there", async () => {
    const open = await declared(people.ben);
    const hidden = await restricted(people.lea);
    await expectRefusal(editIncident(people.cleo, { ref: open.ref, version: 1, ...header }), "forbidden");
    await expectRefusal(editIncident(people.ben, { ref: hidden.ref, version: 1, ...header }), "not_found");
  });
});

describe("acknowledging", () => {
  test("sets the milestone and leaves an entry", async () => {
    const { id, ref } = await declared(people.ben);
    const then = later(people.ada, minutes(5));
    await acknowledgeIncident(then, { ref });
    expect((await milestonesOf(id)).acknowledgedAt).toEqual(then.now);
    expect((await entriesOf(id)).at(-1)).toMatchObject({
      kind: "acknowledgement",
      source: "system",
      text: "Acknowledged by Ada",
      at: then.now,
    });
    expect(await lastEvent()).toMatchObject({ action: "incident.acknowledge", subjectId: id });
  });

  test("a second one is quiet and changes nothing", async () => {
    const { id, ref } = await declared(people.ben);
    await acknowledgeIncident(people.ben, { ref });
    await expectQuiet(() => acknowledgeIncident(later(people.ada, hours(1)), { ref }));
    expect((await milestonesOf(id)).acknowledgedAt).toEqual(people.ben.now);
  });

  test("of two at once one counts", async () => {
    const { id, ref } = await declared(people.ben);
    await Promise.all([people.ben, people.ada].map((context) => acknowledgeIncident(context, { ref })));
    const entries = await entriesOf(id);
    expect(entries.filter(({ kind }) => kind === "acknowledgement")).toHaveLength(1);
  });

  test("one entered afterwards is not acknowledged", async () => {
    const { ref } = await declared(people.ben, { mode: "retrospective" });
    await expectRefusal(acknowledgeIncident(people.ben, { ref }), "conflict", /entered afterwards/);
  });

  test("who only looks may not, and a restricted incident is not there", async () => {
    const open = await declared(people.ben);
    const hidden = await restricted(people.lea);
    await expectRefusal(acknowledgeIncident(people.cleo, { ref: open.ref }), "forbidden");
    await expectRefusal(acknowledgeIncident(people.ben, { ref: hidden.ref }), "not_found");
  });
});
