import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { cast, people } from "../../support/cast";
import { makeWorld, restrictedScene } from "../../support/world";
import { lastEvent } from "../people/support";
import { highwater, highwaterJson } from "./support";

const folder = mkdtempSync(join(tmpdir(), "highwater-cli-test-"));
const founding = readFileSync("tests/support/founding-incident.md", "utf8");

beforeAll(async () => {
  await cast();
  writeFileSync(join(folder, "founding.md"), founding);
  writeFileSync(join(folder, "empty.md"), "");
});

afterAll(() => rmSync(folder, { recursive: true }));

const asBen = ["--as", people.ben.email];

describe("importing and exporting", () => {
  let ref = "";

  test("makes an incident in somebody's name, told to the trail as theirs through this door", async () => {
    const { value, code } = await highwaterJson(["import", "founding.md", ...asBen], {}, folder);
    expect(code).toBe(0);
    expect(value).toEqual({
      results: [
        { file: "founding.md", ref: expect.any(String), outcome: "created", notes: expect.any(Number) },
      ],
    });
    ref = value.results[0].ref;
    const ben = await database().person.findUniqueOrThrow({ where: { email: people.ben.email } });
    expect(await lastEvent()).toMatchObject({ action: "import.apply", actorId: ben.id, via: "cli" });
  });

  test("the export is the same to the letter on the terminal and in a file, which is never overwritten", async () => {
    const printed = await highwater(["export", ref]);
    expect(printed).toMatchObject({ err: "", code: 0 });
    expect(printed.out).toContain("Leaked Connections");
    expect((await highwater(["export", ref, "--out", "exported.md"], {}, folder)).code).toBe(0);
    expect(readFileSync(join(folder, "exported.md"), "utf8")).toBe(printed.out);
    const again = await highwater(["export", ref, "--out", "exported.md"], {}, folder);
    expect(again).toMatchObject({ code: 10, err: expect.stringMatching(/is there already/) });
  });

  test("an exported file comes back as unchanged; an edited one is refused until --update takes it over", async () => {
    const file = join(folder, "exported.md");
    const same = await highwaterJson(["import", file, ...asBen]);
    expect(same.value.results).toEqual([{ file, ref, outcome: "unchanged", notes: 0 }]);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("Nothing limited how long", "Nothing bounded how long"),
    );
    const refused = await highwaterJson(["import", file, ...asBen]);
    expect(refused).toMatchObject({
      code: 10,
      value: { results: [{ error: expect.stringMatching(/Root cause/) }] },
    });
    const taken = await highwaterJson(["import", file, ...asBen, "--update"]);
    expect(taken).toMatchObject({ code: 0, value: { results: [{ ref, outcome: "changed" }] } });
    expect((await highwater(["export", ref])).out).toContain("Nothing bounded how long");
  });

  test("of many files, one that is refused stops no other, and nothing of it stays behind", async () => {
    const files = ["empty.md", "gone.md", "founding.md"];
    const { value, code } = await highwaterJson(["import", ...files, ...asBen, "--update"], {}, folder);
    expect(code).toBe(10);
    expect(value.results).toMatchObject([
      { error: expect.stringMatching(/empty/) },
      { error: expect.stringMatching(/cannot be read \(ENOENT\)/) },
      { ref },
    ]);
    expect(await database().import.count({ where: { state: "previewed" } })).toBe(0);
  });

  test.each([
    [["import", "founding.md"], 2, /in whose name/],
    [["import", "founding.md", "--as", "stranger@example.org"], 10, /Nobody active/],
    [["import", "founding.md", "--as", people.mallory.email], 10, /Nobody active/],
    [["import", "founding.md", "--as", people.cleo.email], 10, /viewer, may not/],
    [["export", "INC-1999-0001"], 10, /no incident INC-1999-0001/],
  ])("%j ends with %i", async (typed, code, reason) => {
    const answer = await highwater(typed, {}, folder);
    expect(answer.code).toBe(code);
    expect(answer.err + answer.out).toMatch(reason);
  });

  test("exports what a person may not see for the operator only", async () => {
    const { incident } = await restrictedScene(await makeWorld());
    expect((await highwater(["export", incident.ref])).out).toContain(incident.title);
    const refused = await highwater(["export", incident.ref, ...asBen]);
    expect(refused).toMatchObject({ code: 10, out: "" });
    expect(refused.err).not.toContain(incident.title);
  });
});
