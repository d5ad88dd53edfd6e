import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { LaneNav, Lanes } from "@/app/(workspace)/incidents/lanes";
import { SearchResults } from "@/app/(workspace)/incidents/search-results";
import { lanesOf } from "@/lib/incidents/lists/lanes/rules";
import type { IncidentRow } from "@/lib/incidents/lists/rows";
import type { SearchHit } from "@/lib/reviews/search/schema";
import { at } from "../../../support/clock";

const now = at("2026-03-31 00:00 UTC");
const zone = "UTC";
const texts = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const incident = {
  ...{
    id: "1",
    ref: "INC-2026-0001",
    foreignRef: null,
    title: "Pool <b>full</b>",
    severity: "P0",
    status: "triage",
  },
  ...{
    createdAt: at("2026-03-10 00:00 UTC"),
    service: { slug: "reports", name: "Reports & more" },
    timeZone: "UTC",
  },
  milestones: [{ kind: "declaredAt", at: at("2026-03-20 12:30 UTC"), precision: "exact" }],
} as unknown as IncidentRow;

describe("what was found", () => {
  const hit: SearchHit = {
    place: "entry",
    key: "e1",
    at: at("2026-03-20 12:40 UTC"),
    parts: [
      { text: "<script>", found: false },
      { text: "alert", found: true },
    ],
  };
  const shown = (moreHits: number, inZone = zone) =>
    renderToStaticMarkup(
      createElement(SearchResults, {
        found: [{ incident, title: [{ text: "Pool <b>full</b>", found: true }], hits: [hit], moreHits }],
        ...{ zone: inZone, now },
      }),
    );

  test("is marked, escaped, and leads to its very place", () => {
    const html = shown(0);
    expect(html).toMatch(/<mark[^>]*>Pool &lt;b&gt;full&lt;\/b&gt;<\/mark>/);
    expect(html).toMatch(/&lt;script&gt;<mark[^>]*>alert<\/mark>/);
    expect(html).toContain('href="/incidents/INC-2026-0001?entry=e1#entry-e1"');
    expect(texts(html)).toContain("Timeline · 20 Mar 2026 12:40 UTC");
    expect(texts(html)).not.toContain("more text");
  });

  test("has all its times in the zone of who reads it", () => {
    const html = shown(0, "Europe/Berlin");
    expect(texts(html)).toContain("Timeline · 20 Mar 2026 13:40 CET");
    expect(html).toContain('title="20 Mar 2026 13:30 CET · 2026-03-20 12:30:00 UTC"');
  });

  test("says how much more there is", () => {
    expect(texts(shown(1))).toContain("and in one more text of it");
    expect(texts(shown(7))).toContain("and in 7 more texts of it");
  });
});

describe("lanes", () => {
  const stretch = { from: at("2026-03-01 00:00 UTC"), to: now };
  const lanes = (incidents: IncidentRow[]) => lanesOf(incidents, "service", stretch);
  const html = renderToStaticMarkup(
    createElement(Lanes, { lanes: lanes([incident]), stretch, by: "service", zone, now }),
  );

  test("are a table of a row each, whose links say all that the bar shows", () => {
    expect(html).toMatch(/<table.*<th scope="row"[^>]*>Reports &amp; more<\/th><td/s);
    expect(texts(html)).toContain("Incidents from 1 Mar 2026 00:00 UTC to 31 Mar 2026 00:00 UTC, by service");
    expect(texts(html)).toContain(
      "P0 Critical, Pool &lt;b&gt;full&lt;/b&gt;, INC-2026-0001, Triage, 20 Mar 2026 12:30 UTC to now",
    );
    expect(html).toContain('href="/incidents/INC-2026-0001"');
  });

  test("name the days of their stretch in the zone of who reads them", () => {
    const nav = { ranges: [], lanes: [], stretch };
    const days = (inZone: string) =>
      texts(renderToStaticMarkup(createElement(LaneNav, { ...nav, zone: inZone })));
    expect(days("UTC")).toContain("1 Mar 2026 to 31 Mar 2026 UTC");
    expect(days("America/New_York")).toContain("28 Feb 2026 to 30 Mar 2026 EDT");
  });

  test("say severity in a word and a shape beside the colour", () => {
    expect(html).toMatch(/data-tone="p0".*<svg.*>P0</s);
  });
});
