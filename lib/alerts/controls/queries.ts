import type { Prisma } from "../../../prisma/generated/client";
import type { ControlKind, ControlVerdict, IncidentStatus } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { isUuid } from "../../core/text";
import { loadIncident } from "../../incidents/queries";
import { visibleTo } from "../../incidents/rules";
import { demandReader } from "../../people/queries";
import { auditedSettings } from "../../pools/configuration/audit/rules";
import { type ControlState, type ControlTarget, controlStates } from "./labels";
import type { ControlFilters } from "./schema";

/** What is read of a watch to know what watches. */
export const targetInclude = {
  rule: true,
  source: { select: { id: true, slug: true, name: true } },
} as const satisfies Prisma.ControlWatchInclude;

/** A watch with what watches. */
export type WatchRow = Prisma.ControlWatchGetPayload<{ include: typeof targetInclude }>;

/** What watches a control, of a row read with `targetInclude`. */
export function targetOf({ rule, source, setting }: WatchRow): ControlTarget {
  if (rule) return { kind: "rule", rule };
  if (source && setting !== null) return { kind: "setting", source, setting };
  throw new Error("a control is watched by nothing");
}

const inclusion = {
  rule: true,
  source: {
    select: {
      ...{ id: true, slug: true, name: true },
      pools: { where: { archivedAt: null }, orderBy: { name: "asc" }, take: 1, select: { slug: true } },
    },
  },
  watchedBy: { select: { name: true } },
} as const satisfies Prisma.ControlWatchInclude;

type Row = Prisma.ControlWatchGetPayload<{ include: typeof inclusion }>;

/** How a watched control stands, and by what. `href` leads to what watches it. */
export type ControlWatch = {
  target: ControlTarget;
  href: string;
  watchedSince: Date;
  watchedBy: string | null;
  verdict: ControlVerdict;
  /** Since when it stands so. */
  verdictSince: Date;
  value: string;
  says: string;
  verifiedAt: Date | null;
};

/** A change of a control's verdict. */
export type ControlStep = {
  id: number;
  to: ControlVerdict;
  at: Date;
  watched: string;
  value: string;
  says: string;
};

/** A control with its incident, and how it stands where it is watched. */
export type ControlLine = {
  id: string;
  kind: ControlKind;
  text: string;
  verification: string | null;
  incident: { ref: string; title: string; status: IncidentStatus };
  watch: ControlWatch | null;
};

function watchOf(row: Row): ControlWatch {
  const { watchedSince, verdict, verdictSince, value, says, verifiedAt } = row;
  const target = targetOf(row);
  const [pool] = row.source?.pools ?? [];
  const audit = pool ? `/pools/${pool.slug}#configuration` : "/settings/pool-sources";
  return {
    ...{ watchedSince, verdict, verdictSince, value, says, verifiedAt, target },
    href: target.kind === "rule" ? `/alerts/rules/${target.rule.slug}` : audit,
    watchedBy: row.watchedBy?.name ?? null,
  };
}

const pageSize = 50;

/**
 * The controls of all incidents that the actor may see, the broken ones first, then those of which nobody can tell, those
 * that hold and those that nothing watches; within each the newest written first. `next` is the cursor of the page after
 * this one; a cursor that cannot be read begins again.
 */
