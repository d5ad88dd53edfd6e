import { command } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { touchIncident } from "../../incidents/document-version";
import { lockIncident } from "../../incidents/queries";
import { auditedSettings } from "../../pools/configuration/audit/rules";
import { choiceOf, sayTarget } from "./labels";
import { targetInclude, targetOf } from "./queries";
import { onControlInput, watchControlInput } from "./schema";

/**
 * Lets something watch a control of a post-mortem, in place of what watched it before; it is verified at once and from
 * then on. Quiet where the same watches it already. What is signed stays as it is.
 */
export const watchControl = command(
  "control.watch",
  watchControlInput,
  async ({ tx, context, input, changed }) => {
    const { id: incidentId, ref } = await lockIncident(tx, context, input.ref, { merged: "too" });
    const { controlId } = input;
    const before = await watchOf(tx, incidentId, ref, controlId);
    const target = await targetFor(tx, input.watchedBy);
    const was = before && targetOf(before);
    if (was && choiceOf(was) === choiceOf(target.target)) return { ref, controlId };
    await tx.controlWatch.deleteMany({ where: { controlId } });
    await tx.controlWatch.create({
      data: {
        ...{ controlId, ...target.columns, watchedSince: context.now, watchedById: context.actor.id },
        verdictSince: context.now,
      },
    });
    // By what comes now it was not verified yet.
    if (before && before.verdict !== "unknown")
      await tx.controlVerification.create({
        data: {
          ...{ controlId, from: before.verdict, to: "unknown", at: context.now },
          ...{ watched: sayTarget(target.target), value: "", says: "Watched by something else from now on." },
        },
      });
    await touchIncident(tx, incidentId, context.now);
    changed(
      { kind: "control", id: controlId, incidentId },
      { watchedBy: [was ? sayTarget(was) : null, sayTarget(target.target)] },
    );
    return { ref, controlId };
  },
);

/** Lets nothing watch a control any more; what was found stays with it. Quiet where nothing does. */
export const unwatchControl = command(
  "control.unwatch",
  onControlInput,
  async ({ tx, context, input, changed }) => {
    const { id: incidentId, ref } = await lockIncident(tx, context, input.ref, { merged: "too" });
    const { controlId } = input;
    const before = await watchOf(tx, incidentId, ref, controlId);
    if (!before) return { ref, controlId };
    await tx.controlWatch.delete({ where: { controlId } });
    await touchIncident(tx, incidentId, context.now);
    changed(
      { kind: "control", id: controlId, incidentId },
      { watchedBy: [sayTarget(targetOf(before)), null] },
    );
    return { ref, controlId };
  },
);

/** What watches a control of this incident, null where nothing does; refused where the incident has no such control. */
async function watchOf(tx: Transaction, incidentId: string, ref: string, controlId: string) {
  const control = await tx.control.findFirst({
    where: { id: controlId, incidentId },
    select: { watch: { include: targetInclude } },
  });
  if (!control) throw new Refusal("not_found", `${ref} has no such control. Load the page again.`);
  return control.watch;
}

type Chosen = { kind: "setting"; source: string; setting: string } | { kind: "rule"; rule: string };

/** What was chosen, as long as it is in use and, of a source, something that its audit looks at. */
async function targetFor(tx: Transaction, chosen: Chosen) {
  const choose = "Choose one of the list.";
  const unknown = () => new Refusal("invalid", choose, { watchedBy: choose });
  if (chosen.kind === "rule") {
    const rule = await tx.alertRule.findUnique({ where: { slug: chosen.rule } });
    if (!rule || rule.archivedAt) throw unknown();
    return { target: { kind: "rule", rule } as const, columns: { ruleId: rule.id } };
  }
  const source = await tx.poolSource.findUnique({ where: { slug: chosen.source } });
  const { setting } = chosen;
  if (!source || source.archivedAt || !auditedSettings(source.kind).includes(setting)) throw unknown();
  return { target: { kind: "setting", source, setting } as const, columns: { sourceId: source.id, setting } };
}
