import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { mergeIncident } from "@/lib/incidents/merging/commands";
import { restrictIncident, unrestrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { correctUpdate, withdrawUpdate, writeUpdate } from "@/lib/incidents/updates/commands";
import { makeStatusLink, revokeStatusLink } from "@/lib/incidents/updates/links/commands";
import { findStatusView, getStatusLink, listStatusLinks } from "@/lib/incidents/updates/links/queries";
import { mostLinks } from "@/lib/incidents/updates/links/schema";
import { noteOpening } from "@/lib/incidents/updates/links/store";
import { beginning, type Cast, cast } from "../../../../support/cast";
import { days, later, minutes } from "../../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../../people/support";
import { declared, restricted } from "../../support";

const said = { whatHappened: "Bookings fail", impact: "Nobody can book", whatWeDo: "We restart it" };
let people: Cast;

beforeAll(async () => {
  people = await cast();
});

async function linked(more: object = {}) {
  const { id, ref } = await declared(people.ben, { title: "Ferry bookings fail", timeZone: "Europe/Berlin" });
  const link = await makeStatusLink(people.ben, { ref, name: "the board", ...more });
  return { id, ref, link };
}

describe("a link", () => {
  test("has a token of 256 bits that is kept nowhere, neither in its row nor in the trail", async () => {
    const { link, ref } = await linked();
    expect(link.token).toMatch(/^[\w-]{43}$/);
    const row = await database().statusLink.findUniqueOrThrow({ where: { id: link.id } });
    expect(Buffer.from(row.tokenHash)).toEqual(createHash("sha256").update(link.token).digest());
    expect(row).toMatchObject({ name: "the board", expiresAt: null, madeById: people.ben.actor.id });
    expect(await lastEvent()).toMatchObject({ action: "status-link.make", subjectId: link.id });
    const trail = await database().auditEvent.findMany({
      where: { subjectId: link.id },
      select: { changes: true },
    });
    expect(trail).toHaveLength(1);
    expect(JSON.stringify([trail, await listStatusLinks(people.ben, ref)])).not.toContain(link.token);
  });

  test("shows the incident and what was said, and nobody's name, entry or reason", async () => {
    const { ref, link } = await linked();
    const corrected = await writeUpdate(people.ben, { ref, ...said, nextUpdate: "30" });
    const reason = "Cleo said so";
    await correctUpdate(later(people.lea, minutes(1)), {
      ...{ ref, updateId: corrected.id, version: 1, ...said, impact: "Some cannot book", nextUpdate: "30" },
      reason,
    });
    await changeStatus(people.ben, { ref, status: "investigating" });
    const struck = await writeUpdate(later(people.ben, minutes(2)), { ref, ...said, whatHappened: "Secret" });
    await withdrawUpdate(later(people.ben, minutes(3)), { ref, updateId: struck.id, reason });
    const view = await findStatusView(link.token, beginning);
    expect(view).toEqual({
      ...{ linkId: link.id, title: "Ferry bookings fail", severity: "P1", status: "investigating" },
      ...{ service: null, timeZone: "Europe/Berlin", restricted: false, more: false },
      nextUpdateAt: later(beginning, minutes(31)),
      updates: [
        {
          ...{ id: struck.id, at: later(beginning, minutes(2)), status: "investigating" },
          ...{ correctedAt: null, withdrawnAt: later(beginning, minutes(3)), said: null },
        },
        {
          ...{ id: corrected.id, at: beginning, status: "triage", withdrawnAt: null },
          correctedAt: later(beginning, minutes(1)),
          said: { ...said, impact: "Some cannot book" },
        },
      ],
    });
    for (const word of ["Ben", "Lea", reason, "Secret", "Nobody can book"])
      expect(JSON.stringify(view)).not.toContain(word);
  });

  test("promises nothing more once the incident is over", async () => {
    const { ref, link } = await linked();
    await writeUpdate(people.ben, { ref, ...said, nextUpdate: "30" });
    await changeStatus(people.ben, { ref, status: "resolved" });
    expect(await findStatusView(link.token, beginning)).toMatchObject({
      status: "resolved",
      nextUpdateAt: null,
    });
  });

  test("shows the newest hundred updates, and says that there are more", async () => {
    const { id, ref, link } = await linked();
    const { id: first } = await writeUpdate(people.ben, { ref, ...said });
    await database().$executeRaw`
      with told as (
        insert into timeline_entry (id, incident_id, at, kind, source, text, recorded_at)
        select gen_random_uuid(), ${id}::uuid, now(), 'communication', 'system', 'told', now() from generate_series(1, 100)
        returning id, at)
      insert into status_update (id, incident_id, entry_id, at, status, what_happened, impact)
      select gen_random_uuid(), ${id}::uuid, id, at, 'triage', 'x', 'y' from told`;
    const view = await findStatusView(link.token, beginning);
    expect(view).toMatchObject({ more: true, updates: { length: 100 } });
    expect(view?.updates.map((update) => update.id)).not.toContain(first);
  });

  test("opens nothing from the instant that it ends", async () => {
    const { link } = await linked({ expiresInDays: 1 });
    const end = later(beginning, days(1));
    expect(link.expiresAt).toEqual(end);
    expect(await findStatusView(link.token, later(end, -1))).not.toBeNull();
    expect(await findStatusView(link.token, end)).toBeNull();
  });

  test("opens nothing once it is revoked, which is quiet the second time", async () => {
    const { ref, link } = await linked();
    await revokeStatusLink(people.lea, { ref, linkId: link.id });
    expect(await lastEvent()).toMatchObject({ action: "status-link.revoke", subjectId: link.id });
    expect(await findStatusView(link.token, beginning)).toBeNull();
    expect(await listStatusLinks(people.ben, ref)).toMatchObject([
      { revokedAt: beginning, revokedBy: { name: "Lea" } },
    ]);
    await expectQuiet(() => revokeStatusLink(people.ben, { ref, linkId: link.id }));
  });

  test.each(["", "x", "x".repeat(10_000), "\0", "A".repeat(43)])(
    "a token that is none opens nothing: %#",
    async (token) => {
      expect(await findStatusView(token, beginning)).toBeNull();
    },
  );

  test("of one incident is not revoked through another", async () => {
    const [mine, other] = [await linked(), await linked()];
    await expectRefusal(revokeStatusLink(people.ben, { ref: other.ref, linkId: mine.link.id }), "not_found");
    expect(await findStatusView(mine.link.token, beginning)).not.toBeNull();
  });

  test.each([
    [{ name: " " }, { name: "Say whom the link is for." }],
    [{ expiresInDays: 0 }, { expiresInDays: expect.stringMatching(/1 to 365 days/) }],
    [{ expiresInDays: "1.5" }, { expiresInDays: expect.stringMatching(/1 to 365 days/) }],
    [{ expiresInDays: 366 }, { expiresInDays: expect.stringMatching(/1 to 365 days/) }],
  ])("%j is refused at its field", async (wrong, fields) => {
    await expect(linked(wrong)).rejects.toMatchObject({ code: "invalid", fields });
  });

  test("is not made while twenty work, and is again when one of them ended", async () => {
    const { ref, link } = await linked();
    for (let made = 1; made < mostLinks; made += 1)
      await makeStatusLink(people.ben, { ref, name: `board ${made}`, expiresInDays: 1 });
    await expectRefusal(makeStatusLink(people.ben, { ref, name: "one more" }), "conflict", /At most 20/);
    await revokeStatusLink(people.ben, { ref, linkId: link.id });
    expect(await makeStatusLink(people.ben, { ref, name: "one more" })).toHaveProperty("token");
  });

  test("two that are made at once when one place is left: one is", async () => {
    const { ref } = await linked();
    for (let made = 2; made < mostLinks; made += 1)
      await makeStatusLink(people.ben, { ref, name: `board ${made}` });
    const both = await Promise.allSettled(
      [people.ben, people.lea].map((who) => makeStatusLink(who, { ref, name: "the last" })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is listed only for those who may make one", async () => {
    const { ref } = await linked();
    await expectRefusal(listStatusLinks(people.cleo, ref), "forbidden");
  });
});

describe("a restricted incident", () => {
  test("is hidden from links that were made before, and shown again when it is no longer restricted", async () => {
    const { ref, link } = await linked();
    await restrictIncident(people.lea, { ref });
    expect(await findStatusView(link.token, beginning)).toBeNull();
    await unrestrictIncident(people.omar, { ref });
    expect(await findStatusView(link.token, beginning)).not.toBeNull();
  });

  test("wants to be told that it may be shown, by somebody who sees it; the view says that it is restricted", async () => {
    const { ref } = await restricted(people.lea);
    await expect(makeStatusLink(people.lea, { ref, name: "the board" })).rejects.toMatchObject({
      code: "invalid",
      fields: { showsRestricted: expect.stringMatching(/restricted/) },
    });
    const input = { ref, name: "the board", showsRestricted: "yes" };
    await expectRefusal(makeStatusLink(people.ben, input), "not_found");
    const link = await makeStatusLink(people.lea, input);
    expect(await findStatusView(link.token, beginning)).toMatchObject({ restricted: true });
    await expectRefusal(listStatusLinks(people.ben, ref), "not_found");
  });
});

describe("once the incident was merged into another one", () => {
  test("a link can be revoked, an update withdrawn, and the incident be restricted; nothing more is said", async () => {
    const { ref, link } = await linked();
    const update = await writeUpdate(people.ben, { ref, ...said });
    const into = await declared(people.ben);
    await mergeIncident(people.ben, { ref, into: into.ref });
    await expectRefusal(writeUpdate(people.ben, { ref, ...said }), "conflict");
    await withdrawUpdate(people.ben, { ref, updateId: update.id, reason: "It named a customer" });
    expect(await findStatusView(link.token, beginning)).toMatchObject({ updates: [{ said: null }] });
    const other = await linked();
    await mergeIncident(people.ben, { ref: other.ref, into: into.ref });
    await restrictIncident(people.lea, { ref: other.ref });
    expect(await findStatusView(other.link.token, beginning)).toBeNull();
    await revokeStatusLink(people.ben, { ref, linkId: link.id });
    expect(await findStatusView(link.token, beginning)).toBeNull();
  });
});

test("a list begins with the links that nobody has revoked, however many came after them", async () => {
  const { ref, link } = await linked();
  for (const name of ["second", "third"]) {
    const { id: linkId } = await makeStatusLink(people.ben, { ref, name });
    await revokeStatusLink(people.ben, { ref, linkId });
  }
  const [first, ...rest] = await listStatusLinks(people.ben, ref);
  expect([first?.id, rest.map(({ name }) => name)]).toEqual([link.id, ["third", "second"]]);
  await expectRefusal(getStatusLink(people.ben, { ref, id: people.ben.actor.id }), "not_found");
});

test("openings are counted, what a page asks for again is only noted, and an earlier clock moves nothing back", async () => {
  const { ref, link } = await linked();
  const opened = async () => {
    const [row] = await listStatusLinks(people.ben, ref);
    return [row?.opened, row?.lastOpenedAt];
  };
  expect(await opened()).toEqual([0, null]);
  await Promise.all([1, 2, 3].map((count) => noteOpening(link.id, later(beginning, minutes(count)), false)));
  expect(await opened()).toEqual([3, later(beginning, minutes(3))]);
  await noteOpening(link.id, later(beginning, minutes(9)), true);
  expect(await opened()).toEqual([3, later(beginning, minutes(9))]);
  await noteOpening(link.id, beginning, false);
  expect(await opened()).toEqual([4, later(beginning, minutes(9))]);
});
