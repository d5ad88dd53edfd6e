import { beforeAll, describe, expect, it } from "vitest";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { type Cast, cast } from "../../../support/cast";
import { minutes, seconds } from "../../../support/clock";
import { afterwards, declare, hashOf, lastEvent, sign, standingOf, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("sending a document back", () => {
  it("asks for changes with a reason, voids what was given, and wants all steps again", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const read = await hashOf(lea, ref);
    await returnSignOff(afterwards(lea, seconds(1)), { ref, hash: read, reason: "Name the root cause." });
    expect((await lastEvent()).event).toMatchObject({ action: "sign-off.return" });
    const now = await standingOf(ben, ref);
    expect(now).toMatchObject({ state: "changes_requested", given: {}, next: "prepared" });
    expect(now.returned).toMatchObject({ name: "Lea", comment: "Name the root cause." });
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    expect((await standingOf(ben, ref)).state).toBe("in_review");
    await sign(afterwards(lea, minutes(2)), ref, "reviewed");
    const hash = await hashOf(ada, ref);
    await returnSignOff(afterwards(ada, minutes(3)), { ref, hash, reason: "Dates are missing." });
    expect((await standingOf(ben, ref)).state).toBe("changes_requested");
  });

  it("is refused without a reason, to responders, when nothing is in review, and to a lead when it is reviewed", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    const input = { ref, hash: await hashOf(lea, ref), reason: "Why" };
    await expect(returnSignOff(lea, input)).rejects.toMatchObject({ code: "conflict" });
    await sign(ben, ref, "prepared");
    await expect(returnSignOff(lea, { ...input, reason: "  " })).rejects.toMatchObject({
      code: "invalid",
      fields: { reason: expect.any(String) },
    });
    await expect(returnSignOff(ben, input)).rejects.toMatchObject({ code: "forbidden" });
    await sign(ada, ref, "reviewed");
    await expect(returnSignOff(lea, input)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is refused when the text is no longer the one that was read, or when the form does not say which", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const read = await hashOf(lea, ref);
    await write(ben, ref, "Another summary");
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    const hash = await hashOf(lea, ref);
    await expect(returnSignOff(lea, { ref, hash: read, reason: "Why" })).rejects.toMatchObject({
      code: "conflict",
      detail: { hash },
    });
    expect((await standingOf(ben, ref)).state).toBe("in_review");
    await expect(returnSignOff(lea, { ref, reason: "Why" })).rejects.toMatchObject({
      code: "invalid",
      fields: { hash: expect.any(String) },
    });
    await returnSignOff(afterwards(lea, minutes(2)), { ref, hash, reason: "Why" });
    expect((await standingOf(ben, ref)).state).toBe("changes_requested");
  });
});
