import { beforeAll, describe, expect, it } from "vitest";
import { loadedCommands } from "@/lib/core/command";
import { type ActorRole, type Context, nobodyContext, systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { type ActionName, isAtLeast, may, type Permission, permissions } from "@/lib/core/permissions";
import { isRefusal, type Refusal } from "@/lib/core/refusal";
import { applyImport } from "@/lib/documents/imports/commands";
import { getImportPreview } from "@/lib/documents/imports/queries";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { deactivatePerson } from "@/lib/people/commands";
import { findSession } from "@/lib/people/sign-in/queries";
import { Role, Via } from "@/prisma/generated/enums";
import { firstRunRows, type Row, rows } from "../support/action-rows";
import { beginning, type Cast, cast, sessionOf } from "../support/cast";
import { commandFiles, type Door, loadDoors } from "../support/doors";
import { makeWorld, report, upload, type World } from "../support/world";

const exported = await loadDoors();
const commands = loadedCommands();
const actions = Object.keys(permissions) as ActionName[];

/** Every way in to an action: its command, and what is exported under its name. */
const doorsOf = (action: ActionName): Door[] =>
  [...new Set([...commands.values(), ...exported.map(({ door }) => door)])].filter(
    (door) => door.action === action,
  );

/** The way in that other code uses: the command where it is exported, else what stands in front of it. */
function doorOf(action: ActionName): Door {
  const outside = exported.map(({ door }) => door).filter((door) => door.action === action);
  const door = outside.find((one) => one === commands.get(action)) ?? outside[0];
  if (!door) throw new Error(`${action} has no exported command`);
  return door;
}

const castOfRole = {
  nobody: "nobody",
  viewer: "cleo",
  responder: "ben",
  lead: "lea",
  approver: "ada",
  admin: "omar",
  system: "system",
} as const satisfies Record<ActorRole, keyof Cast>;

const rightPerson = (world: World, action: ActionName): Context =>
  world[castOfRole[permissions[action].role]];

/** Somebody of a role, of whom nothing else is known here. */
function somebody(role: ActorRole): Context {
  if (role === "nobody") return nobodyContext(beginning);
  if (role === "system") return systemContext(beginning);
  const id = "00000000-0000-4000-8000-000000000000";
  return { actor: { id, name: "Somebody", role, via: "web" }, now: beginning, requestId: "test" };
}

const garbage = [null, "garbage", 7, [[]], { ref: { $ne: "" }, token: 1, file: "no file", fileName: [] }];

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const outcome = await attempt.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && isRefusal(outcome.error)) return outcome.error;
  throw new Error(`not refused: ${"error" in outcome ? outcome.error : JSON.stringify(outcome.value)}`);
}

