import { expect, it } from "vitest";
import { crumbsOf } from "@/components/shell/crumbs";

const labels = { "/": "Now", "/incidents": "Incidents", "/action-items": "Action items" };
const words = (path: string) => crumbsOf(path, labels).map((crumb) => crumb.label);

it.each([
  ["/", ["Now"]],
  ["/incidents", ["Incidents"]],
  ["/incidents/INC-2025-1015/post-mortem", ["Incidents", "INC-2025-1015", "Post-mortem"]],
  ["/services/reporting-api", ["Services", "reporting-api"]],
  ["/pools/report-generator-staging/edit", ["Pools", "report-generator-staging", "Edit"]],
  ["/services/reporting-api/health-checks", ["Services", "reporting-api", "Health checks"]],
  ["/teams/new", ["Teams", "New"]],
  ["/people/50%25", ["People", "50%"]],
  ["/people/50%", ["People", "50%"]],
])("the way to %s reads %j", (path, expected) => {
  expect(words(path)).toEqual(expected);
});

it("leads back to every step", () => {
  expect(crumbsOf("/incidents/INC-2025-1015", labels).map((crumb) => crumb.href)).toEqual([
    "/incidents",
    "/incidents/INC-2025-1015",
  ]);
});
