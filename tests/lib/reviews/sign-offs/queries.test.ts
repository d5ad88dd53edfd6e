import { beforeAll, describe, expect, it } from "vitest";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { listReviews, listSignOffsWaitingForMe } from "@/lib/reviews/sign-offs/queries";
import { type Cast, type CastContext, cast } from "../../../support/cast";
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

const states = async (context: CastContext) =>
  Object.fromEntries((await listReviews(context)).map(({ title, now }) => [title, now.state]));

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
    expect(await listReviews(people.nobody)).toEqual([]);
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
