import { severityLabels } from "@/lib/incidents/labels";
import type { Severity } from "@/prisma/generated/enums";

/** What a list in a form offers. */
export type Choice = { value: string; label: string };

/** A service as a form offers it: with the environment that it brings along. */
export type ServiceChoice = Choice & { primary: string };

export const severityChoices: Choice[] = Object.entries(severityLabels).map(([value, label]) => ({
  value: value as Severity,
  label,
}));

type Named = { slug: string; name: string };
type Deployed = Named & { deployments: readonly { primary: boolean; environment: Named }[] };

/** Things of the catalogue as a form offers them. */
export const namedChoices = (all: readonly Named[]): Choice[] =>
  all.map(({ slug, name }) => ({ value: slug, label: name }));

/** Services as a form offers them. */
export const serviceChoices = (all: readonly Deployed[]): ServiceChoice[] =>
  all.map(({ slug, name, deployments }) => ({
    value: slug,
    label: name,
    primary: deployments.find(({ primary }) => primary)?.environment.slug ?? "",
  }));

/** The choices with one more, which a thing already has and which is no longer offered. */
export function withCurrent<One extends Choice>(choices: readonly One[], current: One | null): One[] {
  return current === null || choices.some(({ value }) => value === current.value)
    ? [...choices]
    : [...choices, { ...current, label: `${current.label} (archived)` }];
}
