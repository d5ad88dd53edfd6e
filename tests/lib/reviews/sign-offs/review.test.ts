import { beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "@/lib/core/canonical";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { getReview, getSignedText } from "@/lib/reviews/sign-offs/queries";
import { type Cast, cast } from "../../../support/cast";
import { minutes } from "../../../support/clock";
import { afterwards, declare, hashOf, sign, standingOf, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("the review of a document", () => {
  it("shows the next signer what changed since each text that was signed and voided", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    await write(people.ben, ref, "First");
    await sign(ben, ref, "prepared");
    await write(people.ben, ref, "Second");
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    await write(people.ben, ref, "Third");
    const { since, now, history } = await getReview(lea, ref);
    expect(now.state).toBe("draft");
    expect(since.map(({ differences }) => differences)).toEqual([
      [{ section: "Summary", before: "Second", after: "Third" }],
      [{ section: "Summary", before: "First", after: "Third" }],
    ]);
    expect(history.map(({ stands }) => stands)).toEqual([false, false]);
  });

  it("hands out each signed text, so that anybody can compute its hash", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const signed = await hashOf(ben, ref);
    await write(people.ben, ref, "Else");
    const old = await getSignedText(lea, ref, signed);
    const present = await getSignedText(lea, ref);
    expect(sha256Hex(old.canonical)).toBe(signed);
    expect(sha256Hex(present.canonical)).toBe(await hashOf(ben, ref));
    const other = await declare(ben);
    for (const hash of [signed, "0".repeat(64), "nonsense"])
      await expect(getSignedText(lea, other, hash)).rejects.toMatchObject({ code: "not_found" });
    await restrictIncident(lea, { ref });
    await expect(getSignedText(people.cleo, ref, signed)).rejects.toMatchObject({ code: "not_found" });
  });

  it("counts a name that was changed elsewhere as a new text, which is signed anew", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    await database().person.update({ where: { id: ben.actor.id }, data: { name: "Benjamin" } });
    try {
      expect((await getReview(lea, ref)).now).toMatchObject({ state: "draft", next: "prepared" });
      await expect(sign(lea, ref, "reviewed")).rejects.toMatchObject({ code: "conflict" });
      await sign(afterwards(ada, minutes(1)), ref, "prepared");
      expect((await getReview(lea, ref)).now.given.prepared).toMatchObject({ name: "Ada" });
      expect((await standingOf(lea, ref)).state).toBe("in_review");
    } finally {
      await database().person.update({ where: { id: ben.actor.id }, data: { name: "Ben" } });
    }
  });
});
