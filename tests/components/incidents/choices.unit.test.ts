import { expect, test } from "vitest";
import { serviceChoices, withCurrent } from "@/components/incidents/choices";

test("a service brings its primary environment along", () => {
  const staging = { slug: "staging", name: "Staging" };
  const deployments = [
    { primary: false, environment: { slug: "production", name: "Production" } },
    { primary: true, environment: staging },
  ];
  expect(
    serviceChoices([
      { slug: "a", name: "A", deployments },
      { slug: "b", name: "B", deployments: [] },
    ]),
  ).toEqual([
    { value: "a", label: "A", primary: "staging" },
    { value: "b", label: "B", primary: "" },
  ]);
});

test("what a thing has already stays choosable after it was archived", () => {
  const offered = [{ value: "a", label: "A" }];
  expect(withCurrent(offered, null)).toEqual(offered);
  expect(withCurrent(offered, { value: "a", label: "A" })).toEqual(offered);
  expect(withCurrent(offered, { value: "b", label: "B" })).toEqual([
    ...offered,
    { value: "b", label: "B (archived)" },
  ]);
});
