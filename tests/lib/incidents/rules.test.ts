import { describe, expect, test } from "vitest";
import { headerOf, incidentRefOf, isOpen, mayAcknowledge, visibleTo } from "@/lib/incidents/rules";
import { IncidentMode, IncidentStatus, Role } from "@/prisma/generated/enums";

describe("which incidents an actor sees", () => {
  const id = "0190b6a0-0000-7000-8000-000000000001";
  const unrestrictedOrMine = { OR: [{ restrictedAt: null }, { participants: { some: { personId: id } } }] };
  const cases = [
    ["viewer", id, unrestrictedOrMine],
    ["responder", id, unrestrictedOrMine],
    ["lead", id, unrestrictedOrMine],
    ["approver", id, unrestrictedOrMine],
    ["admin", id, {}],
    ["system", null, {}],
    ["nobody", null, { id: { in: [] } }],
    ["viewer", null, { id: { in: [] } }],
  ] as const;
  test.each(cases)("%s", (role, actorId, where) => {
    expect(visibleTo({ id: actorId, role })).toEqual(where);
  });
});

describe("who acknowledges", () => {
  const open = new Set<IncidentStatus>(["triage", "investigating", "identified", "monitoring"]);
  test.each(Object.values(IncidentStatus))("a responder, when it is %s", (status) => {
    expect(mayAcknowledge({ status, mode: "live" }, { role: "responder" }).may).toBe(open.has(status));
    expect(isOpen(status)).toBe(open.has(status));
  });
  test.each(Object.values(IncidentMode))("a responder, when it is recorded as %s", (mode) => {
    expect(mayAcknowledge({ status: "triage", mode }, { role: "responder" }).may).toBe(
      mode !== "retrospective",
    );
  });
  test.each([...Object.values(Role), "system", "nobody"] as const)("%s", (role) => {
    expect(mayAcknowledge({ status: "triage", mode: "live" }, { role }).may).toBe(
      role !== "viewer" && role !== "nobody",
    );
  });
});

test.each([
  [2025, 1, "INC-2025-0001"],
  [2025, 1015, "INC-2025-1015"],
  [2026, 12345, "INC-2026-12345"],
])("number %s/%s is written %s", (year, number, ref) => {
  expect(incidentRefOf(year, number)).toBe(ref);
});

test("the header speaks in the words of its form", () => {
  const rest = { title: "Pool exhausted", severity: "P0", timeZone: "UTC" } as const;
  expect(headerOf({ ...rest, service: { slug: "reporting" }, environment: null })).toEqual({
    ...rest,
    service: "reporting",
    environment: null,
  });
});
