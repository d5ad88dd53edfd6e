import { describe, expect, it } from "vitest";
import { Busy, Turns } from "@/lib/pools/intake/turns";

describe("turns", () => {
  it("let one at a time in, in the order in which they came, whatever becomes of those before", async () => {
    const turns = new Turns(10);
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (name === "a") throw new Error("a fails");
      return name;
    };
    const done = await Promise.allSettled([
      turns.take(work("a")),
      turns.take(work("b")),
      turns.take(work("c")),
    ]);
    expect(done.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("turn away who comes when too many wait, and take others once there is room", async () => {
    const turns = new Turns(2);
    const first = turns.take(async () => 1);
    const second = turns.take(async () => 2);
    await expect(turns.take(async () => 3)).rejects.toThrow(Busy);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(await turns.take(async () => 4)).toBe(4);
  });
});
