import { z } from "zod";
import { PoolSourceTls } from "../../../prisma/generated/enums";
import { line, optional, tidyText } from "../../core/text";
import { whole } from "../../core/whole";
import type { Figure } from "../labels";
import { type AskedKind, askedKinds } from "./labels";
import { readQuestions, sayQuestions } from "./questions/rules";

/** What the password of a source is sealed for. */
export const passwordPurpose = (sourceId: string) => `pool source ${sourceId}`;

/** What an engine is asked for each figure, in PromQL. */
export type Questions = Partial<Record<Figure, string>>;

const host = line(253, "Give the host's name or address.", {
  examples: ["db.example.org"],
}).refine((text) => /^[A-Za-z0-9_.:-]+$/.test(text), "A host has letters, digits, dots, colons and hyphens.");

const url = z
  .string()
  .meta({ examples: ["https://metrics.example.org/pools"] })
  .transform((text, wrong) => {
    const tidy = tidyText(text);
    const read = URL.canParse(tidy) ? new URL(tidy) : null;
    const why = whyNoAddress(tidy, read);
    if (why === null) return tidy;
    wrong.addIssue({ code: "custom", message: why });
    return z.NEVER;
  });

function whyNoAddress(text: string, read: URL | null): string | null {
  if (!read || !/^https?:$/.test(read.protocol))
    return "Give an address that begins with http:// or https://.";
  if (text.length > 2_000) return "Keep it under 2,000 characters.";
  if (read.username || read.password) return "User and password have fields of their own.";
  return read.hash ? "Leave out what follows the #: it is never sent." : null;
}

const questions = z
  .string()
  .meta({ examples: ["used: sum(db_client_connection_count)"] })
  .transform((text, wrong) => {
    const read = readQuestions(tidyText(text));
    if (typeof read !== "string") return sayQuestions(read);
    wrong.addIssue({ code: "custom", message: read });
    return z.NEVER;
  });

const fields = z.object({
  kind: z.enum(askedKinds, { error: "Choose one of the list." }).default("postgres"),
  name: line(200, "Give the source a name."),
  host: optional(host),
  port: optional(whole(1, 65_535, "A port is a number from 1 to 65535.")),
  database: optional(line(200, "Name a database to connect to.")),
  userName: optional(line(200, "Name the user to connect as.")),
  url: optional(url),
  questions: optional(questions),
  password: optional(z.string().max(1_000, "Keep it under 1,000 characters.")),
  tls: z.enum(PoolSourceTls, { error: "Choose one of the list." }).default("verified"),
  intervalSeconds: whole(5, 300, "Collect every 5 to 300 seconds.").default(15),
});

type Given = z.infer<typeof fields>;

/** What can be said of a source of any kind; what its kind does not have is null. `questions` are lines. */
export type SourceContent = {
  name: string;
  host: string | null;
  port: number | null;
  database: string | null;
  userName: string | null;
  url: string | null;
  questions: string | null;
  tls: PoolSourceTls;
  intervalSeconds: number;
};

const nowhere = { host: null, port: null, database: null, url: null, questions: null };

/** What each kind has of its own. */
const ofKind: Readonly<Record<AskedKind, (given: Given) => Partial<SourceContent>>> = {
  postgres: ({ host = null, port = 5432, database = "postgres" }) => ({ host, port, database }),
  pgbouncer: ({ host = null, port = 6432 }) => ({ host, port }),
  prometheus: ({ url = null, questions = null }) => ({ url, questions }),
  json: ({ url = null }) => ({ url }),
};

const needs = {
  host: "Give the host's name or address.",
  userName: "Name the user to connect as.",
  url: "Give an address that begins with http:// or https://.",
} as const;

const needed: Readonly<Record<AskedKind, readonly (keyof typeof needs)[]>> = {
  postgres: ["host", "userName"],
  pgbouncer: ["host", "userName"],
  prometheus: ["url"],
  json: ["url"],
};

function contentOf<T extends Given>(given: T, wrong: z.RefinementCtx): T & SourceContent {
  for (const path of needed[given.kind])
    if (given[path] === undefined) wrong.addIssue({ code: "custom", path: [path], message: needs[path] });
  return { ...given, ...nowhere, ...ofKind[given.kind](given), userName: given.userName ?? null };
}

/** A source to collect from. Without a password none is sent; without a user it is a token. */
export const addSourceInput = fields.transform(contentOf);

/**
 * A source as edited; its kind stays. A password that is left out stays; `base` is the fingerprint of what the form was
 * shown.
 */
export const editSourceInput = fields
  .extend({ slug: z.string().trim().min(1), base: optional(z.string()) })
  .transform(contentOf);

/** One source. */
export const onSourceInput = z.object({ slug: z.string().trim().min(1) });
