import { z } from "zod";
import { DataLoss, Precision } from "../../../prisma/generated/enums";
import { optional, optionalProse } from "../../core/text";
import { incidentRef } from "../schema";
import { timeField } from "../times/schema";

const statement = z.preprocess(
  (value) => (typeof value === "object" && value !== null && "text" in value ? value.text : value),
  optionalProse(2_000),
);

/** Statements as one or many, each a text or `{ text }`; empty ones are left out. */
const statements = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z
    .array(statement)
    .max(200, "Keep it under 200 statements.")
    .transform((texts) => texts.filter((text) => text !== "")),
);

const countWords = "Write a number, such as 150 or ~150 for about.";

/** A number of people, `~` in front for about: `~150`; or the number with its precision. */
const count = optional(
  z.union(
    [
      z
        .string()
        .trim()
        .regex(/^~?\s*\d{1,9}$/)
        .transform((text) => ({
          count: Number(text.replace(/\D/g, "")),
          precision: text.startsWith("~") ? Precision.about : Precision.exact,
        })),
      z.object({ count: z.int().min(0).max(999_999_999), precision: z.enum(Precision) }),
    ],
    countWords,
  ),
);

const time = optional(timeField);

/** The impact section as a whole. `base` is its fingerprint as it was shown; times are typed in the incident's zone. */
export const editImpactInput = z.object({
  ref: incidentRef,
  base: z.string({ error: "Reload the page and try again." }),
  user: statements,
  business: statements,
  detection: statements,
  usersAffected: count,
  customersAffected: count,
  unavailableFrom: time,
  unavailableTo: time,
  dataLoss: optional(z.enum(DataLoss, { error: "Choose what became of data." })),
  delay: z.preprocess((given) => given ?? "", optionalProse(1_000)),
});
