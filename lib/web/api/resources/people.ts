import { z } from "zod";
import { Role } from "../../../../prisma/generated/enums";
import { personStates } from "../../../people/labels";
import { getPerson, listPeople } from "../../../people/queries";
import { peopleQuery } from "../../../people/schema";
import { list, read } from "../reading";
import { instant, named } from "./parts";

const personListed = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    title: z.string().nullable(),
    role: z.enum(Role),
    state: z.enum(personStates),
    teams: z.array(named),
  })
  .meta({ id: "PersonSummary" });

const person = personListed
  .extend({ timeZone: z.string(), createdAt: instant, deactivatedAt: instant.nullable() })
  .meta({ id: "Person" });

/** Who uses Highwater. */
export const people = {
  list: list({
    route: "GET /people",
    id: "person.list",
    scope: "people:read",
    summary: "List people",
    description: "By name; `text` is looked for in names, addresses and titles.",
    filters: peopleQuery,
    item: personListed,
    run: async (context, { filters, limit, place }) => {
      const { people: items, next } = await listPeople(
        context,
        { ...filters, after: place ?? undefined },
        limit,
      );
      return { items, next };
    },
  }),

  get: read({
    route: "GET /people/{id}",
    id: "person.get",
    scope: "people:read",
    summary: "Read a person",
    answer: person,
    run: (context, { id }) => getPerson(context, id),
  }),
};
