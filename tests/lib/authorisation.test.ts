import { beforeAll, describe, expect, it } from "vitest";
import { loadedCommands } from "@/lib/core/command";
import { type ActorRole, type Context, nobodyContext, systemContext } from "@/lib/core/context";
import { database, type Transaction } from "@/lib/core/database";
import { type ActionName, isAtLeast, may, permissions } from "@/lib/core/permissions";
import { applyImport } from "@/lib/documents/imports/commands";
import { getImportPreview } from "@/lib/documents/imports/queries";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { deactivatePerson } from "@/lib/people/commands";
import { findSession } from "@/lib/people/sign-in/queries";
import { Role, Via } from "@/prisma/generated/enums";
import { firstRunRows, type Row, rows } from "../support/action-rows";
import { beginning, type Cast, cast, sessionOf } from "../support/cast";
import { commandFiles, type Door, loadDoors } from "../support/doors";
import { type IncidentRow, incidentRows } from "../support/incident-rows";
import { expectHidden, expectOneEvent, lastEventId, refusalOf } from "../support/outcomes";
import {
  makeWorld,
  openScene,
  report,
  restrictedScene,
  type Scene,
  upload,
  type World,
} from "../support/world";

const exported = await loadDoors();
const commands = loadedCommands();
const actions = Object.keys(permissions) as ActionName[];

// Whoever is refused gets no use of the transaction.
const noTransaction = {} as Transaction;
const inTransactions = [...commands.values()].map(({ within, action }) =>
  Object.assign((context: Context, input: unknown) => within(noTransaction, context, input), { action }),
);

/** Every way in to an action: its command, also inside a transaction, and whatever is exported under its name. */
const doorsOf = (action: ActionName): Door[] =>
  [...new Set<Door>([...commands.values(), ...inTransactions, ...exported])].filter(
    (door) => door.action === action,
  );

/** The way in that pages and other doors use: the command where it is exported, else what stands in front of it. */
function doorOf(action: ActionName): Door {
  const outside = exported.filter((door) => door.action === action);
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

/** The one of the cast whose role is just enough. */
const rightPerson = (people: Cast, action: ActionName): Context =>
  people[castOfRole[permissions[action].role]];

/** Somebody of a role, of whom nothing else is known. */
function somebody(role: ActorRole): Context {
  if (role === "nobody") return nobodyContext(beginning);
  if (role === "system") return systemContext(beginning);
  const id = "00000000-0000-4000-8000-000000000000";
  return { actor: { id, name: "Somebody", role, via: "web" }, now: beginning, requestId: "test" };
}

const noInput = [null, "garbage", 7, [[]]];
const garbage = [...noInput, {}, { ref: { not: "" }, token: 1, file: "no file", fileName: [] }];

describe("the list of actions", () => {
  it("has exactly one command for each, and a row in this test", () => {
    const made = commandFiles().flatMap(({ text }) =>
      [...text.matchAll(/\bcommand\(\s*"([^"]+)"/g)].map((match) => match[1]),
    );
    const tested = [firstRunRows, rows, incidentRows].flatMap((table) => Object.keys(table));
    const listed = [...actions].sort();
    expect(made.sort()).toEqual(listed);
    expect([...commands.keys()].sort()).toEqual(listed);
    expect(tested.sort()).toEqual(listed);
  });

  it("can be reached through what the commands.ts files export", () => {
    expect(actions.filter((action) => !exported.some((door) => door.action === action))).toEqual([]);
  });
});

// The first that touch the database, because they want one in which nobody exists.
describe("while nobody exists", () => {
  const firstRun = Object.entries(firstRunRows) as [ActionName, () => unknown][];
  it.each(firstRun)("%s is done by the right one, and leaves one event", async (action, input) => {
    const context = somebody(permissions[action].role);
    const given = await input();
    await expectOneEvent(action, context, () => doorOf(action)(context, given));
  });
});

describe.each(actions)("%s", (action) => {
  const least = permissions[action].role;
  const lesser = [...Object.values(Role), "system" as const].filter((role) => !isAtLeast(role, least));

  const refuses = async (role: ActorRole, inputs: unknown[], code: string) => {
    for (const door of doorsOf(action))
      for (const input of inputs)
        expect(await refusalOf(door(somebody(role), input))).toMatchObject({ code });
  };

  if (least !== "nobody")
    it("refuses nobody before it looks at what was sent", () =>
      refuses("nobody", garbage, "unauthenticated"));

  if (lesser.length > 0)
    it("refuses every lesser role before it looks at what was sent", async () => {
      for (const role of lesser) await refuses(role, garbage, "forbidden");
    });

  it("refuses in words what is no input at all", () => refuses(least, noInput, "invalid"));
});

describe.each(Object.entries(rows) as [ActionName, Row][])("%s", (action, { input, inside }) => {
  const door = doorOf(action);
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });

  if (inside === "team")
    it("is refused to a lead of another team", async () => {
      const given = await input(await makeWorld());
      expect(await refusalOf(door(world.ada, given))).toMatchObject({ code: "forbidden" });
    });

  if (inside === "person")
    it("is refused to everybody else, an admin included", async () => {
      const { code } = await refusalOf(door(world.omar, await input(world)));
      expect(["not_found", "forbidden", "unauthenticated"]).toContain(code);
    });

  it("is done by the right person, and leaves one event that says what changed", async () => {
    const context = rightPerson(world, action);
    const given = await input(world);
    await expectOneEvent(action, context, () => door(context, given));
  });
});

