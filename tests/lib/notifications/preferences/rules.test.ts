import { expect, test } from "vitest";
import { wishedKinds } from "@/lib/notifications/labels";
import { rowsOf, tellingsOf } from "@/lib/notifications/preferences/rules";
import type { Wishes } from "@/lib/notifications/preferences/schema";

const wishes = {
  email: Object.fromEntries(wishedKinds.map((kind) => [kind, "off"])) as Wishes,
  flag: Object.fromEntries(wishedKinds.map((kind) => [kind, "digest"])) as Wishes,
};

test("there is one row a channel and kind", () => {
  expect(rowsOf({ wishes })).toHaveLength(2 * wishedKinds.length);
  expect(rowsOf({ wishes })).toContainEqual({ channel: "flag", kind: "mention", wish: "digest" });
});

test("the trail tells of every wish by its channel, and of the digest", () => {
  expect(tellingsOf({ wishes, digestHour: 7 })).toMatchObject({
    ...{ "email.mention": "off", "flag.mention": "digest", digestHour: 7 },
  });
});
