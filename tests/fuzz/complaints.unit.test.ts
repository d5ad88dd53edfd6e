import { describe, expect, it } from "vitest";
import { complaints } from "./complaints";

const steady = Array.from({ length: 20 }, () => 500);
const good = {
  ...{ requests: 100_000, succeeded: 41_000, residentMb: steady, faults: [] },
  operations: { "GET /teams": { "2xx": 900, "4xx": 20 }, "DELETE /teams/{slug}": { "2xx": 1, "4xx": 300 } },
};
const silent = { ...good.operations, "POST /teams": { "4xx": 700 } };
const grownTo = (mb: number) => steady.map((figure, at) => (at < 10 ? figure : mb));

describe("a full run of generated requests", () => {
  it("has nothing to complain of when every operation succeeded and memory stood still", () => {
    expect(complaints(good, true)).toEqual([]);
  });

  it("complains of an operation that never succeeded, or was never asked", () => {
    const operations = { ...silent, "GET /gates": {} };
    expect(complaints({ ...good, operations }, true)).toEqual([
      "POST /teams was never answered 2xx",
      "GET /gates was never answered 2xx",
    ]);
  });

  it("complains of memory that grew by more than a tenth, of few successes, and of every fault", () => {
    expect(complaints({ ...good, residentMb: grownTo(549) }, true)).toEqual([]);
    expect(complaints({ ...good, residentMb: grownTo(551) }, true)).toEqual([
      "memory grew from 500 to 551 MB",
    ]);
    expect(complaints({ ...good, succeeded: 30_000 }, true)).toEqual(["only 30 % were answered 2xx"]);
    const fault = { what: "status 500", operation: "team.add", spoiled: [], reproducer: "curl" };
    expect(complaints({ ...good, faults: [fault] }, true)).toEqual(["team.add: status 500"]);
  });
});

describe("a quick run", () => {
  it("need not get through to every operation, and may still warm up", () => {
    expect(complaints({ ...good, operations: silent, residentMb: grownTo(620) }, false)).toEqual([]);
    expect(complaints({ ...good, residentMb: grownTo(630) }, false)).toHaveLength(1);
  });
});
