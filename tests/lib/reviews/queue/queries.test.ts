import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/core/context";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { listDrafts, listReviews, listSignOffsWaitingForMe } from "@/lib/reviews/queue/queries";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { type Cast, type CastContext, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { declare, hashOf, sign } from "../story";

let people: Cast;
const refs: Record<string, string> = {};

beforeAll(async () => {
  people = await cast();
  const { ben, lea, ada } = people;
  const make = async (name: string, ...signers: [CastContext, "prepared" | "reviewed" | "approved"][]) => {
    const ref = await declare(ben, name);
    refs[name] = ref;
    for (const [who, step] of signers) await sign(who, ref, step);
    return ref;
  };
  await make("open and unwritten");
  await changeStatus(ben, { ref: await make("draft"), status: "resolved" });
  await make("in review", [ben, "prepared"]);
  await make("reviewed", [ben, "prepared"], [lea, "reviewed"]);
  await make("approved", [ben, "prepared"], [lea, "reviewed"], [ada, "approved"]);
  const stale = await make("stale", [ben, "prepared"], [lea, "reviewed"], [ada, "approved"]);
  await addActionItem(ben, { ref: stale, title: "One more" });
  const sentBack = await make("sent back", [ben, "prepared"]);
  await returnSignOff(lea, { ref: sentBack, hash: await hashOf(lea, sentBack), reason: "Why?" });
  await restrictIncident(lea, { ref: await make("secret", [ben, "prepared"]) });
});

const states = async (context: Context) => {
  const lines = [...(await listReviews(context)), ...(await listDrafts(context)).lines];
  return Object.fromEntries(lines.map(({ title, now }) => [title, now.state]));
};

describe("the queue of reviews", () => {
  it("has what is unfinished, and not what is approved or still open and unsigned", async () => {
    expect(await states(people.cleo)).toEqual({
      draft: "draft",
      "in review": "in_review",
      reviewed: "reviewed",
      stale: "stale",
      "sent back": "changes_requested",
    });
  });

  it("shows a restricted document to its participants and admins only", async () => {
    for (const context of [people.ben, people.lea, people.omar])
      expect(await states(context)).toHaveProperty("secret", "in_review");
    for (const context of [people.cleo, people.ada])
      expect(await states(context)).not.toHaveProperty("secret");
    expect(await states(people.nobody)).toEqual({});
  });

  it.each<["ben" | "lea" | "ada" | "omar" | "cleo", Record<string, string>]>([
    ["ben", { "sent back": "changes", stale: "changes" }],
    ["lea", { "in review": "review", secret: "review" }],
    ["ada", { "in review": "review", reviewed: "approval" }],
    ["omar", { "in review": "review", reviewed: "approval", secret: "review" }],
    ["cleo", {}],
  ])("says what waits for %s", async (name, waiting) => {
    const lines = await listSignOffsWaitingForMe(people[name]);
    expect(Object.fromEntries(lines.map(({ title, mine }) => [title, mine]))).toEqual(waiting);
  });
});

describe("drafts", () => {
  it("are paged, those touched last first, each on one page only", async () => {
    const { ben } = people;
    const made = Array.from({ length: 30 }, (_, index) => `Draft number ${index}`);
    for (const [index, name] of made.entries()) {
      const context = { ...ben, now: later(ben.now, minutes(index)) };
      await changeStatus(context, { ref: await declare(context, name), status: "resolved" });
    }
    const first = await listDrafts(ben);
    const second = await listDrafts(ben, first.next ?? "");
    expect([first.lines.length, second.next]).toEqual([25, null]);
    const titles = [...first.lines, ...second.lines].map(({ title }) => title);
    expect(titles.slice(0, 30)).toEqual(made.toReversed());
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("begin again after a cursor that is none", async () => {
    const { lines } = await listDrafts(people.ben);
    for (const cursor of ["", "~", "2026-01-01~x", "not a time~00000000-0000-7000-8000-000000000000"])
      expect((await listDrafts(people.ben, cursor)).lines).toEqual(lines);
  });
});
