import { beforeAll, describe, expect, test } from "vitest";
import { createService } from "@/lib/catalog/services/commands";
import { exportIncidents } from "@/lib/documents/incidents/queries";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { refusalOf } from "../../../support/outcomes";
import { declared, restricted } from "../../incidents/support";

let people: Cast;
const refs: string[] = [];
beforeAll(async () => {
  people = await cast();
  await createService(people.lea, { name: "Reporting" });
  const titles = ["Pool is full, again", '=HYPERLINK("http://evil.example","x")', "Lamp flickers"];
  for (const [nth, title] of titles.entries())
    refs.push((await declared(later(people.ben, minutes(nth)), { title, service: "reporting" })).ref);
  await addEntry(people.ben, { ref: refs[2], text: "+cmd|' /C calc'!A0 said the lamp" });
  await restricted(later(people.lea, minutes(9)), { title: "A stolen laptop" });
});

const file = async (query: Record<string, string>, who = people.ben, most?: number) => {
  const { fileName, csv } = await exportIncidents(who, query, most);
  const [head = "", ...rows] = csv.trimEnd().split("\r\n");
  return { fileName, columns: head.split(",").length, rows };
};

describe("the list as a file", () => {
  test("holds what the filters leave, the latest first, and nothing that its reader may not see", async () => {
    const { fileName, columns, rows } = await file({});
    expect(fileName).toBe("incidents-2026-03-02.csv");
    expect(columns).toBe(23);
    expect(rows.map((row) => row.slice(0, 13))).toEqual(refs.toReversed());
    expect(rows[0]).toContain(",Lamp flickers,P1 High,Triage,Live,no,Reporting,,");
    expect((await file({ severity: "P0" })).rows).toEqual([]);
    expect((await file({}, people.lea)).rows[0]).toContain("A stolen laptop,P1 High,Triage,Live,yes,");
    expect((await file({}, people.lea)).rows).toHaveLength(4);
  });

  test("gives a spreadsheet no formula", async () => {
    const { rows } = await file({});
    expect(rows[1]).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",`);
    expect((await file({ search: "calc" })).rows[0]).toMatch(
      /,Timeline,'\+cmd\|' \/C calc'!A0 said the lamp$/,
    );
  });

  test("holds what was found, the best first, with where", async () => {
    const { fileName, columns, rows } = await file({ search: "lamp or pool" });
    expect(fileName).toBe("incidents-2026-03-02-found.csv");
    expect(columns).toBe(25);
    expect(rows.map((row) => row.slice(0, 13))).toEqual([refs[2], refs[0]]);
    expect(rows[1]).toMatch(/,Title,$/);
  });

  test("ends at a limit, and says so in its name", async () => {
    expect(await file({}, people.ben, 2)).toMatchObject({
      fileName: "incidents-2026-03-02-latest-2.csv",
      rows: [expect.stringContaining(refs[2] ?? ""), expect.stringContaining(refs[1] ?? "")],
    });
    expect((await file({}, people.ben, 3)).fileName).toBe("incidents-2026-03-02.csv");
  });

  test("is refused for what cannot be searched for", async () => {
    expect(await refusalOf(exportIncidents(people.ben, { search: "!!!" }))).toMatchObject({
      code: "invalid",
    });
    expect(await refusalOf(exportIncidents(people.ben, { search: "x".repeat(10_000) }))).toMatchObject({
      message: "Search for at most 200 characters: a few words out of it will do.",
    });
  });
});
