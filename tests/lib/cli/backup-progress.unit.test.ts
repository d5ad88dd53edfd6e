import { expect, test, vi } from "vitest";
import { sparing } from "@/lib/cli/commands/backup";

test("each step is said as it begins, and how far it has come only while it takes long", async () => {
  const said: string[] = [];
  const told = sparing((sentence) => said.push(sentence));
  let now = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  await told({ step: "checking the file", table: null, rows: 0 });
  for (let table = 0; table < 70; table += 1) {
    await told({ step: "restoring", table: `t${table}`, rows: table * 10 });
    now += 100;
  }
  expect(said).toEqual(["checking the file", "restoring", "restoring t50 (500 rows so far)"]);
});
