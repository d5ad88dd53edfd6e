import type { Prisma, SavedView } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
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

/** Views that an actor sees: their own, those of their teams, and those of everyone. */
const seenBy = (personId: string): Prisma.SavedViewWhereInput => ({
  OR: [
    { audience: "me", makerId: personId },
    { audience: "team", team: { members: { some: { personId } } } },
    { audience: "everyone" },
  ],
});

/** The views that the actor sees: their own first, then their teams', then everyone's, each by name. */
export async function listViews(context: Context): Promise<ViewLine[]> {
  demandReader(context);
  if (context.actor.id === null) return [];
  const views = await database().savedView.findMany({
    where: seenBy(context.actor.id),
    orderBy: [{ audience: "asc" }, { name: "asc" }, { id: "asc" }],
    include: { team: { select: { name: true } }, maker: { select: { name: true } } },
  });
  return views.map(({ team, maker, ...view }) => ({
    ...{ id: view.id, name: view.name, query: view.query, version: view.version, audience: view.audience },
    ...{ team: team?.name ?? null, maker: maker.name },
    mayChange: mayChangeView(view, context.actor).may,
  }));
}

/** The teams that the actor belongs to and can save views for, by name. */
export async function listOwnTeams(context: Context): Promise<{ id: string; name: string }[]> {
  demandReader(context);
  if (context.actor.id === null) return [];
  return database().team.findMany({
    where: { archivedAt: null, members: { some: { personId: context.actor.id } } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}

/** A view that the actor sees. Refuses with 'not_found'. */
export async function getView(
  context: Context,
  viewId: string,
  reader: Reader = database(),
): Promise<SavedView> {
  const id = context.actor.id;
  const view = id ? await reader.savedView.findFirst({ where: { id: viewId, ...seenBy(id) } }) : null;
  if (!view) throw new Refusal("not_found", "There is no such view.");
  return view;
}
