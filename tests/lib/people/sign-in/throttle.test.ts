import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { beginSession } from "@/lib/people/sign-in/commands";
import { delaysInSeconds } from "@/lib/people/sign-in/rules";
import { forgetOldAttempts, takeAttempt } from "@/lib/people/sign-in/store";
import { type Cast, cast, castPassword } from "../../../support/cast";
import { hours, later, minutes, seconds } from "../../../support/clock";
import { expectRefusal } from "../support";

const home = "192.0.2.10";
const elsewhere = "203.0.113.66";
let story: Cast;

beforeEach(async () => {
  await database().signInThrottle.deleteMany();
  await database().session.deleteMany();
  story = await cast();
});

const attempt = (password: string, options: { email?: string; address?: string; afterMs?: number } = {}) =>
  beginSession(later(story.nobody, options.afterMs ?? 0), {
    email: options.email ?? "ada@example.org",
    password,
    address: options.address ?? elsewhere,
  });

async function failTimes(times: number, options: { email?: string; address?: string } = {}): Promise<void> {
  for (let turn = 0; turn < times; turn += 1)
    await expectRefusal(attempt("wrong", options), "unauthenticated");
}

describe("somebody who guesses one account's password from one address", () => {
  test("waits five seconds after the fifth failure and ten after the sixth, by the clock", async () => {
    await failTimes(5);
    await expectRefusal(attempt("wrong", { afterMs: seconds(4) }), "rate_limited", /in 1 second\./);
    await expectRefusal(attempt("wrong", { afterMs: seconds(5) }), "unauthenticated");
    await expectRefusal(attempt("wrong", { afterMs: seconds(14) }), "rate_limited", /in 1 second\./);
  });

  test("is refused while waiting even with the right password, and does not wait longer for having asked", async () => {
    await failTimes(5);
    for (let turn = 0; turn < 5; turn += 1) await expectRefusal(attempt(castPassword), "rate_limited");
    expect((await attempt(castPassword, { afterMs: seconds(5) })).person.name).toBe("Ada");
  });

  test("starts afresh after a success", async () => {
    await failTimes(4);
    await attempt(castPassword);
    await failTimes(4);
    await attempt(castPassword);
  });

  test("never waits longer than a quarter of an hour, and an hour's rest forgets it all", async () => {
    let context = later(story.nobody, 0);
    for (const wait of [...delaysInSeconds["account-at-address"], 900]) {
      await expectRefusal(
        beginSession(context, { email: "ada@example.org", password: "wrong", address: elsewhere }),
        "unauthenticated",
      );
      context = later(context, seconds(wait));
    }
    await failTimesFrom(later(context, hours(1)), 4);
  });

  async function failTimesFrom(context: typeof story.nobody, times: number) {
    for (let turn = 0; turn < times; turn += 1)
      await expectRefusal(
        beginSession(context, { email: "ada@example.org", password: "wrong", address: elsewhere }),
        "unauthenticated",
      );
  }

  test("cannot slip more tries through by sending them all at once", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => attempt("wrong")));
    const codes = answers.map((one) => (one.status === "rejected" ? one.reason.code : "in"));
    expect(codes.filter((code) => code === "unauthenticated").length).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => code === "rate_limited").length).toBeGreaterThanOrEqual(15);
  });
});

describe("the owner of an account that a stranger guesses at", () => {
  test("signs in at once from another address while the stranger waits", async () => {
    await failTimes(5);
    expect((await attempt(castPassword, { address: home })).person.name).toBe("Ada");
  });

  test("waits half a minute at most when it is guessed at from everywhere", async () => {
    for (let host = 0; host < 17; host += 1) {
      const afterMs = host * minutes(1);
      await expectRefusal(attempt("wrong", { address: `198.51.100.${host}`, afterMs }), "unauthenticated");
    }
    const last = minutes(16);
    await expectRefusal(
      attempt(castPassword, { address: home, afterMs: last + seconds(29) }),
      "rate_limited",
    );
    expect((await attempt(castPassword, { address: home, afterMs: last + seconds(30) })).person.name).toBe(
      "Ada",
    );
  });

  test("does not wait at all where they signed in lately", async () => {
    await attempt(castPassword, { address: home });
    for (let host = 0; host < 11; host += 1)
      await expectRefusal(attempt("wrong", { address: `198.51.100.${host}` }), "unauthenticated");
    await expectRefusal(attempt(castPassword, { address: "198.51.100.99" }), "rate_limited");
    expect((await attempt(castPassword, { address: home })).person.name).toBe("Ada");
  });
});

describe("an address", () => {
  test("that tries many accounts has to wait, and only there", async () => {
    for (let turn = 0; turn < 31; turn += 1)
      await expectRefusal(attempt("wrong", { email: `person${turn}@example.org` }), "unauthenticated");
    await expectRefusal(attempt(castPassword, { email: "ben@example.org" }), "rate_limited");
    expect((await attempt(castPassword, { email: "ben@example.org", address: home })).person.name).toBe(
      "Ben",
    );
  });

  test("cannot wash its failures away with an account of its own", async () => {
    for (let turn = 0; turn < 29; turn += 1)
      await expectRefusal(attempt("wrong", { email: `person${turn}@example.org` }), "unauthenticated");
    await attempt(castPassword, { email: "ben@example.org" });
    await failTimes(2, { email: "cleo@example.org" });
    await expectRefusal(attempt("wrong", { email: "lea@example.org" }), "rate_limited");
  });

  test("that is unknown locks nobody out for long", async () => {
    for (let turn = 0; turn < 20; turn += 1)
      await expectRefusal(attempt("wrong", { address: "", afterMs: turn * minutes(1) }), "unauthenticated");
    const again = { address: "", afterMs: minutes(19) + seconds(30) };
    expect((await attempt(castPassword, again)).person.name).toBe("Ada");
  });
});

test("an account that does not exist is slowed like one that does, with the same words", async () => {
  await failTimes(5, { email: "stranger@example.org" });
  await expectRefusal(attempt("wrong", { email: "stranger@example.org" }), "rate_limited");
});

test("no e-mail address is kept for strangers", async () => {
  await failTimes(1, { email: "stranger@example.org" });
  const rows = await database().signInThrottle.findMany();
  expect(rows.length).toBe(3);
  expect(JSON.stringify(rows)).not.toMatch(/stranger|203\.0\.113/);
});

test("old counters are swept away, those that still count stay", async () => {
  const counter = (of: string) => [{ kind: "address" as const, of }];
  await takeAttempt(counter("old"), story.nobody.now);
  await takeAttempt(counter("new"), later(story.nobody.now, minutes(30)));
  expect(await forgetOldAttempts(later(story.nobody.now, minutes(61)))).toBe(1);
  expect(await database().signInThrottle.count()).toBe(1);
});
