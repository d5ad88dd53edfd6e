import { excerpt } from "../../../core/text";
import { deployLimits } from "../schema";
import type { ChangeEvent } from "./schema";

/** The details that say something of the deploy itself, and are no details of it then. */
const told = ["service", "environment", "version", "kind"];

/** The service that a change event names in its details; null where it does not. */
export const serviceNamed = ({ payload }: ChangeEvent): string | null =>
  textOf(payload.custom_details.service) || null;

/**
 * A change event as a deploy is told: of the service that `custom_details.service` names, else of the one that
 * `payload.source` was found to be. Version, environment and kind are read from the details, a revision counts as version
 * where there is none. Details are texts; of more than fit the first are kept, and their beginnings.
 */
export function deployOfEvent(event: ChangeEvent, sourceIsService: boolean): Record<string, unknown> {
  const { payload, links } = event;
  const details = payload.custom_details;
  const source = payload.source?.trim() ?? "";
  const version = textOf(details.version) || textOf(details.revision);
  const environment = textOf(details.environment);
  const named = serviceNamed(event);
  return {
    service: named ?? (sourceIsService ? source : undefined),
    ...(environment === "" ? {} : { environment }),
    ...(details.kind === "config" ? { kind: "config" } : {}),
    ...(payload.timestamp === null ? {} : { at: payload.timestamp }),
    summary: payload.summary,
    ...(version === "" ? {} : { version: excerpt(version, 200) }),
    ...(source === "" || (named === null && sourceIsService) ? {} : { source: excerpt(source, 200) }),
    links: links.map(({ href, text }) => {
      const said = excerpt(textOf(text), 200);
      return said === "" ? { href } : { href, text: said };
    }),
    details: detailsOf(details),
  };
}

function detailsOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const read = Object.entries(given)
    .filter(([name]) => !told.includes(name))
    .map(([name, value]) => [nameOf(name), excerpt(textOf(value), deployLimits.text)] as const)
    .filter(([name, text]) => name !== "" && text !== "");
  return Object.fromEntries(read.slice(0, deployLimits.details));
}

/** A name without what no database keeps and nobody reads. */
const nameOf = (name: string) => excerpt(name.replace(/[\p{Cc}\p{Cs}]/gu, " "), deployLimits.name);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}

const places: Readonly<Record<string, string>> = {
  summary: "payload.summary",
  at: "payload.timestamp",
  source: "payload.source",
  service: "payload.custom_details.service",
  environment: "payload.custom_details.environment",
  version: "payload.custom_details.version",
  details: "payload.custom_details",
};

/** Where a field of a deploy stands in a change event: `payload.timestamp` for `at`, `links.0.href` for itself. */
export function placeInEvent(field: string): string {
  const [first = "", ...rest] = field.split(".");
  return [places[first] ?? first, ...rest].join(".");
}
