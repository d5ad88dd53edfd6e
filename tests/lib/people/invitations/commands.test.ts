import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { deactivatePerson } from "@/lib/people/commands";
import {
  acceptInvitation,
  invite,
  offerPasswordReset,
  renewInvitation,
  resetPassword,
} from "@/lib/people/invitations/commands";
import { lookAtLink } from "@/lib/people/invitations/queries";
import { getPerson } from "@/lib/people/queries";
import { beginSession } from "@/lib/people/sign-in/commands";
import { findSession } from "@/lib/people/sign-in/queries";
import { type Cast, cast, castPassword, sessionOf } from "../../../support/cast";
import { days, hours, later } from "../../../support/clock";
import { expectRefusal, lastEvent } from "../support";

const guest = { email: "guest@example.org", name: "Guest", title: "", role: "responder" };
const accepted = {
  name: "Guest",
  title: "Engineer",
  password: "water under the bridge",
  timeZone: "Europe/Berlin",
};
let story: Cast;

beforeEach(async () => {
  await database().signInThrottle.deleteMany();
  await database().person.deleteMany({ where: { email: guest.email } });
  story = await cast();
});

describe("inviting somebody", () => {
  test("makes a person who cannot sign in yet and a link that is shown this once", async () => {
    const offer = await invite(story.omar, guest);
    expect(offer.expiresAt).toEqual(later(story.omar.now, days(7)));
    expect((await getPerson(story.omar, offer.personId)).state).toBe("invited");
    const link = await database().oneTimeLink.findFirstOrThrow({ where: { personId: offer.personId } });
    expect(Buffer.from(link.tokenHash).toString("base64url")).not.toContain(offer.token);
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "person.invite", subjectId: offer.personId });
    expect(event.fields).toMatchObject({ email: [null, guest.email], role: [null, "responder"] });
    expect(JSON.stringify(event)).not.toContain(offer.token);
  });

  test("is for admins", async () => {
    for (const context of [story.ada, story.lea, story.ben, story.cleo])
      await expectRefusal(invite(context, guest), "forbidden");
    await expectRefusal(invite(story.nobody, guest), "unauthenticated");
  });

  test.each([
    ["Ben@Example.org", /^Ben has this address already/],
    ["mallory@example.org", /deactivated. Reactivate/],
  ])("is refused at the field for %s, which is taken", async (email, reason) => {
    const inviting = invite(story.omar, { ...guest, email });
    await expect(inviting).rejects.toMatchObject({ code: "conflict", fields: { email: reason } });
  });

  test("twice points to the page where a new link is made", async () => {
    const { personId } = await invite(story.omar, guest);
    await expect(invite(story.omar, guest)).rejects.toMatchObject({
      code: "conflict",
      fields: { email: /invited already/ },
      detail: { personId },
    });
  });

  test("of two at once for one address, one wins and the other is refused at the field", async () => {
    const both = await Promise.allSettled(
      ["One", "Other"].map((name) => invite(story.omar, { ...guest, name })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { id, name } = await database().person.findUniqueOrThrow({ where: { email: guest.email } });
    const email = `${name} is invited already. Open their page to make a new link.`;
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict", fields: { email }, detail: { personId: id } },
    });
  });
});

