import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Delivery } from "@/app/(workspace)/settings/pool-sources/delivery";
import type { Source } from "@/lib/pools/sources/queries";
import { at, hours, later, minutes, seconds } from "../../../../support/clock";

const now = at("2026-03-10 12:00 UTC");
const ago = (ms: number) => later(now, -ms);
const reason =
  "hikaricp_connections_active: Its time is more than a minute ahead of our clock. Set the sender's clock.";

function shown(known: Partial<Source>): string {
  const pushed = {
    kind: "otlp",
    failure: null,
    deliveredAt: null,
    rejected: null,
    pools: [],
    told: null,
  } as const;
  const source = { ...pushed, facts: null, pooler: null, intervalSeconds: 15, ...known } as unknown as Source;
  return renderToStaticMarkup(createElement(Delivery, { source, zone: "UTC", now }))
    .replace(/<[^>]*>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

it("a sender of which nothing was ever taken is told of, with why and what to do", () => {
  const said = shown({ rejected: { at: ago(minutes(3)), points: 1_240, reason } });
  expect(said).toMatch(/^Nothing is taken 1,240 points were not taken\. hikaricp_connections_active: /);
  expect(said).toContain("Set the sender's clock. 3 min");
});

it("a delivery that could not be read is told of as a whole", () => {
  const rejected = { at: ago(minutes(3)), points: 0, reason: "The body is not JSON in UTF-8." };
  expect(shown({ rejected })).toMatch(
    /^Nothing is taken A delivery was not taken\. The body is not JSON in UTF-8\. 3 min/,
  );
});

it("of one that went silent because nothing is taken any more that is said, and not that it is silent", () => {
  const rejected = { at: ago(seconds(5)), points: 1, reason };
  expect(shown({ deliveredAt: ago(minutes(10)), rejected })).toMatch(
    /^Nothing is taken .* 1 point was not taken\./,
  );
  const before = { ...rejected, at: ago(minutes(20)) };
  expect(shown({ deliveredAt: ago(minutes(10)), rejected: before })).toMatch(
    /^Silent .* 1 point was not taken\./,
  );
});

it("of one that delivers it is said beside, for a day", () => {
  const delivers = { deliveredAt: ago(seconds(5)) };
  const rejected = { at: ago(hours(23)), points: 2, reason };
  expect(shown({ ...delivers, rejected })).toMatch(/^Delivers .* 2 points were not taken\./);
  expect(shown({ ...delivers, rejected: { ...rejected, at: ago(hours(25)) } })).not.toContain("not taken");
});

it("of one that was never heard of nothing is said", () => {
  expect(shown({})).toBe("Not asked yet");
});
