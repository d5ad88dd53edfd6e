import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { findMentioned, listHandles } from "@/lib/notifications/mentions/queries";
import { type Cast, cast } from "../../../support/cast";
import { expectRefusal } from "../../people/support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
  const { passwordHash } = await database().person.findFirstOrThrow({ where: { email: "ben@example.org" } });
  await database().person.create({
    data: {
      ...{ name: "Lea van Dijk", email: "lea@example.com", role: "viewer", title: null, passwordHash },
      createdAt: people.omar.now,
    },
  });
});

const handles = async (text: string) =>
  (await listHandles(people.cleo, text, 6)).map(({ name, handle }) => `${name} @${handle}`);

test("handles are found by how any part of the name or the address begins, of active people", async () => {
  expect(await handles("be")).toEqual(["Ben @ben"]);
  expect(await handles("VAN")).toEqual(["Lea van Dijk @lea@example.com"]);
  expect(await handles("mallory")).toEqual([]);
  expect(await handles("%")).toEqual([]);
  expect(await listHandles(people.cleo, "", 3)).toHaveLength(3);
});

test("where two share the first part of their address the whole of it is the handle, and means the right one", async () => {
  expect(await handles("lea")).toEqual(["Lea @lea@example.org", "Lea van Dijk @lea@example.com"]);
  expect(await findMentioned(["lea@example.org"])).toEqual([people.lea.actor.id]);
  expect(await findMentioned(["lea"])).toEqual([]);
});

test("nobody without a session learns who there is", async () => {
  await expectRefusal(listHandles(people.nobody, "l", 6), "unauthenticated");
});
