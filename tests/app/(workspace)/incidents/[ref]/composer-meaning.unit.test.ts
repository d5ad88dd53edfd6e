import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Meaning } from "@/app/(workspace)/incidents/[ref]/composer-meaning";
import { builtInRoles } from "@/lib/incidents/roles/rules";

const zone = "America/New_York";

const said = (text: string, day = "2026-01-20") =>
  renderToStaticMarkup(createElement(Meaning, { text, zone, day, roles: builtInRoles })).replace(
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
