import { describe, expect, test } from "vitest";
import { slugOf } from "@/lib/core/slug";

describe("a name in an address", () => {
  test.each([
    ["Reporting API", [], "reporting-api"],
    ["  Größe über Café ", [], "grosse-uber-cafe"],
    ["運用", [], "service"],
    ["Data & Reports", [], "data-reports"],
    ["---", ["service"], "service-2"],
    ["Mail", ["mail"], "mail-2"],
    ["Mail", ["mail", "mail-2"], "mail-3"],
    ["x".repeat(200), [], "x".repeat(60)],
    [`${"x".repeat(59)} y`, [], "x".repeat(59)],
  ])("%j beside %j is %s", (name, taken, slug) => {
    expect(slugOf(name, new Set(taken), "service")).toBe(slug);
  });
});
