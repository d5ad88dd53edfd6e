import { beforeAll, describe, expect, test } from "vitest";
import { createService } from "@/lib/catalog/services/commands";
import { database, sql } from "@/lib/core/database";
import { editImpact } from "@/lib/incidents/impact/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry, correctEntry, restoreEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { editLessons } from "@/lib/reviews/lessons/commands";
import { editRootCauseAnalysis } from "@/lib/reviews/rca/commands";
import { editResolution } from "@/lib/reviews/resolution/commands";
import { searched } from "@/lib/reviews/search/places";
import { searchIncidents } from "@/lib/reviews/search/queries";
import type { SearchHit } from "@/lib/reviews/search/schema";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { declared, restricted } from "../../incidents/support";
import { basesOf } from "../story";

let people: Cast;
const refs: Record<string, string> = {};

beforeAll(async () => {
  people = await cast();
  await createService(people.lea, { name: "Reporting" });
  const declare = async (name: string, title: string, rest: Record<string, unknown> = {}) => {
    refs[name] = (
      await declared(later(people.ben, minutes(Object.keys(refs).length)), { title, ...rest })
    ).ref;
  };
  await declare("reports", "Report generation exhausts the connection pool", { service: "reporting" });
  await declare("mail", "Mails are delivered twice", { severity: "P3" });
  await declare("lamp", "Lighthouse lamp flickers");
});

const find = async (text: string, query: Record<string, string> = {}, who = people.ben) => {
  const { page, problem } = await searchIncidents(who, incidentFilters.parse({ status: "all", ...query }), {
    text,
  });
  if (!page) throw new Error(problem);
  return page;
};
const found = async (...asked: Parameters<typeof find>) =>
  (await find(...asked)).found.map(
    ({ incident }) => Object.entries(refs).find(([, ref]) => ref === incident.ref)?.[0],
  );
const marked = (hit: Pick<SearchHit, "parts">) =>
  hit.parts.filter((part) => part.found).map(({ text }) => text);

describe("the timeline", () => {
  let entryId = "";
  beforeAll(async () => {
    const said =
      "HikariPool-1 - Connection is not available, request timed out after 30000ms on db-01.prod.example.com";
    entryId = (await addEntry(people.ben, { ref: refs.mail, text: said })).id;
  });

  test.each([
    "HikariPool-1",
    "hikaripool",
    "Hikari*",
    "connections available",
    `"is not available"`,
    "db-01",
    "prod.example.com",
    "30000ms",
    "timing",
    "available -leak",
    "nowhere or hikaripool",
  ])("is searched for %j: the entry is found, with its time and its place", async (text) => {
    const { found: incidents, total, complete } = await find(text);
    expect({ total, complete }).toEqual({ total: 1, complete: true });
    expect(incidents[0]?.incident.ref).toBe(refs.mail);
    expect(incidents[0]?.hits).toMatchObject([{ place: "entry", key: entryId, at: people.ben.now }]);
    expect(marked(incidents[0]?.hits[0] ?? { parts: [] })).not.toEqual([]);
  });

  test.each(["HikariPool-2", `"not connection"`, "hikari", "available -hikaripool", "available leak"])(
    "does not say %j",
    async (text) => expect(await found(text)).toEqual([]),
  );

  test("marks what was found in the text as it was written", async () => {
    const [first] = (await find("HikariPool-1 connections")).found;
    expect(first?.hits.map(marked)).toEqual([["HikariPool", "1", "Connection"]]);
    expect(first?.hits[0]?.parts.map(({ text }) => text).join("")).toBe(
      "HikariPool-1 - Connection is not available, request timed out after 30000ms on db-01.prod.example.com",
    );
  });

  test("counts as it is now: corrected, withdrawn and brought back", async () => {
    const { ref, id } = {
      ref: refs.lamp,
      id: (await addEntry(people.ben, { ref: refs.lamp, text: "the wolfram glows" })).id,
    };
    const reason = "it was another metal";
    await correctEntry(people.ben, {
      ref,
      entryId: id,
      version: 1,
      text: "the osmium glows",
      kind: "finding",
      reason,
    });
    expect(await found("wolfram")).toEqual([]);
    expect(await found("osmium")).toEqual(["lamp"]);
    await withdrawEntry(people.ben, { ref, entryId: id, reason });
    expect(await found("osmium")).toEqual([]);
    await restoreEntry(people.ben, { ref, entryId: id });
    expect(await found("osmium")).toEqual(["lamp"]);
  });
});

