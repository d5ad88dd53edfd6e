import { z } from "zod";
import { line, optional, optionalProse } from "../../core/text";

const name = line(60, "Give the role a name.");
const description = optionalProse(300);
const slug = z.string({ error: "Name the role." }).trim().min(1, "Name the role.");

/** A role that people have in incidents, beside commander, scribe, communications and operations. */
export const addRoleInput = z.object({ name, description });

/** A role as edited. `base` is the fingerprint of what the form was shown; its address stays. */
export const editRoleInput = z.object({ slug, name, description, base: optional(z.string()) });

/** One role. */
export const onRoleInput = z.object({ slug });
