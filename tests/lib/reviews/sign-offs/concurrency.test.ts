import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { type Cast, cast } from "../../../support/cast";
import { declare, hashOf, sign, standingOf, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("of two sign-offs at the same moment", () => {
  it("for the same step one wins and the other is a conflict", async () => {
    const { ben, lea, ada, omar } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const all = await Promise.allSettled([lea, ada, omar].map((who) => sign(who, ref, "reviewed")));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    expect(
      await database().signOff.count({ where: { postMortem: { incident: { ref } }, step: "reviewed" } }),
    ).toBe(1);
  });

  it("by the same person twice there is one row", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const all = await Promise.allSettled([sign(ben, ref, "prepared"), sign(ben, ref, "prepared")]);
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await database().signOff.count({ where: { postMortem: { incident: { ref } } } })).toBe(1);
  });

  it("and an edit, what stands was signed for the text that is there", async () => {
    const { ben } = people;
    for (let round = 0; round < 5; round += 1) {
      const ref = await declare(ben);
      await Promise.allSettled([sign(ben, ref, "prepared"), write(people.ben, ref, `Edit ${round}`)]);
      const { given } = await standingOf(ben, ref);
      if (given.prepared) expect(given.prepared.hash).toBe(await hashOf(ben, ref));
    }
  });

  it("the database itself refuses a second row for a step and a second step by a person", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const { id } = await sign(ben, ref, "prepared");
    const { id: _, ...row } = await database().signOff.findUniqueOrThrow({ where: { id } });
    const again = (part: object) => database().signOff.create({ data: { ...row, ...part } });
    await expect(again({ personId: lea.actor.id })).rejects.toMatchObject({ code: "P2002" });
    await expect(again({ step: "reviewed" })).rejects.toMatchObject({ code: "P2002" });
  });

  it("the database itself refuses to change or delete a sign-off or a signed text", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { id } = await sign(ben, ref, "prepared");
    await expect(database().signOff.update({ where: { id }, data: { comment: "else" } })).rejects.toThrow();
    await expect(database().signOff.delete({ where: { id } })).rejects.toThrow();
    await expect(database().signedDocument.deleteMany({})).rejects.toThrow();
  });
});
