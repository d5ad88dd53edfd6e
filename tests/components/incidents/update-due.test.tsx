import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { UpdateDue } from "@/components/incidents/update-due";
import { at, later, minutes, seconds } from "../../support/clock";

const due = { at: at("2025-10-08 14:40 America/New_York"), promised: true };

const shown = (ms: number, more: object = {}) =>
  renderToStaticMarkup(
    <UpdateDue due={{ ...due, ...more }} zone="America/New_York" now={later(due.at, ms)} />,
  );

describe("the clock of the next update", () => {
  it.each([
    [-minutes(12), "Update due in 12 min"],
    [-minutes(75), "Update due in 1 h 15 min"],
    [-seconds(20), "Update due in 1 min"],
    [0, "Update due now"],
    [seconds(59), "Update due now"],
    [minutes(5), "Update overdue by 5 min"],
    [minutes(60 * 26), "Update overdue by 1 d 2 h"],
  ])("%i ms from then says %s", (ms, words) => expect(shown(ms)).toContain(`>${words}</time>`));

  it("says in words and by another glyph what it says by colour", () => {
    const [before, behind] = [shown(-minutes(5)), shown(minutes(5))];
    const glyph = (html: string) => html.match(/<svg[\s\S]*<\/svg>/)?.[0];
    expect(glyph(before)).toBeDefined();
    expect(glyph(before)).not.toBe(glyph(behind));
    expect([before, behind].map((html) => html.match(/data-tone="(\w+)"/)?.[1])).toEqual([
      "neutral",
      "danger",
    ]);
  });

  it("names the instant with its zone, in UTC, and whether it was promised", () => {
    const title = "8 Oct 2025 14:40 EDT · 2025-10-08 18:40:00 UTC";
    expect(shown(0)).toContain(`title="${title} · as promised"`);
    expect(shown(0, { promised: false })).toContain(`title="${title}"`);
    expect(shown(0)).toContain('dateTime="2025-10-08T18:40:00.000Z"');
  });
});
