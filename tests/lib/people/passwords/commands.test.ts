import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { changePassword } from "@/lib/people/passwords/commands";
import { beginSession } from "@/lib/people/sign-in/commands";
import { findSession } from "@/lib/people/sign-in/queries";
import { type Cast, cast, castPassword, sessionOf } from "../../../support/cast";
import { expectRefusal, lastEvent } from "../support";

const next = "a longer walk by the sea";
let story: Cast;

beforeEach(async () => {
  await database().signInThrottle.deleteMany();
  story = await cast();
});

const signIn = (password: string) => beginSession(story.nobody, { email: "ben@example.org", password });

describe("changing one's password", () => {
  test("makes the new one the only one, and ends every other session", async () => {
    const [here, there] = [await sessionOf(story.ben), await sessionOf(story.ben)];
    const input = { currentPassword: castPassword, newPassword: next, sessionId: here.sessionId };
    expect(await changePassword(story.ben, input)).toEqual({ ended: 1 });
    expect(await findSession(here.token, story.ben.now)).not.toBeNull();
    expect(await findSession(there.token, story.ben.now)).toBeNull();
    await expectRefusal(signIn(castPassword), "unauthenticated");
    expect((await signIn(next)).person.name).toBe("Ben");
  });

  test("leaves a trace that says so and no more", async () => {
    const { sessionId } = await sessionOf(story.ben);
    await changePassword(story.ben, { currentPassword: castPassword, newPassword: next, sessionId });
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "person.change-password", actorId: story.ben.actor.id });
    expect(event.fields.password).toEqual(["old", "new"]);
    expect(JSON.stringify(event.fields)).not.toMatch(/argon|walk/);
  });

  test.each([
    ["a wrong current one", "not this one", next, "currentPassword", /not your password/],
    ["a short new one", castPassword, "short", "newPassword", /at least 8/],
    ["a common new one", castPassword, "Password1", "newPassword", /commonest/],
    ["a new one made of the name", castPassword, "ben-ben-ben", "newPassword", /little more/],
    ["an overlong new one", castPassword, "y".repeat(257), "newPassword", /at most 256/],
    ["no new one", castPassword, "", "newPassword", /Choose a password/],
    ["no current one", "", next, "currentPassword", /Give your password/],
  ])(
    "is refused at the field for %s, and the old one stays",
    async (_why, current, wanted, field, reason) => {
      const { sessionId } = await sessionOf(story.ben);
      const change = changePassword(story.ben, { currentPassword: current, newPassword: wanted, sessionId });
      await expect(change).rejects.toMatchObject({ code: "invalid", fields: { [field]: reason } });
      expect((await signIn(castPassword)).person.name).toBe("Ben");
    },
  );

  test("is refused in another person's session and without one", async () => {
    const { sessionId } = await sessionOf(story.lea);
    const input = { currentPassword: castPassword, newPassword: next, sessionId };
    await expectRefusal(changePassword(story.ben, input), "unauthenticated");
    await expectRefusal(changePassword(story.nobody, input), "unauthenticated");
  });

  test("slows down whoever guesses the current one in a session left open", async () => {
    const { sessionId } = await sessionOf(story.ben);
    const guess = () =>
      changePassword(story.ben, { currentPassword: "not this one", newPassword: next, sessionId });
    for (let turn = 0; turn < 5; turn += 1) await expectRefusal(guess(), "invalid");
    await expectRefusal(guess(), "rate_limited");
  });
});
