import { describe, expect, it } from "vitest";
import { nextDigestAt, planDelivery, wishThatCounts } from "@/lib/notifications/rules";
import { at, days, hours } from "../../support/clock";

describe("the next digest", () => {
  it.each([
    ["later today", "2026-03-02 06:59 Europe/Berlin", 8, "2026-03-02 08:00 Europe/Berlin"],
    [
      "tomorrow, when its hour has begun",
      "2026-03-02 08:00 Europe/Berlin",
      8,
      "2026-03-03 08:00 Europe/Berlin",
    ],
    ["next month", "2026-03-31 09:00 Europe/Berlin", 8, "2026-04-01 08:00 Europe/Berlin"],
    ["next year", "2026-12-31 23:30 Asia/Kathmandu", 7, "2027-01-01 07:00 Asia/Kathmandu"],
    [
      "on the clocks of the zone, not of the server",
      "2026-07-01 01:00 UTC",
      23,
      "2026-07-01 23:00 Pacific/Auckland",
    ],
  ])("goes %s", (_when, now, hour, expected) => {
    const zone = expected.split(" ")[2] ?? "";
    expect(nextDigestAt(at(now), hour, zone)).toEqual(at(expected));
  });

  it("keeps its hour when clocks are put forward, and goes once on that day also at the hour that is skipped", () => {
    expect(nextDigestAt(at("2026-03-28 09:00 Europe/Berlin"), 8, "Europe/Berlin")).toEqual(
      at("2026-03-29 08:00 Europe/Berlin"),
    );
    const skipped = nextDigestAt(at("2026-03-28 09:00 Europe/Berlin"), 2, "Europe/Berlin");
    expect(skipped).toEqual(at("2026-03-29 01:00 Europe/Berlin"));
    expect(nextDigestAt(skipped, 2, "Europe/Berlin")).toEqual(at("2026-03-30 02:00 Europe/Berlin"));
  });

  it("keeps its hour when clocks are put back, and goes once on that day also at the hour that comes twice", () => {
    expect(nextDigestAt(at("2026-10-24 09:00 Europe/Berlin"), 8, "Europe/Berlin")).toEqual(
      at("2026-10-25 08:00 Europe/Berlin"),
    );
    const twice = nextDigestAt(at("2026-10-24 09:00 Europe/Berlin"), 2, "Europe/Berlin");
    expect(twice).toEqual(at("2026-10-25 02:00 Europe/Berlin"));
    const second = new Date(twice.getTime() + hours(1));
    expect(nextDigestAt(second, 2, "Europe/Berlin")).toEqual(at("2026-10-26 02:00 Europe/Berlin"));
  });

  it.each(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])(
    "goes exactly once on every day of a year in %s, at every hour",
    (zone) => {
      for (const hour of [1, 2, 3, 8, 23]) {
        let digest = nextDigestAt(at("2026-01-01 00:00 UTC"), hour, zone);
        for (let day = 0; day < 365; day += 1) {
          const next = nextDigestAt(digest, hour, zone);
          const apart = next.getTime() - digest.getTime();
          expect(apart).toBeGreaterThanOrEqual(hours(22));
          expect(apart).toBeLessThanOrEqual(hours(26));
          digest = next;
        }
        const span = digest.getTime() - nextDigestAt(at("2026-01-01 00:00 UTC"), hour, zone).getTime();
        expect(span).toBe(days(365));
      }
    },
  );
});

describe("a delivery", () => {
  const now = at("2026-03-02 09:00 UTC");
  const digestAt = at("2026-03-03 08:00 UTC");
  it.each([
    ["at_once", null, { state: "queued", inDigest: false, dueAt: now }],
    ["digest", null, { state: "queued", inDigest: true, dueAt: digestAt }],
    ["off", null, { state: "skipped", reason: "Switched off in the person's preferences." }],
    ["at_once", "No mail server is set up.", { state: "skipped", reason: "No mail server is set up." }],
    ["digest", "No mail server is set up.", { state: "skipped", reason: "No mail server is set up." }],
  ] as const)("wished %s, with the obstacle %s", (wish, obstacle, plan) => {
    expect(planDelivery(wish, obstacle, now, digestAt)).toEqual(plan);
  });
});

describe("the wish that counts", () => {
  it.each(["at_once", "digest", "off"] as const)(
    "is the one that was chosen, %s, but not of an escalation",
    (chosen) => {
      expect(wishThatCounts("mention", chosen)).toBe(chosen);
      expect(wishThatCounts("escalation", chosen)).toBe("at_once");
    },
  );

  it("is at once where nothing was chosen", () => {
    expect(wishThatCounts("mention", undefined)).toBe("at_once");
    expect(wishThatCounts("escalation", undefined)).toBe("at_once");
  });
});
