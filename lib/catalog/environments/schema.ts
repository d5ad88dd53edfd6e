import { z } from "zod";
import { EnvironmentKind } from "../../../prisma/generated/enums";
import { line, optional } from "../../core/text";

/** The environments that most teams have, offered where there is none. */
export const usualEnvironments = [
  { name: "Production", kind: "production" },
  { name: "Staging", kind: "staging" },
  { name: "Development", kind: "development" },
] as const;

const name = line(200, "Give the environment a name.");
const kind = z.enum(EnvironmentKind, { error: "Choose what kind of environment it is." });
const slug = z.string({ error: "Name the environment." }).trim().min(1, "Name the environment.");

/** A new environment; it comes last in lists. */
export const createEnvironmentInput = z.object({ name, kind });

/**
 * An environment as edited. `position` orders lists, the smallest first; `base` is the fingerprint of what the form was
 * shown; its address stays.
 */
export const editEnvironmentInput = z.object({
  slug,
  name,
  kind,
  position: optional(z.coerce.number("Give the order as a number.").int().min(0).max(10_000)),
  base: optional(z.string()),
});

/** One environment. */
export const onEnvironmentInput = z.object({ slug });
