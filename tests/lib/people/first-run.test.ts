import { beforeEach, describe, expect, test } from "vitest";
import { nobodyContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { announceFirstRun } from "@/lib/people/first-run";
import { setUpAdmin } from "@/lib/people/invitations/commands";
import { isFirstRun, lookAtLink } from "@/lib/people/invitations/queries";
import { beginSession } from "@/lib/people/sign-in/commands";
import { beginning } from "../../support/cast";
import { hours, later } from "../../support/clock";
import { expectRefusal, lastEvent } from "./support";

const nobody = nobodyContext(beginning);
const admin = {
  email: "omar@example.org",
  name: "Omar",
  title: "Administrator",
  password: "first in the house",
  timeZone: "Asia/Kathmandu",
};

beforeEach(async () => {
  await database().oneTimeLink.deleteMany();
  await database().person.deleteMany();
});

async function token(): Promise<string> {
  const announced = await announceFirstRun(beginning);
  if (!announced) throw new Error("somebody exists already");
  return announced;
}

describe("a Highwater in which nobody exists", () => {
  test("is set up with the token that its start announced, by an admin who can sign in", async () => {
    expect(await isFirstRun()).toBe(true);
    const { personId } = await setUpAdmin(nobody, { token: await token(), ...admin });
    expect(await isFirstRun()).toBe(false);
    expect(await lastEvent()).toMatchObject({ action: "person.set-up-admin", subjectId: personId });
    const { person } = await beginSession(nobody, admin);
    expect(person).toMatchObject({ name: "Omar", role: "admin", timeZone: "Asia/Kathmandu" });
  });

  test("keeps the token as a hash only, also in the trail", async () => {
    const announced = await token();
    const rows = await database().$queryRaw`select encode(token_hash, 'hex') from one_time_link`;
    expect(JSON.stringify([rows, await lastEvent()])).not.toContain(announced);
    expect((await lastEvent()).action).toBe("person.offer-set-up");
  });

  test("announces a new token at each start; the one before says so", async () => {
    const [first, second] = [await token(), await token()];
    expect(second).not.toBe(first);
    await expectRefusal(
      setUpAdmin(nobody, { token: first, ...admin }),
      "conflict",
      /replaced by a newer one/,
    );
    await setUpAdmin(nobody, { token: second, ...admin });
  });

  test("has one open token however many processes start at once", async () => {
    const announced = await Promise.all(Array.from({ length: 6 }, () => announceFirstRun(beginning)));
    expect(new Set(announced).size).toBe(6);
    const open = await database().oneTimeLink.count({ where: { usedAt: null, revokedAt: null } });
    expect(open).toBe(1);
  });

  test("lets exactly one of many claims at once win", async () => {
    const announced = await token();
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, (_, number) =>
        setUpAdmin(nobody, { token: announced, ...admin, email: `admin${number}@example.org` }),
      ),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "conflict" });
    expect(await database().person.count()).toBe(1);
  });

  test("refuses a wrong token and one of a day ago, and says what to do", async () => {
    const announced = await token();
    for (const wrong of ["made-up", `${announced}x`, announced.slice(1), announced.toUpperCase()])
      await expectRefusal(
        setUpAdmin(nobody, { token: wrong, ...admin }),
        "conflict",
        "This set-up link is not valid. Restart Highwater to print a new one.",
      );
    const late = later(nobody, hours(24));
    await expectRefusal(setUpAdmin(late, { token: announced, ...admin }), "conflict", /expired/);
    expect(await lookAtLink(late, "setup", announced)).toMatchObject({ usable: false });
    expect(await isFirstRun()).toBe(true);
  });

  test("refuses a weak password at its field and keeps the token good", async () => {
    const announced = await token();
    await expect(
      setUpAdmin(nobody, { token: announced, ...admin, password: "Highwater1" }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { password: expect.stringContaining("Highwater") },
    });
    await setUpAdmin(nobody, { token: announced, ...admin });
  });
});

describe("a Highwater in which somebody exists", () => {
  test("announces nothing and cannot be set up again", async () => {
    const announced = await token();
    await setUpAdmin(nobody, { token: announced, ...admin });
    expect(await announceFirstRun(beginning)).toBeNull();
    await expectRefusal(
      setUpAdmin(nobody, { token: announced, ...admin, email: "second@example.org" }),
      "conflict",
      /set up already. Sign in/,
    );
  });
});
