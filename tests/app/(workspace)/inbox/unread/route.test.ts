import { beforeAll, expect, test, vi } from "vitest";
import { GET } from "@/app/(workspace)/inbox/unread/route";
import type { Context } from "@/lib/core/context";
import { visibleTo } from "@/lib/incidents/rules";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { markAllNotifications, markNotification } from "@/lib/notifications/commands";
import { listInbox } from "@/lib/notifications/queries";
import { tick } from "@/lib/worker/main";
import { declared } from "../../../../lib/incidents/support";
import { type Cast, cast } from "../../../../support/cast";
import { later, minutes } from "../../../../support/clock";

let asking: Context;
vi.mock("@/lib/web/session", () => ({
  currentSession: async () => ({ context: asking, session: asking.actor.id ? {} : null }),
}));

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const told = async (context: Context) => {
  asking = context;
  return (await GET()).json();
};

test("the bell is told what is unread and as of when, after each thing that was read", async () => {
  const { ref } = await declared(people.ben, { severity: "P3" });
  for (const text of ["@ada look", "@ada look again", "@ada and here"])
    await addEntry(people.ben, { ref, text });
  await tick("w");
  const at = (nth: number) => later(people.ada, minutes(nth));
  const tells = (unread: number, nth: number) => ({ unread, at: at(nth).now.getTime() });
  expect(await told(at(1))).toEqual(tells(3, 1));

  const { lines } = await listInbox(at(1), { show: "all", before: undefined }, visibleTo);
  await markNotification(at(2), { notificationId: lines[0]?.id, read: "yes" });
  expect(await told(at(3))).toEqual(tells(2, 3));
  await markNotification(at(4), { notificationId: lines[0]?.id, read: "no" });
  expect(await told(at(5))).toEqual(tells(3, 5));

  const { at: marked } = await markAllNotifications(at(6), { until: lines[0]?.createdAt.toISOString() });
  expect(await told(at(7))).toEqual(tells(0, 7));
  await markAllNotifications(at(8), { undo: marked.toISOString() });
  expect(await told(at(9))).toEqual(tells(3, 9));
});

test("whoever is not signed in is told nothing, and others nothing of it", async () => {
  expect(await told(people.cleo)).toMatchObject({ unread: 0 });
  asking = people.nobody;
  expect((await GET()).status).toBe(401);
});