describe("the post-mortem and what it promises", () => {
  beforeAll(async () => {
    const { ben } = people;
    const ref = refs.reports ?? "";
    const base = async () => basesOf(ben, ref);
    await editPostMortem(ben, {
      ref,
      base: (await base()).postMortem,
      summary: "The quokka ran dry.",
      classification: "Internal",
    });
    await editRootCauseAnalysis(ben, {
      ...{ ref, base: (await base()).analysis, whatHappened: "A wombat was not closed." },
      rootCauses: [{ title: "A numbat leaked", text: "On the error path." }],
      factors: [{ text: "No bilby in the test environment" }],
    });
    await editResolution(ben, {
      ...{ ref, base: (await base()).resolution, fixes: [{ text: "The dingo was restarted." }] },
      codeChanges: [{ file: "config/quoll.yaml", text: "size", before: "50", after: "potoroo" }],
    });
    await editLessons(ben, {
      ref,
      base: (await base()).lessons,
      wentWell: [{ text: "The kea called at once." }],
    });
    await editControls(ben, {
      ref,
      base: (await base()).controls,
      technical: [{ text: "Every takahe has a limit." }],
    });
    const { id } = await database().incident.findUniqueOrThrow({ where: { ref } });
    const impact = impactBase(await getImpact(database(), id));
    await editImpact(ben, { ref, base: impact, user: ["Nobody could book a weka."] });
    refs.item = (
      await addActionItem(ben, { ref, title: "Watch the kakapo", status: "done", evidence: "see moa-77" })
    ).ref;
  });

  test.each([
    ["quokka", "summary"],
    ["wombat", "what-happened"],
    ["numbat", "root-cause"],
    ["bilby", "factor"],
    ["dingo", "fix"],
    ["quoll.yaml", "code-change"],
    ["potoroo", "code-change"],
    ["kea", "lesson"],
    ["takahe", "control"],
    ["weka", "impact"],
    ["kakapo", "action-item"],
    ["moa-77", "action-item"],
  ])("is searched for %j, and says that it is in the %s", async (word, place) => {
    const page = await find(word);
    expect(page.found.map(({ incident }) => incident.ref)).toEqual([refs.reports]);
    expect(page.found[0]?.hits.map((hit) => [hit.place, ...marked(hit)].slice(0, 2))).toEqual([
      [place, word.split(/\W/)[0]],
    ]);
  });

  test("an action item is found by its reference, which is its key", async () => {
    const [first] = (await find(refs.item ?? "")).found;
    expect(first?.hits).toMatchObject([{ place: "action-item", key: refs.item }]);
  });
});

describe("titles and references", () => {
  test.each([
    ["exhaust", "reports"],
    ["aust", "reports"],
    ["LIGHTH amp", "lamp"],
    ["genera* pool", "reports"],
  ])("%j is found in a part of the title", async (text, name) => expect(await found(text)).toEqual([name]));

  test("are marked, in whole words or in parts", async () => {
    expect((await find("connections")).found.map(({ title }) => marked({ parts: title }))).toContainEqual([
      "connection",
    ]);
    expect((await find("ightho")).found.map(({ title }) => marked({ parts: title }))).toEqual([["ightho"]]);
  });

  test("an incident is found by its reference and by that of its document", async () => {
    const { id } = await declared(people.ben, { title: "From a document", mode: "retrospective" });
    const { ref } = await database().incident.update({ where: { id }, data: { foreignRef: "OPS-77/b" } });
    for (const text of [ref, "ops-77", "OPS-77/b"])
      expect((await find(text)).found.map(({ incident }) => incident.ref)).toEqual([ref]);
  });
});

