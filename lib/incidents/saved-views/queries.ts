import type { SavedView } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader, sql } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { demandReader } from "../../people/queries";
import { mayChangeView } from "./rules";

/** A saved view as a list shows it: whose it is, and whether the actor may change it. */
export type ViewLine = {
  id: string;
  name: string;
  query: string;
  version: number;
  audience: SavedView["audience"];
  team: string | null;
  maker: string;
  mayChange: boolean;
};

/** The views `v` that the person `$1` sees: their own, those of their teams, and those of everyone. */
const SEEN = `(v.audience = 'everyone' or (v.audience = 'me' and v.maker_id = $1::uuid) or (v.audience = 'team'
  and exists (select 1 from team_member m where m.team_id = v.team_id and m.person_id = $1::uuid)))`;

/** The views that the actor sees: their own first, then their teams', then everyone's, each by name. */
export async function listViews(context: Context): Promise<ViewLine[]> {
  demandReader(context);
  if (context.actor.id === null) return [];
  const views = await sql<Omit<ViewLine, "mayChange"> & { makerId: string }>(
    `select v.id, v.name, v.query, v.version, v.audience, v.maker_id as "makerId", t.name as team, p.name as maker
       from saved_view v join person p on p.id = v.maker_id left join team t on t.id = v.team_id
      where ${SEEN} order by v.audience, v.name, v.id`,
    [context.actor.id],
  );
  return views.map(({ makerId, ...view }) => ({
    ...view,
    mayChange: mayChangeView({ makerId, audience: view.audience }, context.actor).may,
  }));
}

/** The teams that the actor belongs to and can save views for, by name. */
export async function listOwnTeams(context: Context): Promise<{ id: string; name: string }[]> {
  demandReader(context);
  if (context.actor.id === null) return [];
  return sql(
    `select t.id, t.name from team t join team_member m on m.team_id = t.id
      where m.person_id = $1 and t.archived_at is null order by t.name`,
    [context.actor.id],
  );
}

/** A view that the actor sees. Refuses with 'not_found'. */
export async function getView(
  context: Context,
  viewId: string,
  reader: Reader = database(),
): Promise<SavedView> {
  const id = context.actor.id;
  const seen = `select v.id from saved_view v where ${SEEN} and v.id = $2::uuid`;
  const [found] = id ? await reader.$queryRawUnsafe<{ id: string }[]>(seen, id, viewId) : [];
  const view = found ? await reader.savedView.findUnique({ where: found }) : null;
  if (!view) throw new Refusal("not_found", "There is no such view.");
  return view;
}
