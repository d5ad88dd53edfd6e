import { expect, test } from "vitest";
import { readDrillOptions } from "@/lib/start/drill/options";
import { StartFailure } from "@/lib/start/failure";

test("a drill without options sends 200 users, shortens sixty times, keeps and records nothing", () => {
  expect(readDrillOptions([])).toEqual({ keep: false, record: false, compression: 60, users: 200 });
});

test("takes what it is told", () => {
  expect(readDrillOptions(["--keep", "--record", "--compression", "5", "--users", "300"])).toEqual({
    ...{ keep: true, record: true, compression: 5, users: 300 },
  });
});

test.each([
  [["--users", "149"], '--users takes a number from 150 to 400, not "149".'],
  [["--users", "many"], '--users takes a number from 150 to 400, not "many".'],
  [["--compression", "4"], '--compression takes a number from 5 to 600, not "4".'],
  [["--compression", "1e3"], '--compression takes a number from 5 to 600, not "1e3".'],
  [["--faster"], "Unknown option '--faster'"],
  [["now"], "Unexpected argument 'now'"],
])("refuses %j", (args, says) => {
  expect(() => readDrillOptions(args)).toThrow(StartFailure);
  expect(() => readDrillOptions(args)).toThrow(says);
});
