import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  entriesWaiting,
  forgetDevice,
  hearWaiting,
  tellWaiting,
  waitingOf,
} from "@/components/shell/left-on-device";
import { WaitingLine } from "@/components/shell/waiting-line";
import { entriesName, refInEntriesName, waitingPrefix } from "@/lib/incidents/timeline/labels";

/** What a browser keeps: its texts are its only own keys. */
class FakeStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

const keep = (person: string, ref: string, count: number) => {
  storage[waitingPrefix + entriesName(person, ref)] = JSON.stringify(Array(count).fill({ text: "x" }));
};
let storage: FakeStorage;

beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

it("names what waits after person and incident, and reads the incident back for that person alone", () => {
  const name = entriesName("ben", "INC-2026-0007");
  expect(refInEntriesName(name, "ben")).toBe("INC-2026-0007");
  expect(refInEntriesName(name, "lea")).toBeNull();
  expect(refInEntriesName("ben:incident:INC-2026-0007:summary", "ben")).toBeNull();
});

it("tells by incident what waits of one person, and nothing of others who use the device", () => {
  keep("ben", "INC-2026-0009", 1);
  keep("ben", "INC-2026-0007", 2);
  keep("ben", "INC-2026-0008", 0);
  keep("lea", "INC-2026-0001", 5);
  storage["highwater:draft:ben:incident:INC-2026-0003:entry"] = '{"text":["half a senten"]}';
  storage[waitingPrefix + entriesName("ben", "INC-2026-0010")] = "{broken";
  expect(waitingOf("ben")).toEqual([
    { ref: "INC-2026-0007", count: 2 },
    { ref: "INC-2026-0009", count: 1 },
  ]);
  expect(entriesWaiting()).toBe(8);
});

it("tells nothing where the browser keeps nothing", () => {
  vi.stubGlobal("localStorage", undefined);
  expect(waitingOf("ben")).toEqual([]);
});

it("is told of changes here, in other tabs, and when the device forgets", () => {
  const heard = vi.fn();
  const stop = hearWaiting(heard);
  tellWaiting();
  window.dispatchEvent(new Event("storage"));
  expect(heard).toHaveBeenCalledTimes(2);
  keep("ben", "INC-2026-0007", 1);
  forgetDevice();
  expect(heard).toHaveBeenCalledTimes(3);
  expect(waitingOf("ben")).toEqual([]);
  stop();
  tellWaiting();
  expect(heard).toHaveBeenCalledTimes(3);
});

it.each([
  [[1], "One entry waits to be sent"],
  [[2], "2 entries wait to be sent"],
  [[2, 1], "3 entries wait to be sent"],
])("of %j entries it is said: %s, with the way to each incident", (counts, words) => {
  const waiting = counts.map((count, at) => ({ ref: `INC-2026-000${at}`, count }));
  const html = renderToStaticMarkup(<WaitingLine waiting={waiting} />);
  expect(html).toContain(`>${words}<`);
  for (const { ref } of waiting)
    expect(html).toMatch(new RegExp(`<a [^>]*href="/incidents/${ref}"[^>]*>Open (<!-- -->)?${ref}</a>`));
  expect(html.match(/<a /g)).toHaveLength(counts.length);
});
