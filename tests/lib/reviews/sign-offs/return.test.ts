import { beforeAll, describe, expect, it } from "vitest";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { type Cast, cast } from "../../../support/cast";
import { minutes, seconds } from "../../../support/clock";
import { afterwards, declare, lastEvent, sign, standingOf } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("sending a document back", () => {
  it("asks for changes with a reason, voids what was given, and wants all steps again", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    await returnSignOff(afterwards(lea, seconds(1)), { ref, reason: "Name the root cause." });
    expect((await lastEvent()).event).toMatchObject({ action: "sign-off.return" });
    const now = await standingOf(ben, ref);
    expect(now).toMatchObject({ state: "changes_requested", given: {}, next: "prepared" });
    expect(now.returned).toMatchObject({ name: "Lea", comment: "Name the root cause." });
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    expect((await standingOf(ben, ref)).state).toBe("in_review");
    await sign(afterwards(lea, minutes(2)), ref, "reviewed");
    await returnSignOff(afterwards(ada, minutes(3)), { ref, reason: "Dates are missing." });
    expect((await standingOf(ben, ref)).state).toBe("changes_requested");
  });

  it("is refused without a reason, to responders, when nothing is in review, and to a lead when it is reviewed", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await expect(returnSignOff(lea, { ref, reason: "Why" })).rejects.toMatchObject({ code: "conflict" });
    await sign(ben, ref, "prepared");
    await expect(returnSignOff(lea, { ref, reason: "  " })).rejects.toMatchObject({
      code: "invalid",
      fields: { reason: expect.any(String) },
    });
    await expect(returnSignOff(ben, { ref, reason: "Why" })).rejects.toMatchObject({ code: "forbidden" });
    await sign(ada, ref, "reviewed");
    await expect(returnSignOff(lea, { ref, reason: "Why" })).rejects.toMatchObject({ code: "conflict" });
  });
});
