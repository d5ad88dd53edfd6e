import { beforeAll, describe, expect, test } from "vitest";
import { createService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { changeStatus } from "@/lib/incidents/status/commands";
import { findSimilar } from "@/lib/reviews/similar/queries";
import { type Cast, cast } from "../../../support/cast";
import { declared, restricted } from "../../incidents/support";

let people: Cast;
const refs: Record<string, string> = {};
beforeAll(async () => {
  people = await cast();
  await createService(people.lea, { name: "Reporting" });
  const declare = async (name: string, title: string, rest: Record<string, unknown> = {}) => {
    refs[name] = (await declared(people.ben, { title, ...rest })).ref;
  };
  await declare("pool", "Connection pool of reporting exhausted");
  await declare("past", "Reporting pool exhausted again");
  await declare("mail", "Mails are delivered twice", { service: "reporting" });
  await declare("drill", "Connection pool of reporting exhausted", { mode: "drill" });
  await declare("none", "Lighthouse lamp flickers");
  await changeStatus(people.ben, { ref: refs.past, status: "resolved" });
  const { id } = await database().incident.findFirstOrThrow({ where: { ref: refs.past ?? "" } });
  const now = people.ben.now;
  await database().postMortem.create({ data: { incidentId: id, createdAt: now, editedAt: now } });
  await database().rootCause.create({
    data: { incidentId: id, position: 0, title: "Leak on the error path", text: "It never gave it back." },
  });
  refs.secret = (await restricted(people.lea, { title: "Connection pool of reporting exhausted" })).ref;
});

const similar = async (title: string, service?: string, who = people.ben) => {
  const { open, past } = await findSimilar(who, { title, service });
  return { open: open.map(({ ref }) => ref), past: past.map(({ ref }) => ref) };
};

test("open ones to join and past ones to learn from are found by titles that are alike", async () => {
  expect(await similar("reporting pool exhausted")).toEqual({ open: [refs.pool], past: [refs.past] });
  expect(await similar("CONNECTION POOL exh")).toEqual({ open: [refs.pool], past: [] });
  expect(await similar("conection pool of reporting exausted")).toMatchObject({ open: [refs.pool] });
});

test("a past one tells what it came from", async () => {
  const { past } = await findSimilar(people.ben, { title: "reporting pool exhausted" });
  expect(past).toMatchObject([{ ref: refs.past, cause: "Leak on the error path", status: "resolved" }]);
});

describe("of the same service", () => {
  test("open ones come first, whatever they are called", async () => {
    expect((await similar("Connection pool of reporting", "reporting")).open).toEqual([refs.mail, refs.pool]);
    expect((await similar("", "reporting")).open).toEqual([refs.mail]);
    expect(await similar("", "no-such-service")).toEqual({ open: [], past: [] });
  });
});

test("what says too little is like nothing, and so is what is like nothing", async () => {
  for (const title of ["", "poo", "   ", "zzzz qqqq", "%", "'; drop table incident; --"])
    expect(await similar(title)).toEqual({ open: [], past: [] });
});

test("restricted ones are found by those who may see them only", async () => {
  const title = "Connection pool of reporting exhausted";
  expect((await similar(title)).open).toEqual([refs.pool]);
  expect((await similar(title, undefined, people.lea)).open).toEqual(
    expect.arrayContaining([refs.pool, refs.secret]),
  );
  expect(await similar(title, undefined, people.nobody as typeof people.ben)).toEqual({ open: [], past: [] });
});
