import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { IncidentTable } from "@/components/incidents/incident-table";
import type { IncidentRow } from "@/lib/incidents/lists/rows";
import type { MilestoneKind } from "@/prisma/generated/enums";
import { at } from "../../support/clock";

const now = at("2026-03-02 16:15 UTC");

const row = (given: Partial<IncidentRow>, ...reached: [MilestoneKind, string][]) =>
  ({
    ...{ ref: "INC-2026-0001", foreignRef: null, title: "Pool is empty", severity: "P1", mode: "live" },
    ...{ status: "investigating", restrictedAt: null, createdAt: at("2026-03-02 14:30 UTC") },
    ...{ service: null, environment: null, commander: null, ...given },
    milestones: reached.map(([kind, time]) => ({
      kind,
      at: at(`2026-03-02 ${time} UTC`),
      precision: "exact",
    })),
  }) as IncidentRow;

const said = (incident: IncidentRow) =>
  renderToStaticMarkup(<IncidentTable incidents={[incident]} zone="UTC" now={now} />).replace(
    /<[^>]+>/g,
    " ",
  );

test("an open incident's total is how long it has lasted so far, as elsewhere", () => {
  const open = row({}, ["impactStartedAt", "14:00"], ["detectedAt", "14:20"]);
  expect(said(open)).toMatch(/2 h 15 min\s+so far/);
});

test("the total of what is over is the one of its milestones, or says why it cannot be told", () => {
  const closed = row({ status: "closed" }, ["detectedAt", "14:20"], ["closedAt", "15:00"]);
  expect(said(closed)).toMatch(/40 min/);
  expect(said(closed)).not.toContain("so far");
  expect(said(row({ status: "resolved" }, ["detectedAt", "14:20"]))).toContain("Closed is not set.");
});
