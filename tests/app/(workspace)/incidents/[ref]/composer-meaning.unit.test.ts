import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Meaning } from "@/app/(workspace)/incidents/[ref]/composer-meaning";
import { builtInRoles } from "@/lib/incidents/roles/rules";
import { at } from "../../../../support/clock";

const zone = "America/New_York";

const said = (text: string, day = "2026-01-20", since: Date | null = null) =>
  renderToStaticMarkup(createElement(Meaning, { text, zone, day, since, roles: builtInRoles })).replace(
    /<[^>]*>/g,
    "",
  );

it.each([
  ["pool stuck", "Placed at the present moment."],
  ["/decision roll back", "Decision, placed at the present moment."],
  [
    "/update told support",
    "Communication, placed at the present moment. It stays inside: those with a status link do not see it.",
  ],
  ["/escalate @kim pool stuck", "Escalation. Tells @kim."],
  ["/escalate @kim and @lea", "Escalation. Tells @kim, @lea."],
  ["/escalate pool stuck", "Name whom you escalate to with @, such as /escalate @kim pool stuck."],
  ["/role commander @kim", "Gives @kim the role commander."],
  ["/ack", "Acknowledges the incident."],
])("%j means %j", (text, meaning) => expect(said(text)).toBe(meaning));

it("names the zone of a time once", () => {
  expect(said("14:40 restarted")).toMatch(/^Placed at 20 Jan 2026 14:40 EST \([^)]+ ago\)\.$/);
  expect(said("/escalate 14:40 @kim")).toMatch(
    /^Escalation, placed at 20 Jan 2026 14:40 EST \([^)]+ ago\)\. Tells @kim\.$/,
  );
});

it("asks what is meant by a zone's name", () => {
  expect(said("14:40 CET restarted")).toMatch(/^CET is not read as a time zone\. Write an offset/);
  expect(said("/action 14:40 CET restarted")).toMatch(/^CET is not read as a time zone\./);
  expect(said("14:40, CET link restarted")).toMatch(/^Placed at 20 Jan 2026 14:40 EST/);
});

describe("a time without a date that has not come", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is asked about as it will be when it is sent, unless yesterday's is meant for sure", () => {
    vi.useFakeTimers({ now: at("2026-01-20 09:00 America/New_York"), toFake: ["Date"] });
    expect(said("20:00 restarted", "")).toBe(
      "20:00 has not come yet today in America/New_York, where it is 09:00. Write yesterday 20:00 if that is meant.",
    );
    expect(said("/finding 22:00 restarted", "")).toMatch(/^Finding, placed at 19 Jan 2026 22:00 EST/);
    expect(said("22:00 restarted", "", at("2026-01-20 03:00 America/New_York"))).toMatch(
      /Write yesterday 22:00 if that is meant\.$/,
    );
  });
});
