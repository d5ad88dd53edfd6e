import { expect, test } from "vitest";
import { restedFrom } from "@/components/ui/refresh-pace";

const fresh = { beganAt: 0, restsUntil: 0, inRow: 0 };

test("what is asked for again and again rests longer, up to twice as long as it took", () => {
  let pace = restedFrom({ ...fresh, beganAt: 5_000 }, 5_100);
  const rests: number[] = [];
  for (let round = 0; round < 4; round++) {
    const beganAt = pace.restsUntil;
    pace = restedFrom({ ...pace, beganAt }, beganAt + 100);
    rests.push(pace.restsUntil - (beganAt + 100));
  }
  expect(rests).toEqual([100, 200, 200, 200]);
});

test("the first one rests not at all, nor does one after a calm", () => {
  expect(restedFrom({ ...fresh, beganAt: 5_000 }, 5_100)).toEqual({
    ...{ beganAt: 0, restsUntil: 5_100, inRow: 1 },
  });
  const tired = { restsUntil: 10_000, inRow: 7 };
  expect(restedFrom({ ...tired, beganAt: 12_001 }, 12_101).restsUntil).toBe(12_101);
  expect(restedFrom({ ...tired, beganAt: 12_000 }, 12_100).restsUntil).toBe(12_300);
});
