import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { Elapsed } from "@/components/incidents/elapsed";
import { UpdateDue } from "@/components/incidents/update-due";
import { at, days, hours, later, minutes, seconds } from "../../support/clock";

const began = at("2025-10-08 14:23:40 America/New_York");

it.each([
  [seconds(59), "0 s", "PT0S"],
  [minutes(1), "1 min", "PT1M"],
  [minutes(134) + seconds(59), "2 h 14 min", "PT2H14M"],
  [days(1) + hours(2), "1 d 2 h", "P1DT2H"],
  [-minutes(5), "0 s", "PT0S"],
])("%i ms after it began the page is made with '%s'", (ms, words, iso) => {
  const html = renderToStaticMarkup(<Elapsed began={began} now={later(began, ms)} className="tabular" />);
  expect(html).toContain(`dateTime="${iso}"`);
  expect(html).toContain(`>${words}</time>`);
});

it("is made by the server's clock alone, and tells no screen reader of each minute", () => {
  // Where the machine that renders believes to be a day later, the words are the same.
  vi.useFakeTimers({ now: later(began, days(1)) });
  try {
    const now = later(began, minutes(7));
    const html = renderToStaticMarkup(
      <>
        <Elapsed began={began} now={now} />
        <UpdateDue due={{ at: later(began, minutes(30)), promised: false }} zone="UTC" now={now} />
      </>,
    );
    expect(html).toContain(">7 min</time>");
    expect(html).toContain(">Update due in 23 min</time>");
    expect(html).not.toMatch(/role=|aria-live/);
  } finally {
    vi.useRealTimers();
  }
});
