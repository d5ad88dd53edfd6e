import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { getActionItemBoard, listActionItems, listMyActionItems } from "@/lib/reviews/action-items/queries";
import { actionItemFilters } from "@/lib/reviews/action-items/schema";
import { type Cast, type CastContext, cast } from "../../../support/cast";
import { declare } from "../story";

const today = "2026-03-15";
let people: Cast;
let open: string;
let secret: string;

beforeAll(async () => {
  people = await cast();
  const { ben, lea, omar } = people;
  const team = await database().team.create({
    data: {
      slug: "platform",
      name: "Platform",
      members: { create: [{ personId: lea.actor.id, accountable: true }, { personId: ben.actor.id }] },
    },
  });
  open = await declare(ben, "In the open");
  secret = await declare(omar, "Behind doors");
  const add = (ref: string, title: string, part: object = {}) => addActionItem(omar, { ref, title, ...part });
  await add(open, "Ben late", { owner: `person:${ben.actor.id}`, dueOn: "2026-03-01" });
  await add(open, "Ben today", { owner: `person:${ben.actor.id}`, dueOn: today });
  await add(open, "Ben done", { owner: `person:${ben.actor.id}`, dueOn: "2026-02-01", status: "done" });
  await add(open, "Team", { owner: `team:${team.id}`, dueOn: "2026-03-20", status: "in_progress" });
  await add(open, "Named", { owner: "name:Sarah Kim" });
  await add(open, "Nobody's");
  await add(secret, "Secret", { owner: `person:${lea.actor.id}`, dueOn: "2026-03-02" });
  await restrictIncident(omar, { ref: secret });
});

async function titles(context: CastContext, filters: object): Promise<string[]> {
  const { items } = await listActionItems(context, actionItemFilters.parse(filters), today);
  return items.map(({ title }) => title);
}

describe("the list of action items", () => {
  it("has what is unfinished, due first, without a date last", async () => {
    expect(await titles(people.cleo, {})).toEqual(["Ben late", "Ben today", "Team", "Named", "Nobody's"]);
  });

  it.each<[string, object, string[]]>([
    ["overdue on that day", { overdue: "on" }, ["Ben late"]],
    ["all statuses", { status: "all" }, ["Ben done", "Ben late", "Ben today", "Team", "Named", "Nobody's"]],
    ["one status", { status: "in_progress" }, ["Team"]],
    ["mine", { whose: "mine" }, ["Ben late", "Ben today"]],
    ["my teams'", { whose: "team" }, ["Ben late", "Ben today", "Team"]],
    ["nobody's", { whose: "nobody" }, ["Nobody's"]],
    ["by words of the title", { text: "NAMED" }, ["Named"]],
    [
      "what is not understood is ignored",
      { status: "nonsense", whose: 7 },
      ["Ben late", "Ben today", "Team", "Named", "Nobody's"],
    ],
  ])("filtered: %s", async (_, filters, expected) => {
    expect(await titles(people.ben, filters)).toEqual(expected);
  });

  it("counts what a team owns as mine when I answer for the team", async () => {
    expect(await titles(people.lea, { whose: "mine" })).toEqual(["Team"]);
  });

  it("finds an item by its reference and by that of its incident", async () => {
    const { items } = await listActionItems(people.ben, actionItemFilters.parse({}), today);
    expect(await titles(people.ben, { text: items[0]?.ref })).toEqual([items[0]?.title]);
    expect(await titles(people.ben, { text: open.toLowerCase() })).toHaveLength(5);
  });

  it("takes the signs of a pattern for what they are", async () => {
    expect(await titles(people.ben, { text: "%" })).toEqual([]);
    expect(await titles(people.ben, { text: "Ben_late" })).toEqual([]);
  });

  it("hides items of restricted incidents from everybody else, in every form", async () => {
    for (const context of [people.cleo, people.ben, people.ada, people.lea]) {
      expect(await titles(context, { status: "all" })).not.toContain("Secret");
      expect(await titles(context, { text: secret })).toEqual([]);
      const board = await getActionItemBoard(context, actionItemFilters.parse({}), today);
      expect(board.flatMap(({ items }) => items.map(({ title }) => title))).not.toContain("Secret");
      expect(board.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    }
    expect((await listMyActionItems(people.lea)).map(({ title }) => title)).toEqual(["Team"]);
    expect(await titles(people.omar, {})).toContain("Secret");
    const { items } = await listActionItems(people.nobody, actionItemFilters.parse({}), today);
    expect(items).toEqual([]);
  });

  it("comes in pages that neither repeat nor leave out, dates and none alike", async () => {
    const { ben } = people;
    const ref = await declare(ben, "A long list");
    for (let index = 0; index < 120; index += 1)
      await addActionItem(ben, {
        ref,
        title: `Item ${index}`,
        dueOn: index % 3 === 0 ? "" : `2026-05-${String((index % 7) + 1).padStart(2, "0")}`,
      });
    const filters = actionItemFilters.parse({ text: ref });
    const seen: string[] = [];
    let next: string | null | undefined;
    do {
      const page = await listActionItems(ben, filters, today, next ?? undefined);
      expect(page.items.length).toBeLessThanOrEqual(50);
      seen.push(...page.items.map((item) => item.ref));
      next = page.next;
    } while (next !== null);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it("ignores a cursor that is none", async () => {
    const { items } = await listActionItems(
      people.ben,
      actionItemFilters.parse({ text: open }),
      today,
      "nonsense",
    );
    expect(items).toHaveLength(5);
  });
});

describe("the board", () => {
  it("has a column for each status, in order, with counts", async () => {
    const board = await getActionItemBoard(people.ben, actionItemFilters.parse({ text: open }), today);
    expect(board.map(({ status, count }) => [status, count])).toEqual([
      ["open", 4],
      ["in_progress", 1],
      ["blocked", 0],
      ["done", 1],
      ["wont_do", 0],
    ]);
  });
});
