import { z } from "zod";
import { getTeam, listTeams } from "../../../people/teams/queries";
import { list, read, stretchOf } from "../reading";
import { archivedFilter, instant, personShown } from "./parts";

const team = {
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  archivedAt: instant.nullable(),
};

/** Who works together. */
export const teams = {
  list: list({
    route: "GET /teams",
    id: "team.list",
    scope: "people:read",
    summary: "List teams",
    description: "By name: those in use, or those that were archived.",
    filters: archivedFilter.extend({ text: z.string().max(200).optional() }),
    item: z.object({ ...team, members: z.int() }).meta({ id: "TeamSummary" }),
    run: async (context, { filters, limit, place }) => {
      const rows = await listTeams(context, filters, { after: place, limit: limit + 1 });
      return stretchOf(rows, limit, ({ name }) => name);
    },
  }),

  get: read({
    route: "GET /teams/{slug}",
    id: "team.get",
    scope: "people:read",
    summary: "Read a team with its members",
    answer: z
      .object({
        ...team,
        members: z.array(z.object({ person: personShown, accountable: z.boolean() })),
      })
      .meta({ id: "Team" }),
    run: async (context, { slug }) => {
      const found = await getTeam(context, slug);
      const members = found.members.map(({ accountable, ...person }) => ({ person, accountable }));
      return { ...found, members };
    },
  }),
};
