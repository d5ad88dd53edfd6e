import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { findIncidentByRef, getIncident, loadIncident } from "@/lib/incidents/queries";
import { type Cast, cast } from "../../support/cast";
import { expectRefusal } from "../people/support";
import { declared, restricted } from "./support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("finding an incident", () => {
  test("by our ref, and by the one that its document carries", async () => {
    const { id, ref } = await declared(people.ben);
    await database().incident.update({ where: { id }, data: { foreignRef: "OPS-1" } });
    for (const name of [ref, "OPS-1"])
      expect((await loadIncident(database(), people.cleo, name)).id).toBe(id);
  });

  test("where a foreign ref looks like one of ours, ours is meant", async () => {
    const ours = await declared(people.ben);
    const imported = await declared(people.ben);
    await database().incident.update({ where: { id: imported.id }, data: { foreignRef: ours.ref } });
    expect((await loadIncident(database(), people.cleo, ours.ref)).id).toBe(ours.id);
  });

  test.each(["INC-2026-9999", "", "..", "<script>", "a\0b", "%"])("%j is not there", async (ref) => {
    expect(await findIncidentByRef(database(), people.omar, ref)).toBeNull();
    await expectRefusal(loadIncident(database(), people.omar, ref), "not_found");
  });

  test("a restricted one is refused exactly like one that does not exist", async () => {
    const { ref } = await restricted(people.lea);
    const message = (name: string) => `There is no incident ${name} that you may see.`;
    await expectRefusal(getIncident(people.cleo, ref), "not_found", message(ref));
    await expectRefusal(getIncident(people.cleo, "INC-2026-9999"), "not_found", message("INC-2026-9999"));
  });

  test("its page shows place, people and milestones", async () => {
    const { ref } = await declared(people.ben);
    expect(await getIncident(people.cleo, ref)).toMatchObject({
      service: null,
      declaredBy: { name: "Ben" },
      participants: [{ role: "participant", person: { name: "Ben" } }],
      milestones: [{ kind: "detectedAt" }, { kind: "declaredAt" }],
    });
  });
});
