import { z } from "zod";
import { DeployKind } from "../../../prisma/generated/enums";
import { instantGiven } from "../../core/instant";
import { line, optional, tidyText } from "../../core/text";
import { isWebAddress } from "./rules";

/** How much a deploy may bring along: links, and details of so many characters a name and a text. */
export const deployLimits = { links: 20, details: 30, name: 100, text: 1_000 } as const;

const href = z
  .string({ error: "Give the address." })
  .meta({ maxLength: 2_000, examples: ["https://code.example.org/ferry/releases/41"] })
  .transform(tidyText)
  .pipe(
    z
      .string()
      .max(2_000, "Keep it under 2,000 characters.")
      .refine(
        isWebAddress,
        "A link begins with http:// or https://, and has neither user nor password in it.",
      ),
  );

const link = z.object({ href, text: line(200, "Say what the link leads to.").optional() });

const detailName = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u, `A detail has a name of up to ${deployLimits.name} characters.`);

const details = z
  .record(detailName, line(deployLimits.text, "A detail is a text."))
  .refine(
    (given) => Object.keys(given).length <= deployLimits.details,
    `Give at most ${deployLimits.details} details.`,
  );

/**
 * A deploy as it is told. Service and environment go by slug or name; without an environment it may be in any, without
 * `at` it is now. The same `deduplicationKey` of a service is the same deploy.
 */
export const recordDeployInput = z.object({
  service: line(200, "Name the service, by its slug or its name."),
  environment: optional(line(200, "Name the environment, by its slug or its name.")),
  kind: z.enum(DeployKind, { error: "Say deploy or config." }).default("deploy"),
  at: optional(instantGiven),
  summary: line(1_024, "Say what was changed."),
  version: line(200, "Say which version it is.").optional(),
  source: line(200, "Say what tells of it.").optional(),
  links: z.array(link).max(deployLimits.links, `Give at most ${deployLimits.links} links.`).default([]),
  details: details.default({}),
  deduplicationKey: optional(line(200, "Give the key of this deploy.")),
});

/** A deploy as it is told, once it has been read. */
export type DeployGiven = z.output<typeof recordDeployInput>;

/** The links of a deploy as they are kept; what cannot be read counts for none. */
export const linksKept = z
  .array(z.object({ href: z.string().refine(isWebAddress), text: z.string() }))
  .catch([]);

/** The details of a deploy as they are kept. */
export const detailsKept = z.record(z.string(), z.string()).catch({});

/** Filters of the list, as the API takes them: up to `to`, which is not in it. */
export const deployQuery = z.object({
  service: z.string().max(200).transform(tidyText).optional(),
  environment: z.string().max(200).transform(tidyText).optional(),
  from: instantGiven.optional(),
  to: instantGiven.optional(),
});

/** Filters of the list. */
export type DeployFilters = z.output<typeof deployQuery>;
