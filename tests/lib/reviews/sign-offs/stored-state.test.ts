import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { documentStateLabels } from "@/lib/reviews/sign-offs/labels";
import { type Cast, cast } from "../../../support/cast";
import { declare, hashOf, sign, standingOf, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const stored = async (ref: string) =>
  (await database().incident.findUniqueOrThrow({ where: { ref } })).documentState;

/** What can be done with a document: e edits it, p, r and a give the steps, b sends it back. */
const acts: Record<string, (ref: string, turn: number) => Promise<unknown>> = {
  e: (ref, turn) => write(people.ben, ref, `Edited at turn ${turn}.`),
  p: (ref) => sign(people.ben, ref, "prepared"),
  r: (ref) => sign(people.lea, ref, "reviewed"),
  a: (ref) => sign(people.ada, ref, "approved"),
  b: async (ref) => returnSignOff(people.ada, { ref, hash: await hashOf(people.ada, ref), reason: "Why?" }),
};

const stories = [
  "e",
  "pe",
  "pre",
  "prae",
  "praepe",
  "pb",
  "pbe",
  "prbp",
  "prbpre",
  "praepb",
  "praepbe",
  "praeprae",
];
const refs: string[] = [];

describe("the state that lists look for", () => {
  it.each(stories)("is the one that the acts tell, at each turn of %s", async (story) => {
    const ref = await declare(people.ben, `Story ${story}`);
    refs.push(ref);
    for (const [turn, act] of [...story].entries()) {
      await acts[act]?.(ref, turn);
      expect(await stored(ref), story.slice(0, turn + 1)).toBe((await standingOf(people.ben, ref)).state);
    }
  });

  it("takes every state that there is in these stories", async () => {
    for (const unfinished of ["p", "pr", "pra"]) {
      const ref = await declare(people.ben, `Unfinished ${unfinished}`);
      refs.push(ref);
      for (const [turn, act] of [...unfinished].entries()) await acts[act]?.(ref, turn);
    }
    const states = await Promise.all(refs.map(stored));
    expect(new Set(states)).toEqual(new Set(Object.keys(documentStateLabels)));
  });

  it("is found for documents that were signed before it was stored", async () => {
    const before = await Promise.all(refs.map(stored));
    await database().incident.updateMany({ data: { documentState: "draft" } });
    await database().$executeRawUnsafe(backfill());
    expect(await Promise.all(refs.map(stored))).toEqual(before);
  });
});

/** The statement of the migration that fills the column. */
function backfill(): string {
  const folder = readdirSync("prisma/migrations").find((name) => name.endsWith("_document_state")) ?? "";
  const text = readFileSync(join("prisma/migrations", folder, "migration.sql"), "utf8");
  return /^UPDATE[^;]*/m.exec(text)?.[0] ?? "";
}
