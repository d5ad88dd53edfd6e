import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { audienceOf } from "@/lib/incidents/presence/queries";
import { isVisibleTo, visibleTo } from "@/lib/incidents/rules";
import { type Cast, type CastName, cast, sessionOf } from "../../../support/cast";
import { hours, later } from "../../../support/clock";
import { declared, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const names = ["ada", "ben", "lea", "omar", "cleo", "mallory"] as const satisfies readonly CastName[];

async function audience(incidentId: string) {
  const sessions = await Promise.all(
    names.map(async (name) => ({ name, ...(await sessionOf(people[name])) })),
  );
  const asked = {
    personIds: names.map((name) => people[name].actor.id),
    sessionIds: sessions.map(({ sessionId }) => sessionId),
  };
  const found = await audienceOf(incidentId, asked, people.ben.now);
  return {
    persons: found.persons.map(({ name }) => name).sort(),
    sessions: sessions.filter(({ sessionId }) => found.sessions.has(sessionId)).map(({ name }) => name),
  };
}

test("everybody who works here may be seen, and told, at an incident that is open to all", async () => {
  const { id } = await declared(people.ben);
  expect(await audience(id)).toEqual({
    persons: ["Ada", "Ben", "Cleo", "Lea", "Omar"],
    sessions: ["ada", "ben", "lea", "omar", "cleo"],
  });
});

test("at a restricted one those who take part and admins, and nobody else", async () => {
  const { id, ref } = await restricted(people.lea);
  expect(await audience(id)).toEqual({ persons: ["Lea", "Omar"], sessions: ["lea", "omar"] });
  await addParticipant(people.lea, { ref, personId: people.cleo.actor.id, role: "participant" });
  expect((await audience(id)).sessions).toEqual(["lea", "omar", "cleo"]);
});

test("a session that was ended, or that nobody used for long, is told nothing more", async () => {
  const { id } = await declared(people.ben);
  const { sessionId } = await sessionOf(people.ben);
  const ask = async (now = people.ben.now) =>
    (await audienceOf(id, { personIds: [], sessionIds: [sessionId] }, now)).sessions.size;
  expect(await ask()).toBe(1);
  expect(await ask(later(people.ben, hours(13)).now)).toBe(0);
  await database().session.update({ where: { id: sessionId }, data: { revokedAt: people.ben.now } });
  expect(await ask()).toBe(0);
});

test("what is at hand is judged as the database judges it", async () => {
  const incidents = [await declared(people.ben), await restricted(people.lea)];
  for (const { id } of incidents) {
    const incident = await database().incident.findUniqueOrThrow({
      where: { id },
      include: { participants: true },
    });
    for (const { actor } of [...names.map((name) => people[name]), people.system, people.nobody]) {
      const found = await database().incident.count({ where: { AND: [{ id }, visibleTo(actor)] } });
      expect({ role: actor.role, sees: isVisibleTo(actor, incident) }).toEqual({
        role: actor.role,
        sees: found === 1,
      });
    }
  }
});
