import { z } from "zod";
import { PoolSourceTls } from "../../../prisma/generated/enums";
import { line, optional } from "../../core/text";

/** What the password of a source is sealed for. */
export const passwordPurpose = (sourceId: string) => `pool source ${sourceId}`;

const host = line(253, "Give the host's name or address.").refine(
  (text) => /^[A-Za-z0-9_.:-]+$/.test(text),
  "A host has letters, digits, dots, colons and hyphens.",
);
const number = (least: number, most: number, says: string) =>
  z.coerce.number({ error: says }).int(says).min(least, says).max(most, says);

/** A Postgres server to collect from. Without a password none is sent. */
export const addSourceInput = z.object({
  name: line(200, "Give the source a name."),
  host,
  port: number(1, 65_535, "A port is a number from 1 to 65535.").default(5432),
  database: line(200, "Name a database to connect to.").default("postgres"),
  userName: line(200, "Name the user to connect as."),
  password: optional(z.string().max(1_000, "Keep it under 1,000 characters.")),
  tls: z.enum(PoolSourceTls, { error: "Choose one of the list." }).default("verified"),
  intervalSeconds: number(5, 300, "Collect every 5 to 300 seconds.").default(15),
});

/** A source as edited. A password that is left out stays; `base` is the fingerprint of what the form was shown. */
export const editSourceInput = addSourceInput.extend({
  slug: z.string().trim().min(1),
  base: optional(z.string()),
});

/** One source. */
export const onSourceInput = z.object({ slug: z.string().trim().min(1) });
