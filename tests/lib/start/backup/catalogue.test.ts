import { expect, it } from "vitest";
import { against, inOrder, type Reference } from "@/lib/start/backup/catalogue";
import { kept, leftOut, setUpTables } from "@/lib/start/backup/tables";
import { own, tablesIn } from "./support";

const reference = (table: string, target: string): Reference => ({
  ...{ name: `${table}_${target}`, table, target },
  ...{ deferrable: false, deferred: false },
});
const named = (...names: string[]) => names.map((name) => ({ name }));

it("has decided for every table of the schema whether a backup keeps its rows", async () => {
  const decided = [...kept, ...Object.keys(leftOut)].sort();
  expect(decided).toEqual(await tablesIn(own().url));
  expect(setUpTables.filter((name) => !kept.includes(name))).toEqual([]);
});

it("puts a table after those that it refers to", () => {
  const references = [
    reference("entry", "incident"),
    reference("incident", "person"),
    reference("entry", "person"),
  ];
  const order = inOrder(named("entry", "incident", "person", "team"), references);
  expect(order).toEqual(named("person", "team", "incident", "entry"));
  expect(against(order, references)).toEqual([]);
});

it("names the foreign keys that no order satisfies", () => {
  const references = [reference("team", "person"), reference("person", "team"), reference("entry", "person")];
  const order = inOrder(named("entry", "person", "team"), references);
  expect(order.map(({ name }) => name).sort()).toEqual(["entry", "person", "team"]);
  expect(order.at(-1)).not.toEqual({ name: "entry" });
  expect(against(order, references)).toHaveLength(1);
});
