import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { findPersonByName, getPerson, listActivePeople, listPeople } from "@/lib/people/queries";
import { type Cast, cast } from "../../support/cast";
import { expectRefusal } from "./support";

let story: Cast;

beforeAll(async () => {
  story = await cast();
});

const names = async (filters: Parameters<typeof listPeople>[1]) =>
  (await listPeople(story.cleo, filters)).people.map(({ name }) => name);

describe("the list of people", () => {
  test("is by name, with where each one stands", async () => {
    const { people, next } = await listPeople(story.cleo);
    expect(people.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "Ada active",
      "Ben active",
      "Cleo active",
      "Lea active",
      "Mallory deactivated",
      "Omar active",
    ]);
    expect(next).toBeNull();
    expect(JSON.stringify(people)).not.toContain("argon2");
  });

  test.each([
    [{ text: "EA" }, ["Lea"]],
    [{ text: "omar@" }, ["Omar"]],
    [{ text: "engineer" }, ["Ben", "Lea"]],
    [{ role: "responder" as const }, ["Ben", "Mallory"]],
    [{ state: "deactivated" as const }, ["Mallory"]],
    [{ state: "invited" as const }, []],
    [{ text: "100%" }, []],
    [{ text: "_" }, []],
    [{ text: "%" }, []],
    [{ text: "\\" }, []],
  ])("narrowed by %j is %j", async (filters, found) => {
    expect(await names(filters)).toEqual(found);
  });

  test("comes in pages of fifty that together are everybody once", async () => {
    await database().person.createMany({
      data: Array.from({ length: 120 }, (_, number) => ({
        name: `Guest ${number % 7}`,
        email: `guest${number}@example.org`,
        role: "viewer" as const,
      })),
    });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPeople(story.cleo, { text: "Guest", after });
      expect(page.people.length).toBeLessThanOrEqual(50);
      seen.push(...page.people.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(120);
    expect(seen.length).toBe(120);
    await database().person.deleteMany({ where: { name: { startsWith: "Guest" } } });
  });

  test("is for those who signed in, deactivated people excepted by their missing session", async () => {
    await expectRefusal(listPeople(story.nobody), "unauthenticated");
    await expectRefusal(listActivePeople(story.nobody), "unauthenticated");
    await expectRefusal(getPerson(story.nobody, story.ben.actor.id), "unauthenticated");
    await expectRefusal(findPersonByName(story.nobody, "Ben"), "unauthenticated");
  });
});

test("those to choose from leave out who was deactivated", async () => {
  expect((await listActivePeople(story.cleo)).map(({ name }) => name)).not.toContain("Mallory");
});

test.each(["not-an-id", "018f0000-0000-7000-8000-000000000000", "'; drop table person"])(
  "there is no person %j",
  async (id) => {
    await expectRefusal(getPerson(story.cleo, id), "not_found");
  },
);

describe("finding a person by name", () => {
  test.each([
    ["Ben", "Ben"],
    [" ben ", "Ben"],
    ["Be", undefined],
    ["B%n", undefined],
    ["B_n", undefined],
    ["Mallory", undefined],
    ["", undefined],
  ])("%j finds %s", async (name, found) => {
    expect((await findPersonByName(story.system, name))?.name).toBe(found);
  });

  test("finds nobody when two have the name", async () => {
    const { id } = await database().person.create({
      data: { name: "BEN", email: "ben2@example.org", role: "viewer" },
    });
    expect(await findPersonByName(story.system, "Ben")).toBeNull();
    await database().person.delete({ where: { id } });
  });
});
