import { describe, expect, test } from "vitest";
import { hasParts, stretchIn } from "@/app/(workspace)/incidents/[ref]/evidence-address";
import { momentsAt, nearestTo } from "@/app/(workspace)/incidents/[ref]/moments";

const at = (clock: string) => new Date(`2026-03-02T${clock}:00Z`);
const range = { from: at("12:00"), to: at("16:00") };

describe("the figures that an address asks for", () => {
  test.each([
    ["nothing", {}, "12:00", "16:00", "whole"],
    ["the beginning", { figures: "beginning" }, "12:00", "13:00", "beginning"],
    ["the end", { figures: "end" }, "15:00", "16:00", "end"],
    ["something unknown", { figures: "moon" }, "12:00", "16:00", "whole"],
    ["a stretch", { from: "2026-03-02T13:10:00Z", to: "2026-03-02T13:20:00Z" }, "13:10", "13:20", null],
    ["more than there is", { from: "2020-01-01", to: "2030-01-01" }, "12:00", "16:00", null],
    [
      "a stretch backwards",
      { from: "2026-03-02T14:00Z", to: "2026-03-02T13:00Z" },
      "12:00",
      "16:00",
      "whole",
    ],
    ["no time at all", { from: "now", to: "'" }, "12:00", "16:00", "whole"],
  ])("%s", (_, query, from, to, key) => {
    expect(stretchIn(query, range)).toMatchObject({ from: at(from), to: at(to), key });
  });

  test("are never a part of an incident that is too short for parts", () => {
    const short = { from: at("12:00"), to: at("13:00") };
    expect(hasParts(short)).toBe(false);
    expect(stretchIn({ figures: "end" }, short)).toMatchObject({ ...short, key: "whole" });
  });
});

describe("the entries of a moment", () => {
  const times = [100, 200, 205, 900];

  test("are those within half a bucket, else the nearest one", () => {
    expect(momentsAt(times, 203, 5)).toEqual([undefined, "then", "then", undefined]);
    expect(momentsAt(times, 700, 5)).toEqual([undefined, undefined, undefined, "nearest"]);
    expect(momentsAt(times, 0, 5)).toEqual(["nearest", undefined, undefined, undefined]);
  });

  test("are none where nobody looks, or where there is no entry", () => {
    expect(momentsAt(times, null, 5)).toEqual(times.map(() => undefined));
    expect(momentsAt([], 5, 5)).toEqual([]);
    expect(nearestTo([], 5)).toBe(-1);
  });
});
