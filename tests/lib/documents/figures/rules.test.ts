import { expect, test } from "vitest";
import { csvOf } from "../../../../lib/documents/csv/rules";
import { figureRows } from "../../../../lib/documents/figures/rules";

test("figures are rows of one pool after the other, with what is not known left empty", () => {
  const at = new Date("2026-03-02T12:00:00Z");
  const nothing = { usedMin: null, usedAvg: null, idle: null, idleInTransaction: null, waiting: null };
  const points = [{ at, ...nothing, usedMax: 41, max: 50, utilisation: 0.82 }];
  const csv = csvOf(figureRows([{ name: "=cmd()", bucketSeconds: 60, points }]));
  expect(csv.split("\r\n")).toEqual([
    'time,seconds,pool,"in use, least","in use, mean","in use, most",idle,idle in transaction,waiting,limit,"fullest instance, %"',
    "2026-03-02T12:00:00.000Z,60,'=cmd(),,,41,,,,50,82",
    "",
  ]);
});