test("titles stand before texts, more texts before fewer, and of two equal ones the later first", async () => {
  const base = later(people.ben, minutes(60));
  const at = (nth: number) => later(base, minutes(nth));
  for (const [nth, name] of ["title", "many", "one", "newer"].entries())
    refs[name] = (
      await declared(at(nth), { title: name === "title" ? "Capybara in the dock" : "Something else" })
    ).ref;
  for (const name of ["many", "many", "one", "newer"])
    await addEntry(later(base, minutes(9)), { ref: refs[name], text: "a capybara was seen" });
  expect(await found("capybara")).toEqual(["title", "many", "newer", "one"]);
  const { page } = await searchIncidents(people.ben, incidentFilters.parse({}), {
    text: "capybara",
    from: 1,
    limit: 2,
  });
  expect(page?.found.map(({ incident }) => incident.ref)).toEqual([refs.many, refs.newer]);
  expect(page).toMatchObject({ total: 4, from: 1, complete: true });
});

test("the best three hits are shown of an incident, and how many there are beside", async () => {
  const { ref } = await declared(people.ben, { title: "Much was said" });
  for (let count = 0; count < 5; count += 1)
    await addEntry(people.ben, { ref, text: `the axolotl was fed ${count}` });
  const [first] = (await find("axolotl")).found;
  expect(first?.hits).toHaveLength(3);
  expect(first?.moreHits).toBe(2);
});

test("the filters of the list narrow it", async () => {
  const { ref } = await declared(people.ben, { title: "Jackdaw on the mast", severity: "P4" });
  const other = await declared(people.ben, { title: "Jackdaw on the roof", severity: "P2", mode: "drill" });
  await changeStatus(people.ben, { ref: other.ref, status: "resolved" });
  const by = async (query: Record<string, string>) =>
    (await find("jackdaw", query)).found.map(({ incident }) => incident.ref).toSorted();
  expect(await by({})).toEqual([ref, other.ref].toSorted());
  expect(await by({ severity: "P4" })).toEqual([ref]);
  expect(await by({ status: "open" })).toEqual([ref]);
  expect(await by({ mode: "drill" })).toEqual([other.ref]);
  expect(await by({ service: "reporting" })).toEqual([]);
  expect(await by({ text: "roof" })).toEqual([other.ref]);
});

test("no part of a title answers a search that excludes or quotes more", async () => {
  const { ref } = await declared(people.ben, { title: "Reportage of a dugong" });
  const refsOf = async (text: string) => (await find(text)).found.map(({ incident }) => incident.ref);
  expect(await refsOf("dugo")).toEqual([ref]);
  for (const text of ["dugo -reportage", `dugo "no such words"`]) expect(await refsOf(text)).toEqual([]);
  expect(await refsOf("dugong -reportage")).toEqual([]);
  expect(await refsOf("dugong -manatee")).toEqual([ref]);
});

test("a text with more different words than an index holds is kept, and found by its first ones", async () => {
  const [row] = await sql<{ words: number }>(
    `select length(public.search_vector(string_agg('word' || n, ' '))) as words from generate_series(1, 300000) n`,
  );
  expect(row?.words).toBeGreaterThan(9_000);
});

