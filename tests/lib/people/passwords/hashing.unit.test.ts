import { describe, expect, test } from "vitest";
import { hashNewPassword, isPassword } from "@/lib/people/passwords/hashing";

const owner = { name: "Ben", email: "ben@example.org" };

describe("hashing", () => {
  test("keeps argon2id with 19 MiB and two passes, a new salt each time", async () => {
    const [one, two] = await Promise.all([
      hashNewPassword("a wave and a wall", owner, "password"),
      hashNewPassword("a wave and a wall", owner, "password"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  test("takes a password exactly as typed", async () => {
    const hash = await hashNewPassword(" Ünïcode  wave ", owner, "password");
    expect(await isPassword(" Ünïcode  wave ", hash)).toBe(true);
    for (const other of [
      "Ünïcode  wave",
      " Ünïcode wave ",
      " ünïcode  wave ",
      " Ünïcode  wave ".normalize("NFD"),
    ])
      expect(await isPassword(other, hash)).toBe(false);
  });

  test("refuses a weak one at the field it came from", async () => {
    await expect(hashNewPassword("highwater", owner, "newPassword")).rejects.toMatchObject({
      code: "invalid",
      fields: { newPassword: expect.stringContaining("Highwater") },
    });
  });

  test("says no without a hash, after working as long as with one", async () => {
    const hash = await hashNewPassword("a wave and a wall", owner, "password");
    await isPassword("warm up", null);
    const timed = async (against: string | null) => {
      const begun = performance.now();
      expect(await isPassword("not this one", against)).toBe(false);
      return performance.now() - begun;
    };
    const took: { known: number; unknown: number }[] = [];
    // In turns, so that a busy machine slows both alike.
    for (let turn = 0; turn < 9; turn += 1)
      took.push({ known: await timed(hash), unknown: await timed(null) });
    const known = median(took.map((pair) => pair.known));
    const unknown = median(took.map((pair) => pair.unknown));
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  test("turns a flood away instead of queueing it", async () => {
    const hash = await hashNewPassword("a wave and a wall", owner, "password");
    const flood = await Promise.allSettled(Array.from({ length: 80 }, () => isPassword("guess", hash)));
    const refused = flood.filter((one) => one.status === "rejected");
    expect(refused.length).toBe(80 - 64);
    expect(refused[0]).toMatchObject({ reason: { code: "unavailable" } });
    expect(await isPassword("a wave and a wall", hash)).toBe(true);
  });
});

const median = (figures: number[]): number => [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0;
