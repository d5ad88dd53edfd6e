import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { compose } from "@/lib/incidents/composer/commands";
import { addRole, archiveRole } from "@/lib/incidents/roles/commands";
import { type Cast, cast } from "../../../support/cast";
import { at, later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal } from "../../people/support";
import { declared, entriesOf, milestonesOf, restricted, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const last = async (id: string) => (await entriesOf(id)).at(-1);

describe("what is typed", () => {
  test("is logged where its time says, as the kind that its command says, in the incident's zone", async () => {
    const ny = { timeZone: "America/New_York" };
    const { id, ref } = await declared(people.ben, ny);
    // The cast's clocks stand at 09:00 in Berlin.
    await compose(people.ben, { ref, text: "~02:40 /decision roll back", kind: "note" });
    expect(await last(id)).toMatchObject({
      ...{ kind: "decision", text: "roll back", precision: "about", source: "manual" },
      at: at("2026-03-02 02:40 America/New_York"),
    });
    await compose(people.ben, { ref, text: "/finding yesterday 23:50 first errors" });
    expect(await last(id)).toMatchObject({
      ...{ kind: "finding", text: "first errors", at: at("2026-03-01 23:50 America/New_York") },
    });
  });

  test("is logged as the kind that was chosen, where no command says another", async () => {
    const { id, ref } = await declared(people.ben);
    expect(await compose(people.ben, { ref, text: "/var is full", kind: "finding" })).toEqual({
      said: "Added to the timeline.",
    });
    expect(await last(id)).toMatchObject({ kind: "finding", text: "/var is full" });
    await compose(people.ben, { ref, text: "-5m \\/status page is down" });
    expect(await last(id)).toMatchObject({
      ...{ kind: "note", text: "/status page is down", at: later(people.ben, -minutes(5)).now },
    });
  });

  test("escalates to somebody who is here; of the kind alone nobody is asked for", async () => {
    const { id, ref } = await declared(people.ben);
    const nobody = compose(people.ben, { ref, text: "/escalate @nobody pool stuck" });
    await expectRefusal(nobody, "invalid", /No one person here is @nobody\. Write the whole address/);
    await expectRefusal(compose(people.ben, { ref, text: "/escalate pool stuck" }), "invalid", /with @/);
    await compose(people.ben, { ref, text: "/escalate @nobody @lea pool stuck" });
    expect(await last(id)).toMatchObject({ kind: "escalation", text: "@nobody @lea pool stuck" });
    await compose(people.ben, { ref, text: "the vendor is called in", kind: "escalation" });
    expect(await last(id)).toMatchObject({ kind: "escalation", text: "the vendor is called in" });
  });

  test("is asked back where an escalation would reach only oneself, or nobody who may see the incident", async () => {
    const { id, ref } = await declared(people.ben);
    const before = await entriesOf(id);
    const oneself = compose(people.ben, { ref, text: "/escalate @ben pool stuck" });
    await expectRefusal(oneself, "invalid", /^You cannot escalate to yourself/);
    expect(await entriesOf(id)).toEqual(before);
    const hidden = await restricted(people.lea);
    const outside = compose(people.lea, { ref: hidden.ref, text: "/escalate @ben @lea the key leaked" });
    await expectRefusal(
      outside,
      "invalid",
      /^This incident is restricted, and nobody whom you name may see it/,
    );
    await compose(people.lea, { ref: hidden.ref, text: "/escalate @ben @omar the key leaked" });
    expect(await last(hidden.id)).toMatchObject({ kind: "escalation" });
    const unseen = compose(people.ben, { ref: hidden.ref, text: "/escalate @omar the key leaked" });
    await expectRefusal(unseen, "not_found");
  });

  test("is asked back where a zone is named behind the time; what stands apart from the time stays text", async () => {
    const { id, ref } = await declared(people.ben);
    const before = await entriesOf(id);
    const asked = compose(people.ben, { ref, text: "07:40 CET /action restarted" });
    await expectRefusal(asked, "invalid", /^CET is not read as a time zone\. .* or UTC \(14:40 UTC\)/);
    expect(await entriesOf(id)).toEqual(before);
    for (const [typed, text] of [
      ["07:40, CET link restarted", "CET link restarted"],
      ["07:40\n- one\n- two", "- one\n- two"],
    ] as const) {
      await compose(people.ben, { ref, text: typed });
      expect(await last(id)).toMatchObject({ text, at: new Date("2026-03-02T07:40:00Z") });
    }
  });

  test("falls on the day that is given", async () => {
    const { id, ref } = await declared(people.ben, { timeZone: "Europe/Berlin" });
    await compose(people.ben, { ref, text: "14:40 /action restarted", day: "2026-02-20" });
    expect(await last(id)).toMatchObject({ kind: "action", at: at("2026-02-20 14:40 Europe/Berlin") });
  });
});

describe("a command", () => {
  test("changes the status, reaches its milestone, and says so", async () => {
    const { id, ref } = await declared(people.ben);
    const then = later(people.ben, minutes(7));
    expect(await compose(then, { ref, text: "/status monitoring pool is at 12" })).toEqual({
      said: "It is Monitoring now.",
    });
    expect(await last(id)).toMatchObject({ kind: "status", text: "Triage → Monitoring: pool is at 12" });
    expect(await milestonesOf(id)).toMatchObject({ mitigatedAt: then.now });
  });

  test("changes the severity, acknowledges, and gives roles", async () => {
    const { id, ref } = await declared(people.lea);
    await compose(people.ben, { ref, text: "/severity p0" });
    await compose(people.ben, { ref, text: "/ack" });
    await expectQuiet(() => compose(people.ben, { ref, text: "/ack" }));
    await compose(people.ben, { ref, text: "/role commander @lea" });
    await compose(people.ben, { ref, text: "/role scribe me" });
    expect((await rowOf(id)).severity).toBe("P0");
    const roles = await database().participant.findMany({
      where: { incidentId: id, role: { not: "participant" } },
      include: { person: true },
      orderBy: { role: "asc" },
    });
    expect(roles.map(({ role, person }) => `${role} ${person.name}`)).toEqual([
      "commander Lea",
      "scribe Ben",
    ]);
  });
});

test("a role of the team's own is given by its name, until it is archived", async () => {
  const { id, ref } = await declared(people.lea);
  const role = await addRole(people.omar, { name: "Ferry liaison" });
  const give = (text: string) => compose(people.ben, { ref, text });
  expect(await give("/role ferry-liaison @ada")).toEqual({ said: "Ferry liaison: @ada." });
  expect(await last(id)).toMatchObject({ kind: "note", text: "Ferry liaison: Ada" });
  await archiveRole(people.omar, role);
  await expect(give("/role ferry-liaison @ben")).rejects.toMatchObject({
    fields: { text: expect.stringMatching(/There is no role ferry-liaison/) },
  });
});

describe("at the field, with nothing written, is refused", () => {
  test.each([
    ["/stauts resolved", /Write \/status/],
    ["/resolve fixed by restart", /Write \/status resolved/],
    ["/foo bar", /There is no \/foo/],
    ["/status closed", /Resolve the incident before/],
    ["/status merged", /Merging names/],
    ["/role commander @nobody", /No one person here is @nobody/],
    ["/role commander @cleo", /only looks/],
    ["/role commander @mallory", /No one person/],
    ["/decision", /what was decided/],
    ["/decision 2031-01-01 10:00 too early", /has not come yet/],
    ["", /Say what happened/],
    ["14:40", /Say what happened/],
  ])("%j", async (text, message) => {
    const { id, ref } = await declared(people.ben);
    const before = await entriesOf(id);
    await expect(compose(people.ben, { ref, text })).rejects.toMatchObject({
      fields: { text: expect.stringMatching(message) },
    });
    expect(await entriesOf(id)).toHaveLength(before.length);
  });

  test("whoever may not, whatever they type", async () => {
    const { id, ref } = await declared(people.ben);
    for (const text of ["it hangs", "/status resolved", "/severity p0", "/ack", "/role scribe @ben"]) {
      await expectRefusal(compose(people.cleo, { ref, text }), "forbidden");
      await expectRefusal(compose(people.nobody, { ref, text }), "unauthenticated");
    }
    await expectRefusal(compose(people.nobody, { ref, text: "/role scribe @nobody" }), "unauthenticated");
    expect(await entriesOf(id)).toHaveLength(1);
  });
});
