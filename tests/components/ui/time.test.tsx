import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Duration } from "@/components/ui/duration";
import { Time } from "@/components/ui/time";

const at = "2025-10-08T18:23:00Z";
const now = new Date("2025-10-08T19:00:00Z");
const text = (node: React.ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]+>/g, "")
    .trim();

it.each([
  ["near", "14:23 EDT 37 min ago"],
  ["full", "8 Oct 2025 14:23 EDT 37 min ago"],
  ["clock", "14:23 EDT 37 min ago"],
  ["date", "8 Oct 2025 37 min ago"],
  ["relative", "37 min ago"],
] as const)("shows %s as %s", (show, expected) => {
  expect(text(<Time at={at} zone="America/New_York" now={now} show={show} />)).toBe(expected);
});

it("carries the instant for machines and UTC for the hover", () => {
  const shown = renderToStaticMarkup(<Time at={at} zone="America/New_York" now={now} />);
  expect(shown).toMatch(/<time dateTime="2025-10-08T18:23:00.000Z" title="2025-10-08 18:23:00 UTC"/);
});

it("keeps the absolute time on the hover where only the distance is shown", () => {
  const shown = renderToStaticMarkup(<Time at={at} zone="America/New_York" now={now} show="relative" />);
  expect(shown).toContain('title="8 Oct 2025 14:23 EDT · 2025-10-08 18:23:00 UTC"');
});

it("says when an instant is an estimate, and survives one that is none", () => {
  expect(text(<Time at={at} zone="UTC" about absoluteOnly />)).toBe("about 8 Oct 2025 18:23 UTC");
  expect(text(<Time at="yesterday-ish" zone="UTC" />)).toBe("unknown time");
});

it("says why a length of time cannot be told", () => {
  expect(text(<Duration seconds={null} missing="impact start is not set" />)).toContain(
    "impact start is not set",
  );
  expect(text(<Duration seconds={8100} />)).toBe("2 h 15 min");
});
