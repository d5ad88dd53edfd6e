import { z } from "zod";
import { line, optional, optionalProse } from "../../core/text";

const name = line(200, "Give the service a name.");
const description = optionalProse(5_000);
const slug = z.string({ error: "Name the service." }).trim().min(1, "Name the service.");

/** Slugs of environments, as one value or many; '' counts for none. */
const environments = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]).filter((one) => one !== ""),
  z.array(z.string().trim()).max(100),
);

/**
 * A new service. `primary` names the environment that is preselected when an incident is declared; where it is left
 * out it is the first of them.
 */
export const createServiceInput = z.object({
  name,
  description,
  ownerTeam: optional(z.string().trim()),
  environments,
  primary: optional(z.string().trim()),
});

/** A service as edited. `base` is the fingerprint of what the form was shown; its address stays. */
export const editServiceInput = createServiceInput.extend({ slug, base: optional(z.string()) });

/** One service. */
export const onServiceInput = z.object({ slug });
