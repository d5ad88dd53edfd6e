import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TimelineGap } from "@/app/(workspace)/incidents/[ref]/timeline-gap";
import { at, hours, later, minutes } from "../../../../support/clock";

const zone = "America/New_York";
const from = at(`2025-10-08 14:23 ${zone}`);

const said = (to: Date | null, now: Date) =>
  renderToStaticMarkup(createElement(TimelineGap, { gap: { from, to }, zone, now })).replace(/<[^>]*>/g, "");

it.each([
  [later(from, minutes(48)), hours(2), "Nothing recorded for 48 min"],
  [null, hours(2), "Nothing recorded since 14:23 EDT"],
  [null, hours(20), "Nothing recorded since 8 Oct 14:23 EDT"],
])("until %s, %i ms later it says %j", (to, ms, words) => expect(said(to, later(from, ms))).toBe(words));
