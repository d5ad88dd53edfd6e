import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { at, hours, later, minutes, seconds } from "../../support/clock";

const told = at("2026-11-26 14:40:20 Europe/Berlin");
const began = at("2026-11-26 14:30 Europe/Berlin");

class FakeDocument extends EventTarget {
  visibilityState = "visible";
  turn(state: "visible" | "hidden") {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: FakeDocument;
let clock: typeof import("@/components/ui/server-time");

beforeEach(async () => {
  vi.useFakeTimers({ now: later(told, hours(3)) });
  page = new FakeDocument();
  vi.stubGlobal("document", page);
  // What a page has been told it knows as long as it lives.
  vi.resetModules();
  clock = await import("@/components/ui/server-time");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The minutes that are shown each time the clock turns, while the page is open. */
function watched(): { shown: number[]; stop: () => void } {
  const shown: number[] = [];
  const stop = clock.everyMinute(began.getTime(), told.getTime(), () =>
    shown.push(clock.minutesPast(began.getTime(), clock.serverTime(told.getTime()))),
  );
  return { shown, stop };
}

it("turns when a full minute has passed by the server's clock, whatever this device's shows", () => {
  const { shown, stop } = watched();
  vi.advanceTimersByTime(seconds(39));
  expect(shown).toEqual([]);
  vi.advanceTimersByTime(seconds(1));
  expect(shown).toEqual([11]);
  vi.advanceTimersByTime(minutes(2));
  expect(shown).toEqual([11, 12, 13]);
  stop();
  vi.advanceTimersByTime(minutes(5));
  expect(shown).toHaveLength(3);
});

it("rests while nobody sees the page, and catches up as soon as somebody does", () => {
  const { shown } = watched();
  page.turn("hidden");
  vi.advanceTimersByTime(minutes(30));
  expect(shown).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  page.turn("visible");
  expect(shown).toEqual([40]);
  vi.advanceTimersByTime(seconds(40));
  expect(shown).toEqual([40, 41]);
});

it("begins in a page that was opened out of sight once it is seen", () => {
  page.visibilityState = "hidden";
  const { shown } = watched();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(minutes(2));
  page.turn("visible");
  expect(shown).toEqual([12]);
});

it("leaves nothing behind when it is stopped", () => {
  const { shown, stop } = watched();
  stop();
  page.turn("hidden");
  page.turn("visible");
  expect(shown).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it("counts to an instant ahead as well, and past it", () => {
  const due = later(told, seconds(30)).getTime();
  expect(clock.minutesPast(due, told.getTime())).toBe(-1);
  expect(clock.minutesPast(due, due - 1)).toBe(-1);
  expect(clock.minutesPast(due, due)).toBe(0);
  expect(clock.minutesPast(due, due + minutes(1))).toBe(1);
});

it("goes by the newest time that was told: a page that was kept and is shown again is not behind", () => {
  expect(clock.serverTime(told.getTime())).toBe(told.getTime());
  vi.advanceTimersByTime(minutes(10));
  const refreshed = later(told, minutes(10)).getTime();
  expect(clock.serverTime(refreshed)).toBe(refreshed);
  vi.advanceTimersByTime(minutes(1));
  expect(clock.serverTime(told.getTime())).toBe(refreshed + minutes(1));
});

it("follows a device whose clock is set while the page is open, from the next time that is told", () => {
  clock.serverTime(told.getTime());
  vi.setSystemTime(later(told, -hours(1)));
  expect(clock.serverTime(told.getTime())).toBe(told.getTime());
  const refreshed = later(told, minutes(1)).getTime();
  expect(clock.serverTime(refreshed)).toBe(refreshed);
  vi.advanceTimersByTime(minutes(1));
  expect(clock.serverTime(refreshed)).toBe(refreshed + minutes(1));
});