export async function listControls(
  context: Context,
  { state, after }: ControlFilters,
  limit = pageSize,
): Promise<{ controls: ControlLine[]; next: string | null }> {
  demandReader(context);
  const cursor = readCursor(after);
  const states = controlStates.filter((one) => state === undefined || one === state);
  const from = cursor ? states.indexOf(cursor.state) : 0;
  const found: ControlLine[] = [];
  for (const [index, one] of states.entries()) {
    if (index < from || found.length > limit) continue;
    const beyond = cursor && index === from ? { id: { lt: cursor.id } } : {};
    const rows = await database().control.findMany({
      where: {
        ...beyond,
        postMortem: { incident: visibleTo(context.actor) },
        watch: one === "unwatched" ? null : { verdict: one },
      },
      select: {
        ...{ id: true, kind: true, text: true, verification: true },
        postMortem: { select: { incident: { select: { ref: true, title: true, status: true } } } },
        watch: { include: inclusion },
      },
      orderBy: { id: "desc" },
      take: limit + 1 - found.length,
    });
    found.push(
      ...rows.map(({ postMortem: { incident }, watch, ...control }) => ({
        ...{ ...control, incident, watch: watch && watchOf(watch) },
      })),
    );
  }
  const controls = found.slice(0, limit);
  const last = controls.at(-1);
  return {
    controls,
    next: found.length > limit && last ? `${last.watch?.verdict ?? "unwatched"}~${last.id}` : null,
  };
}

function readCursor(text: string | undefined): { state: ControlState; id: string } | null {
  const [given, id = ""] = (text ?? "").split("~");
  const state = controlStates.find((one) => one === given);
  return state && isUuid(id) ? { state, id } : null;
}

/** How many of the watched controls stand how, of those that the actor may see. */
export async function countControls(context: Context): Promise<Record<ControlVerdict, number>> {
  demandReader(context);
  const rows = await database().controlWatch.groupBy({
    by: ["verdict"],
    where: { control: { postMortem: { incident: visibleTo(context.actor) } } },
    _count: true,
  });
  const of = (verdict: ControlVerdict) => rows.find((one) => one.verdict === verdict)?._count ?? 0;
  return { broken: of("broken"), unknown: of("unknown"), holds: of("holds") };
}

const shownSteps = 10;

/** How the watched controls of an incident stand, by the control's id, with their last changes, the newest first. */
export async function listWatchesOf(
  context: Context,
  ref: string,
): Promise<Map<string, ControlWatch & { steps: ControlStep[] }>> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  const rows = await database().controlWatch.findMany({
    where: { control: { incidentId } },
    include: {
      ...inclusion,
      control: { select: { verifications: { orderBy: { id: "desc" }, take: shownSteps } } },
    },
  });
  return new Map(rows.map((row) => [row.controlId, { ...watchOf(row), steps: row.control.verifications }]));
}

/** A control that is watched by a setting, with its incident. */
export type WatchedSetting = { setting: string; controlId: string; text: string; ref: string };

const mostOfSource = 100;

/** The controls that the audit of a source watches, of incidents that the actor may see. */
export async function listControlsOfSource(context: Context, sourceId: string): Promise<WatchedSetting[]> {
  demandReader(context);
  const rows = await database().controlWatch.findMany({
    where: { sourceId, control: { postMortem: { incident: visibleTo(context.actor) } } },
    select: {
      ...{ setting: true, controlId: true },
      control: { select: { text: true, postMortem: { select: { incident: { select: { ref: true } } } } } },
    },
    orderBy: { controlId: "asc" },
    take: mostOfSource,
  });
  return rows.map(({ setting, controlId, control: { text, postMortem } }) => ({
    ...{ setting: setting ?? "", controlId, text, ref: postMortem.incident.ref },
  }));
}

/** What can watch a control: sources in use with the settings that are audited of them, and the rules in use, by name. */
export async function listWatchers(context: Context): Promise<{
  sources: { slug: string; name: string; settings: readonly string[] }[];
  rules: { slug: string; name: string }[];
}> {
  demandReader(context);
  const inUse = { where: { archivedAt: null }, orderBy: { name: "asc" } } as const;
  const [sources, rules] = await Promise.all([
    database().poolSource.findMany({ ...inUse, select: { slug: true, name: true, kind: true } }),
    database().alertRule.findMany({ ...inUse, select: { slug: true, name: true } }),
  ]);
  return {
    sources: sources
      .map(({ kind, ...source }) => ({ ...source, settings: auditedSettings(kind) }))
      .filter(({ settings }) => settings.length > 0),
    rules,
  };
}
