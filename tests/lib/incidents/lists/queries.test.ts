import { beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "@/lib/catalog/environments/commands";
import { createService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import {
  countOpenBySeverity,
  hasIncidents,
  incidentPageSize,
  listIncidents,
  listOpenIncidents,
} from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { declared, restricted } from "../support";

let people: Cast;

beforeAll(async () => {
  people = await cast();
  expect(await hasIncidents(people.ben)).toBe(false);
  await createEnvironment(people.omar, { name: "Staging", kind: "staging" });
  await createService(people.omar, { name: "Reports", environments: ["staging"] });
  const { ben, lea } = people;
  await declared(ben, { title: "Pool exhausted at 100% load", severity: "P0", service: "reports" });
  await declared(later(ben, 1), { title: "Slow search", severity: "P2" });
  await declared(later(ben, 2), { title: "Yearly exercise", severity: "P1", mode: "drill" });
  const done = await declared(later(ben, 3), { title: "Over and done", severity: "P1" });
  await changeStatus(later(ben, 4), { ref: done.ref, status: "resolved" });
  await restricted(later(lea, 5), { title: "Stolen laptop", severity: "P0" });
});

const titles = async (query: Record<string, string>, who = people.cleo) =>
  (await listIncidents(who, incidentFilters.parse(query))).incidents.map(({ title }) => title);

describe("the list", () => {
  const all = ["Over and done", "Yearly exercise", "Slow search", "Pool exhausted at 100% load"];

  test.each<[Record<string, string>, string[]]>([
    [{}, all.slice(1)],
    [{ status: "all" }, all],
    [{ status: "resolved" }, ["Over and done"]],
    [{ status: "all", severity: "P1" }, ["Over and done", "Yearly exercise"]],
    [{ mode: "drill" }, ["Yearly exercise"]],
    [{ service: "reports" }, ["Pool exhausted at 100% load"]],
    [{ environment: "staging" }, ["Pool exhausted at 100% load"]],
    [{ service: "nowhere" }, []],
    [{ text: "POOL" }, ["Pool exhausted at 100% load"]],
    [{ text: "100%" }, ["Pool exhausted at 100% load"]],
    [{ text: "1_0%" }, []],
    [{ text: "%" }, ["Pool exhausted at 100% load"]],
    [{ text: "inc-2026-0002" }, ["Slow search"]],
    [{ text: "laptop", status: "all" }, []],
    [{ severity: "P9", status: "unheard of", mode: "" }, all.slice(1)],
  ])("with %j shows %j", async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  test("shows restricted incidents to their participants and admins alone, and nobody sees any", async () => {
    expect(await titles({}, people.lea)).toContain("Stolen laptop");
    expect(await titles({}, people.omar)).toContain("Stolen laptop");
    for (const who of [people.ben, people.ada, people.cleo])
      expect(await titles({ status: "all" }, who)).not.toContain("Stolen laptop");
    expect((await listIncidents(people.nobody, incidentFilters.parse({ status: "all" }))).incidents).toEqual(
      [],
    );
  });

  test("finds an imported incident by the ref that its document carries", async () => {
    const { id } = await declared(people.ben, { title: "From a document", mode: "retrospective" });
    await database().incident.update({ where: { id }, data: { foreignRef: "OPS-77" } });
    expect(await titles({ status: "all", text: "ops-7" })).toEqual(["From a document"]);
  });

  test("comes in pages that miss nothing and repeat nothing, forth and back", async () => {
    // All at one moment, so that only the id tells them apart.
    const then = later(people.ben, minutes(1));
    for (let count = 0; count < incidentPageSize + 10; count += 1) await declared(then, { severity: "P4" });
    const filters = incidentFilters.parse({ severity: "P4" });
    const first = await listIncidents(people.ben, filters);
    expect(first.incidents).toHaveLength(incidentPageSize);
    expect(first.newer).toBeNull();
    const second = await listIncidents(people.ben, filters, { before: first.older ?? "" });
    expect(second.incidents).toHaveLength(10);
    expect(second.older).toBeNull();
    const refs = [...first.incidents, ...second.incidents].map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(incidentPageSize + 10);
    const back = await listIncidents(people.ben, filters, { after: second.newer ?? "" });
    expect(back.incidents.map(({ ref }) => ref)).toEqual(first.incidents.map(({ ref }) => ref));
    expect(back.newer).toBeNull();
  });

  test("ignores a cursor that cannot be read", async () => {
    const filters = incidentFilters.parse({ service: "reports" });
    for (const before of [
      "",
      "x",
      "2026-99-99T00:00:00.000Z_x",
      `2026-01-01T00:00:00.000Z_${"-".repeat(36)}`,
    ])
      expect((await listIncidents(people.ben, filters, { before })).incidents).toHaveLength(1);
  });
});

describe("what is open now", () => {
  test("is counted by severity, as far as one may see", async () => {
    expect(await countOpenBySeverity(people.cleo)).toMatchObject({ P0: 1, P1: 1, P2: 1, P3: 0 });
    expect(await countOpenBySeverity(people.omar)).toMatchObject({ P0: 2 });
    expect(await countOpenBySeverity(people.nobody)).toEqual({ P0: 0, P1: 0, P2: 0, P3: 0, P4: 0 });
  });

  test("comes the gravest first, with the last thing that its timeline says", async () => {
    const { ref } = await declared(people.ben, { title: "Told about", severity: "P0" });
    const then = later(people.ben, minutes(10));
    await addEntry(then, { ref, text: "-1m pods restarted" });
    await addEntry(then, { ref, text: "-5m earlier" });
    const struck = await addEntry(then, { ref, text: "wrong" });
    await withdrawEntry(then, { ref, entryId: struck.id, reason: "no" });
    const open = await listOpenIncidents(people.cleo);
    expect(open[0]).toMatchObject({
      title: "Told about",
      lastEntry: { text: "pods restarted", kind: "note", at: later(then.now, -seconds(60)) },
    });
    expect(open.map(({ severity }) => severity)).toEqual([...open.map(({ severity }) => severity)].sort());
    expect(open.map(({ title }) => title)).not.toContain("Stolen laptop");
    expect(await listOpenIncidents(people.nobody)).toEqual([]);
  });
});
