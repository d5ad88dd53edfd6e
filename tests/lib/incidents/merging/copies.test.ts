import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { database, sql } from "@/lib/core/database";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { mergeIncident, unmergeIncident } from "@/lib/incidents/merging/commands";
import { splitIncident } from "@/lib/incidents/splitting/commands";
import { addEntry, restoreEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { type Cast, cast } from "../../../support/cast";
import { declared, entriesOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

type Named = { id: string; ref: string };
const SAID = "the queue of mails is stuck";

const told = async ({ ref }: Named) => (await addEntry(people.ben, { ref, text: SAID, kind: "finding" })).id;
const merge = (source: Named, target: Named) =>
  mergeIncident(people.ben, { ref: source.ref, into: target.ref });
const separate = ({ ref }: Named) => unmergeIncident(people.ben, { ref });
const move = ({ ref }: Named, entryId: string, title = "Mails are late") =>
  splitIncident(people.ben, { ref, title, severity: "P2", entryIds: [entryId] });

/** The one row of an incident that tells of it. */
async function rowIn({ id }: Named, text = SAID) {
  const rows = (await entriesOf(id)).filter((entry) => entry.text === text);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (!row) throw new Error(`nothing says ${text}`);
  return row;
}

const stands = { withdrawnAt: null, withdrawnReason: null, withdrawnForId: null };

describe("an entry that was moved out stands again when it comes back", () => {
  test("also where it was a copy itself, which then is struck with the one that it came with", async () => {
    const [source, target] = [await declared(people.ben), await declared(people.ben)];
    const originId = await told(source);
    await merge(source, target);
    const made = await move(target, (await rowIn(target)).id);
    expect(await rowIn(target)).toMatchObject({ originId, withdrawnForId: made.id });
    await merge(made, target);
    expect(await rowIn(target)).toMatchObject({ ...stands, originId, broughtById: source.id });
    await separate(source);
    expect(await rowIn(target)).toMatchObject({
      withdrawnReason: `${source.ref} was separated again.`,
      withdrawnForId: source.id,
    });
  });

  test("with the one that brings it back, where what it came with was separated meanwhile", async () => {
    const [source, target] = [await declared(people.ben), await declared(people.ben)];
    await told(source);
    await merge(source, target);
    const made = await move(target, (await rowIn(target)).id);
    await separate(source);
    expect(await rowIn(target)).toMatchObject({
      withdrawnReason: `Moved to ${made.ref}.`,
    });
    await merge(made, target);
    expect(await rowIn(target)).toMatchObject({ ...stands, broughtById: made.id });
    await separate(made);
    expect(await rowIn(target)).toMatchObject({ withdrawnForId: made.id, broughtById: null });
  });

  test("through an incident that it was moved on to", async () => {
    const first = await declared(people.ben);
    const originId = await told(first);
    const second = await move(first, originId);
    const third = await move(second, (await rowIn(second)).id, "The queue is stuck");
    await merge(third, second);
    expect(await rowIn(second)).toMatchObject({ ...stands, originId });
    await separate(third);
    await merge(third, first);
    expect(await rowIn(first)).toMatchObject({ ...stands, id: originId, originId: null, broughtById: null });
  });

  test("as the deploy that both tell of", async () => {
    const service = "mail-gateway";
    await database().service.create({ data: { slug: service, name: service, createdAt: people.ben.now } });
    const source = await declared(people.ben, { service });
    const summary = "Larger batches";
    await recordDeploy(people.ben, { service, summary });
    const deployIn = async (incident: Named) => {
      const deploys = (await entriesOf(incident.id)).filter(({ kind }) => kind === "deploy");
      expect(deploys).toHaveLength(1);
      return rowIn(incident, deploys[0]?.text);
    };
    const made = await move(source, (await deployIn(source)).id);
    expect(await deployIn(source)).toMatchObject({ withdrawnForId: made.id });
    expect(await deployIn(made)).toMatchObject({ originId: null });
    await merge(made, source);
    expect(await deployIn(source)).toMatchObject({ ...stands, originId: null, broughtById: null });
  });
});

test("what was moved or separated before that was kept is known by its sentence, where it is true", async () => {
  const [source, target] = [await declared(people.ben), await declared(people.ben)];
  await told(source);
  await merge(source, target);
  const other = await addEntry(people.ben, { ref: target.ref, text: "it is the cache" });
  const made = await move(target, (await rowIn(target)).id);
  const reason = `Moved to ${made.ref}.`;
  await withdrawEntry(people.ben, { ref: target.ref, entryId: other.id, reason });
  const third = await declared(people.ben);
  await merge(made, third);
  await separate(made);
  await database().timelineEntry.updateMany({ data: { withdrawnForId: null } });
  const migration = readFileSync("prisma/migrations/20261126116500_struck_for/migration.sql", "utf8");
  const statements = migration.match(/^UPDATE [^;]+/gm) ?? [];
  expect(statements.length).toBeGreaterThan(0);
  // The column has had another name since.
  for (const statement of statements) await sql(statement.replaceAll("struck_for_id", "withdrawn_for_id"));
  expect(await rowIn(target)).toMatchObject({ withdrawnForId: made.id });
  expect(await rowIn(third)).toMatchObject({ withdrawnForId: made.id });
  expect(await rowIn(target, "it is the cache")).toMatchObject({ withdrawnForId: null });
});

describe("an entry that somebody struck stays struck", () => {
  test("whatever the reason says", async () => {
    const [source, target] = [await declared(people.ben), await declared(people.ben)];
    await told(source);
    await merge(source, target);
    const { id: entryId } = await rowIn(target);
    const reason = `${source.ref} was separated again.`;
    await withdrawEntry(people.ben, { ref: target.ref, entryId, reason });
    await separate(source);
    await merge(source, target);
    expect(await rowIn(target)).toMatchObject({ withdrawnReason: reason, withdrawnForId: null });
  });

  test("also where it had been moved out and was restored before", async () => {
    const source = await declared(people.ben);
    const entryId = await told(source);
    const made = await move(source, entryId);
    await restoreEntry(people.ben, { ref: source.ref, entryId });
    await withdrawEntry(people.ben, { ref: source.ref, entryId, reason: "it was not" });
    await merge(made, source);
    expect(await rowIn(source)).toMatchObject({ withdrawnReason: "it was not", withdrawnForId: null });
  });
});