describe.each(Object.entries(incidentRows) as [ActionName, IncidentRow][])("%s", (action, input) => {
  const door = doorOf(action);
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });

  const outsiders = () =>
    [world.ben, world.lea, world.ada, world.mallory].filter(({ actor }) => may(actor, action));

  // What only admins do has no outsiders: they see every incident.
  if (may({ role: "approver" }, action))
    it("is hidden in a restricted incident from whoever takes no part in it, until they do", async () => {
      const scene = await restrictedScene(world);
      const given = (await input(scene)) as { ref: string };
      const before = await lastEventId();
      for (const outsider of outsiders()) await expectHidden(door, outsider, given, scene.incident.title);
      expect(await lastEventId()).toBe(before);
      const person = rightPerson(world, action);
      const participant = { ref: scene.incident.ref, personId: person.actor.id, role: "participant" };
      await addParticipant(world.omar, participant);
      await door(person, given);
    });

  it("is done by the right person, and leaves one event that says what changed", async () => {
    const scene = await openScene(world);
    const context = rightPerson(world, action);
    const given = await input(scene);
    await expectOneEvent(action, context, () => door(context, given));
  });
});

describe("somebody who was deactivated", () => {
  it("has no session behind the cookie that they still carry", async () => {
    const { omar, cleo, mallory } = await cast();
    const [old, live] = [await sessionOf(mallory), await sessionOf(cleo)];
    expect(await findSession(old.token, beginning)).toBeNull();
    expect(await findSession(live.token, beginning)).not.toBeNull();
    await deactivatePerson(omar, { personId: cleo.actor.id });
    expect(await findSession(live.token, beginning)).toBeNull();
  });
});

describe("a sign-off", () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await openScene(await makeWorld());
  });

  const otherDoors = Object.values(Via).filter((via) => via !== "web");
  it.each(otherDoors)("is neither given nor returned through the door %s", async (via) => {
    for (const action of ["sign-off.give", "sign-off.return"] as const) {
      const given = await incidentRows[action](scene);
      for (const person of [rightPerson(scene, action), scene.omar, scene.system]) {
        const context = { ...person, actor: { ...person.actor, via } };
        expect(await refusalOf(doorOf(action)(context, given))).toMatchObject({ code: "forbidden" });
      }
    }
  });
});

describe("an import of a document that names a restricted incident", () => {
  it("neither shows nor changes that incident for whoever takes no part in it", async () => {
    const { ben, incident } = await restrictedScene(await makeWorld());
    const { source } = report();
    const named = source.replace("**Severity:**", `**Incident ID:** ${incident.ref}\n**Severity:**`);
    const uploaded = await upload(ben, named);
    const preview = await getImportPreview(ben, uploaded.importId);
    expect(preview.document.header.ref).toBe(incident.ref);
    expect(preview.existing).toBeNull();
    const { ref } = await applyImport(ben, { ...uploaded, parts: ["header", "summary"] });
    expect(ref).not.toBe(incident.ref);
    const row = await database().incident.findUniqueOrThrow({ where: { ref: incident.ref } });
    expect(row.title).toBe(incident.title);
  });
});
