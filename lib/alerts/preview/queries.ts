import { check } from "../../core/command";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { singleton } from "../../core/singleton";
import { demandReader } from "../../people/queries";
import { type IncidentBand, listIncidentBands } from "../../pools/bands/queries";
import { Turns } from "../../pools/intake/turns";
import { type RuleTerms, replacedBy, rulesFor, type ScopedRule } from "../rules/rules";
import { addRuleInput } from "../rules/schema";
import { type Episode, episodesOf, type Observation } from "../watch/rules";
import { sayValue } from "../words";
import { readAnswers, readKnownPools, readObservations, readSilences, type Stretch } from "./reading";
import { conditionAt, type Grain, gapAt, grainOf, lookBackIn, sayGrain } from "./rules";
import type { Preview, PreviewEpisode, PreviewLine, Replaced } from "./schema";

/** A rule to look back with: one that is there, or one that somebody is writing. */
export type Draft = RuleTerms & { id: string | null; poolId: string | null; serviceId: string | null };

/** How many pools or checks are looked at, how long that may take, and how many times are told of each. */
const MOST_WATCHED = 500;
const MOST_MS = 6_000;
const MOST_EPISODES = 10;
const MOST_LINES = 50;
/** And for how many a rule is named whose place it takes. */
const MOST_NAMED = 5;

/** Something that a rule watches, with what is needed to read its past. */
type Subject = {
  id: string;
  name: string;
  href: string;
  serviceId: string | null;
  environmentId: string | null;
  intervalSeconds: number;
  createdAt: Date;
};

/** What was seen of something; from when on, where that is later than was asked for. */
type Seen = { observations: Observation[]; from: Date; known: boolean };

/**
 * What a rule that somebody is writing would have done, from the fields of its form. The name may still be missing;
 * `look` are the days, `slug` the rule that it is to become. For whoever may write rules.
 */
export async function previewTyped(context: Context, raw: unknown): Promise<Preview> {
  demand(context, "alert-rule.add");
  const typed = (typeof raw === "object" && raw !== null ? raw : {}) as Record<string, unknown>;
  const input = check(addRuleInput, { ...typed, name: typed.name || "preview" });
  const [pool, service, rule] = await Promise.all([
    input.pool ? database().pool.findUnique({ where: { slug: input.pool } }) : null,
    input.service ? database().service.findUnique({ where: { slug: input.service } }) : null,
    database().alertRule.findUnique({ where: { slug: String(typed.slug ?? "") } }),
  ]);
  for (const [field, found] of [
    ["pool", pool],
    ["service", service],
  ] as const)
    if (input[field] && !found)
      throw new Refusal("invalid", "Choose one of the list.", { [field]: "Choose one of the list." });
  const scope = { id: rule?.id ?? null, poolId: pool?.id ?? null, serviceId: service?.id ?? null };
  return previewRule(context, { ...input, ...scope }, lookBackIn(String(typed.look ?? "")));
}

// To look back is much work: one does at a time in a process, and few wait.
const turns = () => singleton("alert-previews", () => new Turns(6));

/**
 * What a rule would have done over the last days: judged as the watch judges, over what is kept of that time. At most
 * 500 pools or health checks, and some six seconds; what is left out is told. Refused as 'rate_limited' while too many
 * others wait for theirs.
 */
export async function previewRule(context: Context, draft: Draft, days: number): Promise<Preview> {
  demandReader(context);
  try {
    return await turns().take(() => lookBack(context, draft, days));
  } catch (error) {
    // Another copy of that module may have made it.
    if (!(error instanceof Error && error.name === "Busy")) throw error;
    throw new Refusal("rate_limited", "Many look back at this moment. Try again in some seconds.");
  }
}

async function lookBack(context: Context, draft: Draft, days: number): Promise<Preview> {
  const ends = performance.now() + MOST_MS;
  const grain = grainOf(draft.figure, days);
  const stretch = { from: new Date(context.now.getTime() - grain.days * 86_400_000), to: context.now };
  const what = draft.figure === "health_check" ? ("check" as const) : ("pool" as const);
  const all = what === "check" ? await checksOf(draft) : await poolsOf(draft);
  const { subjects, replaces } = await undisplaced(all, draft, what);
  const judged = conditionAt(draft, grain);
  const read = await reader(draft.figure, subjects, judged, grain, stretch);
  const found: { line: PreviewLine; inIncident: number }[] = [];
  const tally = { watched: 0, unknown: 0, unjudged: 0 };
  const shortened: string[] = [];
  const firsts: number[] = [];
  for (const subject of subjects) {
    if (performance.now() > ends) {
      tally.unjudged++;
      continue;
    }
    const { observations, from, known } = await read.of(subject);
    const since = read.since(subject);
    if (since) firsts.push(since.getTime());
    if (known) tally.watched++;
    else tally.unknown++;
    if (known && from > stretch.from) shortened.push(subject.name);
    const episodes = episodesOf(judged, observations, read.gapMs(subject));
    if (episodes.length > 0) found.push(await lineOf(context, subject, draft, episodes, stretch));
  }
  const lines = found.map(({ line }) => line).sort((one, other) => other.fired - one.fired);
  const first = Math.min(...firsts);
  return {
    ...{ what, days: grain.days, from: stretch.from, level: grain.level, ...tally },
    displaced: all.length - subjects.length,
    replaces,
    fired: lines.reduce((sum, { fired }) => sum + fired, 0),
    inIncident: found.reduce((sum, { inIncident }) => sum + inIncident, 0),
    hit: lines.length,
    lines: lines.slice(0, MOST_LINES),
    since: first > stretch.from.getTime() + 86_400_000 && Number.isFinite(first) ? new Date(first) : null,
    says: [...sayGrain(draft.figure, grain, draft), ...sayCuts(days, grain, shortened)],
  };
}