describe("accepting an invitation", () => {
  test("sets name, title, zone and password, with a trace, and lets the person sign in", async () => {
    const { token, personId } = await invite(story.omar, guest);
    expect(await acceptInvitation(story.nobody, { token, ...accepted })).toEqual({
      personId,
      email: guest.email,
    });
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: "person.accept-invitation",
      actorRole: "nobody",
      subjectId: personId,
    });
    expect(event.fields).toMatchObject({ title: [null, "Engineer"], timeZone: ["UTC", "Europe/Berlin"] });
    expect(JSON.stringify(event)).not.toMatch(/argon|bridge/);
    const { person } = await beginSession(story.nobody, { email: guest.email, password: accepted.password });
    expect(person).toMatchObject({ name: "Guest", role: "responder", timeZone: "Europe/Berlin" });
  });

  test("works once; a second time says what to do", async () => {
    const { token } = await invite(story.omar, guest);
    await acceptInvitation(story.nobody, { token, ...accepted });
    await expectRefusal(
      acceptInvitation(story.nobody, { token, ...accepted }),
      "conflict",
      "This invitation has been used already. Ask an admin for a new one.",
    );
  });

  test("of two at once, one wins", async () => {
    const { token } = await invite(story.omar, guest);
    const answers = await Promise.allSettled(
      ["one password for me", "another password for me"].map((password) =>
        acceptInvitation(story.nobody, { token, ...accepted, password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
  });

  test("with a weak password is refused at the field, and the link still works", async () => {
    const { token } = await invite(story.omar, guest);
    await expect(
      acceptInvitation(story.nobody, { token, ...accepted, password: "guest123" }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { password: expect.any(String) },
    });
    await acceptInvitation(story.nobody, { token, ...accepted });
  });

  test("is over after seven days", async () => {
    const { token } = await invite(story.omar, guest);
    const late = later(story.nobody, days(7));
    expect(await lookAtLink(late, "invitation", token)).toEqual({
      usable: false,
      reason: "This invitation has expired. Ask an admin for a new one.",
    });
    await expectRefusal(acceptInvitation(late, { token, ...accepted }), "conflict", /expired/);
  });

  test("is refused to whoever was deactivated meanwhile, and for a made-up token", async () => {
    const { token, personId } = await invite(story.omar, guest);
    await deactivatePerson(story.omar, { personId });
    await expectRefusal(acceptInvitation(story.nobody, { token, ...accepted }), "conflict", /not valid/);
    await expectRefusal(
      acceptInvitation(story.nobody, { token: "made-up", ...accepted }),
      "conflict",
      /not valid/,
    );
  });

  test("shows whom the link is for, and nothing to a made-up token", async () => {
    const { token } = await invite(story.omar, guest);
    expect(await lookAtLink(story.nobody, "invitation", token)).toMatchObject({
      usable: true,
      person: { name: "Guest", email: guest.email },
    });
    expect(await lookAtLink(story.nobody, "password_reset", token)).toMatchObject({ usable: false });
    expect(await lookAtLink(story.nobody, "invitation", "made-up")).toMatchObject({ usable: false });
  });
});

describe("a new invitation", () => {
  test("replaces the old link", async () => {
    const first = await invite(story.omar, guest);
    const second = await renewInvitation(story.omar, { personId: first.personId });
    expect(await lastEvent()).toMatchObject({ action: "person.renew-invitation" });
    await expectRefusal(
      acceptInvitation(story.nobody, { token: first.token, ...accepted }),
      "conflict",
      /newer/,
    );
    await acceptInvitation(story.nobody, { token: second.token, ...accepted });
    await expectRefusal(renewInvitation(story.omar, { personId: first.personId }), "conflict", /accepted/);
  });

  test("is for admins", async () => {
    const { personId } = await invite(story.omar, guest);
    await expectRefusal(renewInvitation(story.lea, { personId }), "forbidden");
  });
});

describe("a lost password", () => {
  test("is replaced by a link that an admin hands over, and every session ends", async () => {
    const { token: session } = await sessionOf(story.ben);
    const { token, expiresAt, email } = await offerPasswordReset(story.omar, {
      personId: story.ben.actor.id,
    });
    expect({ expiresAt, email }).toEqual({
      expiresAt: later(story.omar.now, hours(24)),
      email: "ben@example.org",
    });
    expect(await lastEvent()).toMatchObject({ action: "person.offer-password-reset" });
    expect((await beginSession(story.nobody, { email, password: castPassword })).person.name).toBe("Ben");

    await resetPassword(story.nobody, { token, password: "a new tide table" });
    expect(await lastEvent()).toMatchObject({
      action: "person.reset-password",
      subjectId: story.ben.actor.id,
    });
    expect(await findSession(session, story.ben.now)).toBeNull();
    await expectRefusal(beginSession(story.nobody, { email, password: castPassword }), "unauthenticated");
    expect((await beginSession(story.nobody, { email, password: "a new tide table" })).person.name).toBe(
      "Ben",
    );
    await expectRefusal(
      resetPassword(story.nobody, { token, password: "once more please" }),
      "conflict",
      /used/,
    );
  });

  test("cannot become one of the commonest or the person's name", async () => {
    const { token } = await offerPasswordReset(story.omar, { personId: story.ben.actor.id });
    for (const password of ["password1", "ben@example.org"])
      await expect(resetPassword(story.nobody, { token, password })).rejects.toMatchObject({
        code: "invalid",
        fields: { password: expect.any(String) },
      });
  });

  test("of two at once with one link, one wins", async () => {
    const { token } = await offerPasswordReset(story.omar, { personId: story.ben.actor.id });
    const answers = await Promise.allSettled(
      ["first of two tides", "second of two tides"].map((password) =>
        resetPassword(story.nobody, { token, password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is for admins to offer, and not for the deactivated or the invited", async () => {
    await expectRefusal(offerPasswordReset(story.lea, { personId: story.ben.actor.id }), "forbidden");
    await expectRefusal(offerPasswordReset(story.omar, { personId: story.mallory.actor.id }), "conflict");
    const { personId } = await invite(story.omar, guest);
    await expectRefusal(offerPasswordReset(story.omar, { personId }), "conflict", /not accepted/);
  });
});