test("a restricted incident is found by its participants and admins alone, whatever of it says so", async () => {
  const secret = await restricted(people.lea, { title: "A narwhal was stolen" });
  await addEntry(people.lea, { ref: secret.ref, text: "the pangolin knows" });
  await addActionItem(people.lea, { ref: secret.ref, title: "Ask the aardvark" });
  for (const text of ["narwhal", "arwha", "pangolin", "aardvark", secret.ref]) {
    for (const who of [people.lea, people.omar]) expect((await find(text, {}, who)).total).toBe(1);
    for (const who of [people.ben, people.ada, people.cleo])
      expect(await find(text, {}, who)).toMatchObject({ found: [], total: 0, complete: true });
    expect((await find(text, {}, people.nobody as typeof people.ben)).total).toBe(0);
  }
});

describe("what cannot be looked for is answered with why", () => {
  const problem = async (text: string) =>
    (await searchIncidents(people.ben, incidentFilters.parse({}), { text })).problem;

  test.each(["", "!!! ---", `""`, "\u0000", "& | :*"])("%j says nothing", async (text) =>
    expect(await problem(text)).toMatch(/^There is nothing to look for in that/),
  );
  test.each(["-pool", `-"slow query"`, "-a -b", "pool or -leak"])("%j only says what not", async (text) =>
    expect(await problem(text)).toMatch(/^Add a word to search for/),
  );
  test("10,000 characters are too many", async () =>
    expect(await problem("pool ".repeat(2_000))).toMatch(/^Search for at most 200 characters/));

  test.each([
    `'; drop table incident; --`,
    `pool' @@ '`,
    "<-> ( ) & ! :*A",
    `"unclosed`,
    "\\",
    "%",
    "_ab_",
    "()()()()x",
    "😀 pool",
    "a".repeat(200),
    "or ".repeat(60),
    "* * *x*",
  ])("%j does no harm", async (text) => {
    const { page, problem: why } = await searchIncidents(people.ben, incidentFilters.parse({}), { text });
    expect(page !== undefined || (why ?? "") !== "").toBe(true);
  });
});

describe("texts of any size are kept and found", () => {
  test("20,000 characters of words, each another one, in an entry", async () => {
    const text = Array.from({ length: 2_500 }, (_, nth) => `w${nth}x/${nth % 10}`)
      .join(" ")
      .slice(0, 19_900);
    const { ref } = await declared(people.ben, { title: "A long log" });
    await addEntry(people.ben, { ref, text: `${text} thylacine` });
    const [first] = (await find("thylacine")).found;
    expect(first?.incident.ref).toBe(ref);
    expect(first?.hits.map(marked)).toEqual([["thylacine"]]);
  });

  test("a word of 20,000 characters, of which no word can be made", async () => {
    const { ref } = await declared(people.ben, { title: "A dump" });
    await addEntry(people.ben, { ref, text: `${"x".repeat(19_000)} bandicoot` });
    expect((await find("bandicoot")).found.map(({ incident }) => incident.ref)).toEqual([ref]);
  });

  test("a narrative of 50,000 letters of four bytes each", async () => {
    const { ref } = await declared(people.ben, { title: "A long story" });
    const summary = Array.from(
      { length: 4_900 },
      (_, nth) => `𐐀𐐁${String.fromCodePoint(0x10400 + (nth % 40))}${nth}`,
    ).join(" ");
    const base = (await basesOf(people.ben, ref)).postMortem;
    await editPostMortem(people.ben, { ref, base, summary: `${summary} quagga`, classification: "Internal" });
    expect((await find("quagga")).found.map(({ incident }) => incident.ref)).toEqual([ref]);
  });
});

test("every text that is searched has an index of its words, which adding to never waits for", async () => {
  const rows = await sql<{ definition: string }>(
    "select indexdef as definition from pg_indexes where indexname like '%search_idx'",
  );
  const definitions = rows.map(({ definition }) => definition);
  for (const { table, vector } of [...searched, { table: "incident", vector: "search" }])
    expect(definitions).toContainEqual(
      expect.stringMatching(
        new RegExp(`ON public.${table} USING gin \\(${vector}\\) WITH \\(fastupdate='?off'?\\)`),
      ),
    );
});
