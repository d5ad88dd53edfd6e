import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AlertTimes } from "@/components/alerts/alert-times";
import { at, later, minutes, seconds } from "../../support/clock";

const crossed = at("2025-10-08 14:20 America/New_York");
const fired = later(crossed, minutes(1));

it.each([
  ["waits to fire", { firingAt: null, endedAt: null }, /^crossed 8 Oct 14:20/, /before|ended/],
  ["fires", { firingAt: fired, endedAt: null }, /^fired 8 Oct 14:21.*crossed 1 min before$/, /ended/],
  ["fired at once", { firingAt: crossed, endedAt: null }, /^fired 8 Oct 14:20/, /crossed|ended/],
  [
    "is over",
    { firingAt: fired, endedAt: later(fired, minutes(35)) },
    /^fired 8 Oct 14:21.*crossed 1 min before, ended after 35 min$/,
    /since/,
  ],
  [
    "did not last",
    { firingAt: null, endedAt: later(crossed, seconds(20)) },
    /^crossed 8 Oct 14:20.*ended after 20 s$/,
    /fired/,
  ],
])("tells of an alert that %s which instant is meant", (_, alert, says, never) => {
  const now = later(crossed, minutes(3000));
  const html = renderToStaticMarkup(
    <AlertTimes alert={{ pendingAt: crossed, ...alert }} zone="America/New_York" now={now} />,
  );
  const text = html.replaceAll(/<[^>]+>/g, "").replaceAll("\u00a0", " ");
  expect(text).toMatch(says);
  expect(text).not.toMatch(never);
});
