import { refuseNamesake, uniquely } from "../../catalog/unique-name";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { getView } from "./queries";
import { mayChangeView, maySaveFor } from "./rules";
import { MOST_VIEWS, removeViewInput, renameViewInput, saveViewInput } from "./schema";

const what = "a view";

/** Saves filters of the list under a name, for oneself, a team, or everyone. Refuses a name that there is, and too many. */
export const saveView = command(
  "saved-view.save",
  saveViewInput,
  async ({ tx, context, input: { name, query, seenBy }, changed }) => {
    const makerId = context.actor.id;
    if (makerId === null) throw new Refusal("forbidden", "Views are saved by people.");
    const teams = await tx.teamMember.findMany({ where: { personId: makerId, team: { archivedAt: null } } });
    const verdict = maySaveFor(
      seenBy,
      context.actor,
      teams.map(({ teamId }) => teamId),
    );
    if (!verdict.may) throw new Refusal("forbidden", verdict.reason, { seenBy: verdict.reason });
    // The count holds only while nobody else saves.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater.saved-views'))`;
    const beside = besideOf({ ...seenBy, makerId });
    if ((await tx.savedView.count({ where: beside })) >= MOST_VIEWS)
      throw new Refusal("conflict", `There are ${MOST_VIEWS} views already. Remove one that nobody needs.`);
    await refuseTaken(tx, { ...seenBy, makerId }, name);
    const view = await uniquely(what, name, () =>
      tx.savedView.create({ data: { name, query, ...seenBy, makerId, createdAt: context.now } }),
    );
    changed(
      { kind: "saved-view", id: view.id },
      {
        name: [null, name],
        query: [null, query],
        audience: [null, seenBy.audience],
        team: [null, seenBy.teamId],
      },
    );
    return { viewId: view.id, query };
  },
);

/** Gives a view another name. Refuses a stale form, and a name that there is. */
export const renameView = command(
  "saved-view.rename",
  renameViewInput,
  async ({ tx, context, input: { viewId, version, name }, changed }) => {
    const view = await changeable(tx, context, viewId);
    const { query } = view;
    if (view.name === name) return { viewId, query };
    if (view.version !== version) throw staleEdit({ name: view.name, version: view.version });
    await refuseTaken(tx, view, name, viewId);
    const data = { name, version: { increment: 1 } };
    await uniquely(what, name, () => tx.savedView.update({ where: { id: viewId }, data }));
    changed({ kind: "saved-view", id: viewId }, { name: [view.name, name] });
    return { viewId, query };
  },
);

/** Takes a view away from everybody who sees it. The incidents stay as they are. */
export const removeView = command(
  "saved-view.remove",
  removeViewInput,
  async ({ tx, context, input: { viewId }, changed }) => {
    const { name, query, audience } = await changeable(tx, context, viewId);
    await tx.savedView.delete({ where: { id: viewId } });
    changed(
      { kind: "saved-view", id: viewId },
      { name: [name, null], query: [query, null], audience: [audience, null] },
    );
    return { viewId };
  },
);

type Owned = { audience: "me" | "team" | "everyone"; teamId: string | null; makerId: string };

/** The views that stand beside one like this: a person's own, a team's, or everyone's. */
const besideOf = ({ audience, teamId, makerId }: Owned) =>
  audience === "me" ? { audience, makerId } : audience === "team" ? { audience, teamId } : { audience };

const refuseTaken = (tx: Transaction, owned: Owned, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) =>
    tx.savedView.findFirst({ where: { ...besideOf(owned), ...namesake } }),
  );

/** The view, its row held until the transaction ends, for an actor who may change it. */
async function changeable(tx: Transaction, context: Context, viewId: string) {
  await tx.$queryRaw`select 1 as held from saved_view where id = ${viewId}::uuid for update`;
  const view = await getView(context, viewId, tx);
  const verdict = mayChangeView(view, context.actor);
  if (!verdict.may) throw new Refusal("forbidden", verdict.reason);
  return view;
}
