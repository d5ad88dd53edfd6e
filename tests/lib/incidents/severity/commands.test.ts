import { beforeAll, expect, test } from "vitest";
import { changeSeverity } from "@/lib/incidents/severity/commands";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, restricted, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

test("another severity stands in the header and on the timeline, with the reason, and leaves a trace", async () => {
  const { id, ref } = await declared(people.ben, { severity: "P2" });
  await expectEdit(id, true, () => changeSeverity(people.ben, { ref, severity: "P0", note: "all users" }));
  expect((await rowOf(id)).severity).toBe("P0");
  expect((await entriesOf(id)).at(-1)).toMatchObject({
    ...{ kind: "status", source: "system", text: "Severity P2 Medium → P0 Critical: all users" },
  });
  expect(await lastEvent()).toMatchObject({ subjectId: id, fields: { severity: ["P2", "P0"] } });
});

test("a form of the header that was opened before is told of it", async () => {
  const { id, ref } = await declared(people.ben, { severity: "P2" });
  const { version } = await rowOf(id);
  await changeSeverity(people.ben, { ref, severity: "P3" });
  expect((await rowOf(id)).version).toBe(version + 1);
});

test("the same severity is quiet", async () => {
  const { ref } = await declared(people.ben, { severity: "P2" });
  await expectQuiet(() => changeSeverity(people.ben, { ref, severity: "P2", note: "still" }));
});

test("of an incident that one may not see it is not to be had, and neither is one that there is not", async () => {
  const { ref } = await restricted(people.lea);
  await expectRefusal(changeSeverity(people.ben, { ref, severity: "P0" }), "not_found");
  const { ref: open } = await declared(people.ben);
  await expectRefusal(changeSeverity(people.ben, { ref: open, severity: "P7" }), "invalid");
});
