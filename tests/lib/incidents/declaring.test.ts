import { beforeAll, describe, expect, test } from "vitest";
import { createService } from "@/lib/catalog/services/commands";
import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { exportIncidents } from "@/lib/documents/incidents/queries";
import { listWithin } from "@/lib/incidents/lists/lanes/queries";
import {
  countOpenByService,
  countOpenBySeverity,
  listIncidents,
  listOpenIncidents,
} from "@/lib/incidents/lists/queries";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { getIncident } from "@/lib/incidents/queries";
import { unrestrictIncident } from "@/lib/incidents/restriction/commands";
import { incidentFilters } from "@/lib/incidents/schema";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { searchIncidents } from "@/lib/reviews/search/queries";
import { findSimilar } from "@/lib/reviews/similar/queries";
import { tick } from "@/lib/worker/main";
import { type Cast, cast } from "../../support/cast";
import { hours, later } from "../../support/clock";
import { expectRefusal } from "../people/support";
import { declared, rowOf } from "./support";

const title = "Payroll read by an outsider";
const service = "payroll";

let people: Cast;
/** Another responder, who has nothing to do with it. */
let rosa: Context;
let secret: { id: string; ref: string };

beforeAll(async () => {
  people = await cast();
  const { ben, lea } = people;
  const { id } = await database().person.create({
    data: { name: "Rosa", email: "rosa@example.org", role: "responder" },
  });
  rosa = { ...ben, actor: { ...ben.actor, id, name: "Rosa" } };
  await createService(lea, { name: "Payroll" });
  secret = await declared(ben, { title, severity: "P0", service, restricted: true });
});

describe("a restricted incident that a responder declares", () => {
  test("is so from the first moment, by one act, and its declarer takes part", async () => {
    const { ben } = people;
    expect(await rowOf(secret.id)).toMatchObject({ restrictedAt: ben.now, createdAt: ben.now });
    const events = await database().auditEvent.findMany({ where: { incidentId: secret.id } });
    expect(events).toMatchObject([{ action: "incident.declare", actorId: ben.actor.id }]);
    expect(events[0]?.changes).toContainEqual({
      kind: "incident",
      id: secret.id,
      fields: expect.objectContaining({ restrictedAt: [null, ben.now.toISOString()] }),
    });
    expect((await getIncident(ben, secret.ref)).participants).toMatchObject([
      { personId: ben.actor.id, role: "participant" },
    ]);
  });

  test("is not there for whoever takes no part in it, a lead too; for admins it is", async () => {
    for (const who of [rosa, people.lea, people.ada, people.cleo, people.nobody]) {
      await expectRefusal(getIncident(who, secret.ref), "not_found");
      await expectRefusal(listTimeline(who, secret.ref), "not_found");
    }
    for (const who of [people.ben, people.omar]) expect(await namedTo(who)).toEqual(everywhere(true));
    for (const who of [rosa, people.lea, people.cleo]) expect(await namedTo(who)).toEqual(everywhere(false));
  });

  test("tells nobody who may not see it, not even whom its timeline mentions", async () => {
    const { ben, cleo, lea } = people;
    await addEntry(ben, { ref: secret.ref, text: "@cleo @lea who reads the payroll?" });
    await tick("w");
    for (const { actor } of [cleo, lea])
      expect(await database().notification.count({ where: { personId: actor.id } })).toBe(0);
  });

  test("is seen by whoever is taken in, and shown to everybody by a lead alone", async () => {
    const { ben, lea } = people;
    await addParticipant(ben, { ref: secret.ref, personId: lea.actor.id, role: "participant" });
    expect(await namedTo(lea)).toEqual(everywhere(true));
    await expectRefusal(unrestrictIncident(ben, { ref: secret.ref }), "forbidden");
    await unrestrictIncident(lea, { ref: secret.ref });
    expect(await namedTo(rosa)).toEqual(everywhere(true));
  });
});

test.each([[{}], [{ restricted: false }], [{ restricted: "false" }]])(
  "with %j everybody sees it",
  async (input) => {
    const { id, ref } = await declared(people.ben, input);
    expect((await rowOf(id)).restrictedAt).toBeNull();
    expect((await getIncident(people.cleo, ref)).ref).toBe(ref);
  },
);

test("as a form sends its box it is restricted, and what is neither yes nor no is refused at the field", async () => {
  const { id } = await declared(people.ben, { restricted: "on" });
  expect((await rowOf(id)).restrictedAt).toEqual(people.ben.now);
  await expect(declared(people.ben, { restricted: "perhaps" })).rejects.toMatchObject({
    code: "invalid",
    fields: { restricted: "Answer yes or no." },
  });
});

type Places = Record<keyof Awaited<ReturnType<typeof namedTo>>, boolean>;

const everywhere = (named: boolean): Places => ({
  list: named,
  lanes: named,
  file: named,
  now: named,
  "by severity": named,
  "by service": named,
  search: named,
  similar: named,
  "of the service": named,
});

/** In which places somebody is told of it. */
async function namedTo(who: Context) {
  const { id: serviceId } = await database().service.findUniqueOrThrow({ where: { slug: service } });
  const around = { from: later(people.ben, -hours(1)).now, to: later(people.ben, hours(1)).now };
  const [list, lanes, file, now, severities, services, search, similar, ofService] = await Promise.all([
    listIncidents(who, incidentFilters.parse({ status: "all", text: "payroll" })),
    listWithin(who, incidentFilters.parse({ status: "all" }), around),
    exportIncidents(who, {}),
    listOpenIncidents(who),
    countOpenBySeverity(who),
    countOpenByService(who),
    searchIncidents(who, incidentFilters.parse({ status: "all" }), { text: "payroll" }),
    findSimilar(who, { title }),
    findSimilar(who, { title: "", service }),
  ]);
  const tells = (said: unknown) => {
    const text = JSON.stringify(said);
    return text.includes(secret.ref) || text.includes(title);
  };
  return {
    list: tells(list),
    lanes: tells(lanes),
    file: tells(file),
    now: tells(now),
    "by severity": severities.P0 > 0,
    "by service": (services.get(serviceId) ?? 0) > 0,
    search: tells(search.page?.found),
    similar: tells(similar),
    "of the service": tells(ofService),
  };
}