function sayCuts(days: number, grain: Grain, shortened: readonly string[]): string[] {
  return [
    ...(grain.days < days ? [`What tells this is kept for ${grain.days} days.`] : []),
    ...(shortened.length > 0
      ? [
          `Of ${shortened.slice(0, 3).join(", ")}${shortened.length > 3 ? ` and ${shortened.length - 3} more` : ""} the latest part alone was judged: there is too much of it.`,
        ]
      : []),
  ];
}

async function poolsOf({ poolId, serviceId }: Draft): Promise<Subject[]> {
  const rows = await database().pool.findMany({
    where: { archivedAt: null, ...(poolId ? { id: poolId } : {}), ...(serviceId ? { serviceId } : {}) },
    include: { source: { select: { intervalSeconds: true } } },
    orderBy: { name: "asc" },
    take: MOST_WATCHED,
  });
  return rows.map(({ slug, source, ...pool }) => ({ ...pool, ...source, href: `/pools/${slug}` }));
}

async function checksOf({ serviceId }: Draft): Promise<Subject[]> {
  const rows = await database().healthCheck.findMany({
    where: { archivedAt: null, ...(serviceId ? { serviceId } : {}) },
    include: { service: { select: { slug: true } } },
    orderBy: { name: "asc" },
    take: MOST_WATCHED,
  });
  return rows.map(({ service, ...check }) => ({ ...check, href: `/services/${service.slug}` }));
}

/** Those of which no nearer rule of the same kind takes the place of this one, and the rules whose place it takes itself. */
async function undisplaced(
  all: readonly Subject[],
  draft: Draft,
  what: Preview["what"],
): Promise<{ subjects: Subject[]; replaces: Replaced[] }> {
  const { figure, comparison, severity } = draft;
  const others = await database().alertRule.findMany({
    where: { archivedAt: null, figure, comparison, severity, ...(draft.id ? { id: { not: draft.id } } : {}) },
  });
  const own: ScopedRule = { ...draft, pausedAt: null, archivedAt: null };
  const watched = ({ id, serviceId }: Subject) => ({ poolId: what === "pool" ? id : null, serviceId });
  const replaced = new Map<string, Replaced>();
  for (const subject of all)
    for (const { slug, name } of replacedBy(own, others, watched(subject))) {
      const one = replaced.get(slug) ?? { slug, name, of: [], count: 0 };
      one.count += 1;
      if (one.of.length < MOST_NAMED) one.of.push(subject.name);
      replaced.set(slug, one);
    }
  return {
    subjects: all.filter((subject) => rulesFor<ScopedRule>(watched(subject), [own, ...others]).includes(own)),
    replaces: [...replaced.values()],
  };
}

type Reader = {
  of(subject: Subject): Promise<Seen>;
  since(subject: Subject): Date | undefined;
  gapMs(subject: Subject): number;
};

async function reader(
  figure: Draft["figure"],
  subjects: readonly Subject[],
  condition: Draft,
  grain: Grain,
  stretch: Stretch,
): Promise<Reader> {
  const gapMs = ({ intervalSeconds }: Subject) => gapAt(grain, intervalSeconds);
  if (figure === "health_check")
    return { gapMs, since: () => undefined, of: (subject) => readAnswers(subject, stretch) };
  const ids = subjects.map(({ id }) => id);
  const known = await readKnownPools(ids, stretch, figure, condition);
  const since = ({ id }: Subject) => known.get(id)?.since;
  if (figure === "no_data")
    return {
      ...{ since, gapMs: () => Number.POSITIVE_INFINITY },
      async of(subject) {
        const { series } = known.get(subject.id) ?? { series: [] };
        const observations = await readSilences({ ...subject, series }, condition, grain, stretch);
        return { observations, from: stretch.from, known: true };
      },
    };
  return {
    ...{ since, gapMs },
    async of(subject) {
      const pool = known.get(subject.id);
      if (!pool || pool.hours.length === 0)
        return { observations: [], from: stretch.from, known: pool !== undefined };
      const seen = await readObservations({ ...subject, ...pool }, figure, condition, grain, stretch);
      return { ...seen, known: true };
    },
  };
}

async function lineOf(
  context: Context,
  subject: Subject,
  { figure }: Draft,
  all: readonly Episode[],
  stretch: Stretch,
): Promise<{ line: PreviewLine; inIncident: number }> {
  const bands = await listIncidentBands(context, subject, stretch);
  const told = all.map(({ firingAt, endedAt, pendingAt, worst }): PreviewEpisode => {
    const during = bands.find((band) => overlaps(band, pendingAt, endedAt ?? context.now, context.now));
    const incident = during ? { ref: during.ref, title: during.title } : null;
    return { firingAt, endedAt, worst: sayValue(figure, worst), incident };
  });
  const { name, href } = subject;
  return {
    line: { name, href, fired: told.length, episodes: told.slice(-MOST_EPISODES).reverse() },
    inIncident: told.filter(({ incident }) => incident !== null).length,
  };
}

const overlaps = (band: IncidentBand, from: Date, to: Date, now: Date) =>
  band.from <= to && (band.to ?? now) >= from;