const lastEventId = async () =>
  (await database().auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? 0;

/** Expects that `work` leaves exactly one event, by this person through their door, that says what changed. */
async function expectOneEvent(action: ActionName, context: Context, work: () => Promise<unknown>) {
  const [before, workBefore] = [await lastEventId(), await database().work.count()];
  await work();
  const events = await database().auditEvent.findMany({ where: { id: { gt: before } } });
  const { id: actorId, role: actorRole, via } = context.actor;
  expect(events).toMatchObject([{ action, actorId, actorRole, via, at: context.now }]);
  const changes = events[0]?.changes as { fields: Record<string, unknown> }[];
  expect(changes.flatMap(({ fields }) => Object.keys(fields))).not.toEqual([]);
  const { followedBy = [] }: Permission = permissions[action];
  expect((await database().work.count()) - workBefore).toBe(followedBy.length);
}

describe("the list of actions", () => {
  it("has exactly one command for each, and a row of this test", () => {
    const made = commandFiles().flatMap(({ text }) =>
      [...text.matchAll(/\bcommand\(\s*"([^"]+)"/g)].map((match) => match[1]),
    );
    expect(made.sort()).toEqual([...actions].sort());
    expect([...commands.keys()].sort()).toEqual([...actions].sort());
    expect([...Object.keys(rows), ...Object.keys(firstRunRows)].sort()).toEqual([...actions].sort());
  });

  it("can be reached through something that a commands.ts exports", () => {
    expect(actions.filter((action) => !exported.some(({ door }) => door.action === action))).toEqual([]);
  });
});

// First of all that touches the database: they are for one in which nobody exists.
describe("while nobody exists", () => {
  it.each(Object.entries(firstRunRows) as [ActionName, () => unknown][])(
    "%s is done by the right one",
    async (action, input) => {
      const context = somebody(permissions[action].role);
      const given = await input();
      await expectOneEvent(action, context, () => doorOf(action)(context, given));
    },
  );
});

describe.each(actions)("%s", (action) => {
  const least = permissions[action].role;
  const lesser = [...Object.values(Role), "system" as const].filter((role) => !isAtLeast(role, least));

  runIf(least !== "nobody")("refuses nobody before it looks at what was sent", async () => {
    for (const door of doorsOf(action))
      for (const input of garbage)
        expect(await refusalOf(door(somebody("nobody"), input))).toMatchObject({ code: "unauthenticated" });
  });

  it.runIf(lesser.length > 0)("refuses every lesser role before it looks at what was sent", async () => {
    for (const door of doorsOf(action))
      for (const role of lesser)
        for (const input of garbage)
          expect(await refusalOf(door(somebody(role), input))).toMatchObject({ code: "forbidden" });
  });

  it("refuses what is no input in words", async () => {
    for (const door of doorsOf(action))
      for (const input of garbage.slice(0, 4))
        expect(await refusalOf(door(somebody(least), input))).toMatchObject({ code: "invalid" });
  });
});

describe.each(Object.entries(rows) as [keyof typeof rows, Row][])("%s", (action, { input, inside }) => {
  const door = doorOf(action);
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });

  it.runIf(inside === "incident")(
    "is refused on a restricted incident to whoever takes no part in it",
    async () => {
      const place = { ...world, incident: world.restricted };
      const given = (await input(place)) as { ref: string };
      const before = await lastEventId();
      const outsiders = [world.ben, world.lea, world.ada, world.mallory].filter(({ actor }) =>
        may(actor, action),
      );
      for (const outsider of outsiders) await expectHidden(door, outsider, given, world.restricted.title);
      expect(await lastEventId()).toBe(before);
      const person = rightPerson(world, action);
      if (!outsiders.some(({ actor }) => actor.id === person.actor.id)) return;
      const { ref } = world.restricted;
      await addParticipant(world.omar, { ref, personId: person.actor.id, role: "participant" });
      await door(person, given);
    },
  );

  it.runIf(inside === "team")("is refused to a lead of another team", async () => {
    const given = await input(await makeWorld());
    expect(await refusalOf(door(world.ada, given))).toMatchObject({ code: "forbidden" });
  });

  it.runIf(inside === "person")("is refused to everybody else, an admin included", async () => {
    const given = await input(world);
    const { code } = await refusalOf(door(world.omar, given));
    expect(["not_found", "forbidden", "unauthenticated"]).toContain(code);
  });

  it("is done by the right person, and leaves one event that says what changed", async () => {
    const context = rightPerson(world, action);
    const given = await input(world);
    await expectOneEvent(action, context, () => door(context, given));
  });
});

/** Expects a refusal that tells no more than there is to tell of an incident or item that does not exist. */
async function expectHidden(door: Door, outsider: Context, input: { ref: string }, title: string) {
  const refusal = await refusalOf(door(outsider, input));
  expect(["not_found", "forbidden"]).toContain(refusal.code);
  const { message, fields, detail = null } = refusal;
  expect(JSON.stringify([message, fields, detail])).not.toContain(title);
  const nowhere = input.ref.replace(/\d+$/, "9999");
  const missing = await refusalOf(door(outsider, { ...input, ref: nowhere }));
  expect({ code: refusal.code, message: message.replace(input.ref, nowhere) }).toEqual({
    code: missing.code,
    message: missing.message,
  });
}

describe("somebody who was deactivated", () => {
  it("has no session behind the cookie that they still have", async () => {
    const { omar, cleo, mallory } = await cast();
    const [old, live] = [await sessionOf(mallory), await sessionOf(cleo)];
    expect(await findSession(old.token, beginning)).toBeNull();
    expect(await findSession(live.token, beginning)).not.toBeNull();
    await deactivatePerson(omar, { personId: cleo.actor.id });
    expect(await findSession(live.token, beginning)).toBeNull();
  });
});

describe("a sign-off", () => {
  const otherDoors = Object.values(Via).filter((via) => via !== "web");

  it.each(otherDoors)("is neither given nor returned through the door %s", async (via) => {
    const world = await makeWorld();
    for (const action of ["sign-off.give", "sign-off.return"] as const) {
      const given = await rows[action].input(world);
      for (const person of [rightPerson(world, action), world.omar, world.system]) {
        const context = { ...person, actor: { ...person.actor, via } };
        expect(await refusalOf(doorOf(action)(context, given))).toMatchObject({ code: "forbidden" });
      }
    }
  });
});

describe("an import of a document that names a restricted incident", () => {
  it("neither shows nor changes that incident to whoever takes no part in it", async () => {
    const { ben, restricted } = await makeWorld();
    const { source } = report();
    const named = await upload(
      ben,
      source.replace("**Severity:**", `**Incident ID:** ${restricted.ref}\n**Severity:**`),
    );
    const preview = await getImportPreview(ben, named.importId);
    expect(preview.document.header.ref).toBe(restricted.ref);
    expect(preview.existing).toBeNull();
    const { ref } = await applyImport(ben, { ...named, parts: ["header", "summary"] });
    expect(ref).not.toBe(restricted.ref);
    const row = await database().incident.findUniqueOrThrow({ where: { ref: restricted.ref } });
    expect(row.title).toBe(restricted.title);
  });
});
