import { describe, expect, test } from "vitest";
import { whyUnusable } from "@/lib/people/invitations/rules";

const now = new Date("2026-03-02T08:00:00Z");
const open = {
  kind: "invitation" as const,
  expiresAt: new Date("2026-03-03T08:00:00Z"),
  usedAt: null,
  revokedAt: null,
};

describe("a one-time link", () => {
  test("can be used while it is open", () => {
    expect(whyUnusable("invitation", open, now)).toBeNull();
  });

  test.each([
    ["there is none", null, /not valid. Ask an admin/],
    ["it is of another kind", { ...open, kind: "setup" as const }, /not valid/],
    ["it was used", { ...open, usedAt: now }, /used already/],
    ["it was replaced", { ...open, revokedAt: now }, /replaced by a newer/],
    ["its time is over", { ...open, expiresAt: now }, /expired/],
  ])("cannot be used when %s", (_why, link, reason) => {
    expect(whyUnusable("invitation", link, now)).toMatch(reason);
  });

  test("of the set-up says to restart", () => {
    expect(whyUnusable("setup", null, now)).toBe(
      "This set-up link is not valid. Restart Highwater to print a new one.",
    );
  });
});
