import { describe, expect, it } from "vitest";
import { shellEvents } from "@/components/shell/events";
import { readKeys, shortcuts } from "@/components/shell/shortcuts";

describe("pressed keys", () => {
  it.each([
    [["c"], "/incidents/new"],
    [["g", "i"], "/incidents"],
    [["g", "n"], "/"],
    [["x", "c"], "/incidents/new"],
  ])("%j lead to %s", (keys, href) => {
    expect(readKeys(keys)).toMatchObject({ href });
  });

  it("wait for the second key of a sequence", () => {
    expect(readKeys(["g"])).toBe("more");
    expect(readKeys(["x", "g"])).toBe("more");
  });

  it("mean nothing where they mean nothing", () => {
    expect(readKeys(["q"])).toBeUndefined();
    expect(readKeys(["g", "q"])).toBeUndefined();
  });

  it("announce what pages listen for", () => {
    expect(readKeys(["t"])).toMatchObject({ event: shellEvents.timelineEntry });
    expect(shellEvents.timelineEntry).toBe("highwater:timeline-entry");
    expect(readKeys(["j"])).toMatchObject({ event: shellEvents.nextEntry });
    expect(readKeys(["k"])).toMatchObject({ event: shellEvents.previousEntry });
  });

  it("are never both a shortcut and the beginning of another", () => {
    const texts = shortcuts.map((shortcut) => shortcut.keys.join(" "));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(texts.some((other) => other.startsWith(`${text} `))).toBe(false);
  });
});
