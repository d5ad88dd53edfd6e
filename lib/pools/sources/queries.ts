import type { PoolSource } from "../../../prisma/generated/client";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { demandReader } from "../../people/queries";
import type { ToldFacts } from "../collection/told";
import type { KnownServer } from "../configuration/pooler/rules";
import { chosenKinds } from "./labels";
import type { PoolerFacts } from "./pgbouncer";
import type { ServerFacts } from "./postgres";
import { sayQuestions } from "./questions/rules";
import type { Questions, SourceContent } from "./schema";

/** A pool of a source, with the sessions that it takes. */
type SourcePool = {
  slug: string;
  name: string;
  declaredMax: number | null;
  database: string | null;
  userName: string | null;
};

/**
 * A source as people see it: its password is never shown again, only whether there is one. What it said of itself when it
 * was last asked is `facts` of a Postgres server, `pooler` of a PgBouncer, and `told` of one that names its pools itself.
 */
export type Source = Omit<PoolSource, "password" | "questions"> & {
  questions: Questions | null;
  hasPassword: boolean;
  pools: SourcePool[];
  attemptedAt: Date | null;
  deliveredAt: Date | null;
  failure: string | null;
  /** Of one that a key delivers to, what of a delivery was last not taken, and why. */
  rejected: { at: Date; points: number; reason: string } | null;
  facts: ServerFacts | null;
  pooler: PoolerFacts | null;
  told: ToldFacts | null;
  /** Of a PgBouncer, the servers that are sources themselves. */
  behind: readonly KnownServer[];
};

const include = {
  collection: true,
  pools: {
    where: { archivedAt: null },
    select: { slug: true, name: true, declaredMax: true, database: true, userName: true },
    orderBy: { name: "asc" },
  },
} as const;

/** The sources in use, by name. */
export async function listSources(context: Context): Promise<Source[]> {
  demandReader(context);
  const rows = await database().poolSource.findMany({
    where: { archivedAt: null },
    include,
    orderBy: { name: "asc" },
  });
  const servers = rows.flatMap(knownServerOf);
  return rows.map((row) => sourceOf(row, servers));
}

/** One source by its slug; refused as 'not_found' where there is none. */
export async function getSource(
  context: Context,
  slug: string,
  reader: Reader = database(),
): Promise<Source> {
  demandReader(context);
  const row = await reader.poolSource.findUnique({ where: { slug: slug.trim() }, include });
  if (!row || row.archivedAt) throw new Refusal("not_found", `There is no source ${slug}.`);
  if (row.kind !== "pgbouncer") return sourceOf(row, []);
  const servers = await reader.poolSource.findMany({
    where: { archivedAt: null, kind: "postgres" },
    include,
  });
  return sourceOf(row, servers.flatMap(knownServerOf));
}

type Row = PoolSource & {
  collection: {
    attemptedAt: Date | null;
    deliveredAt: Date | null;
    failure: string | null;
    facts: unknown;
    rejectedAt: Date | null;
    rejectedPoints: number | null;
    rejection: string | null;
  } | null;
  pools: SourcePool[];
};

function knownServerOf({ kind, name, host, port, collection }: Row): KnownServer[] {
  const facts = kind === "postgres" ? (collection?.facts as ServerFacts | null | undefined) : null;
  if (!facts || host === null || port === null) return [];
  return [{ name, host, port, maxConnections: facts.maxConnections, reserved: facts.reserved }];
}

function sourceOf({ password, collection, questions, ...row }: Row, servers: readonly KnownServer[]): Source {
  const { attemptedAt = null, deliveredAt = null, failure = null, facts = null } = collection ?? {};
  return {
    ...row,
    ...{ hasPassword: password !== null, attemptedAt, deliveredAt, failure },
    rejected: rejectedOf(collection),
    questions: questions as Questions | null,
    facts: row.kind === "postgres" ? (facts as ServerFacts | null) : null,
    pooler: row.kind === "pgbouncer" ? (facts as PoolerFacts | null) : null,
    told: chosenKinds.includes(row.kind) ? null : (facts as ToldFacts | null),
    behind: row.kind === "pgbouncer" ? servers : [],
  };
}

function rejectedOf(collection: Row["collection"]): Source["rejected"] {
  if (!collection?.rejectedAt) return null;
  const { rejectedAt: at, rejectedPoints, rejection } = collection;
  return { at, points: rejectedPoints ?? 0, reason: rejection ?? "" };
}

/** What can be edited of a source, in the words of the form. */
export const sourceContent = (source: Source): SourceContent => ({
  name: source.name,
  host: source.host,
  port: source.port,
  database: source.database,
  userName: source.userName,
  url: source.url,
  questions: sayQuestions(source.questions),
  tls: source.tls,
  intervalSeconds: source.intervalSeconds,
});

/** A fingerprint of what the form of a source shows. */
export const sourceBase = (source: Source): string => baseOf(sourceContent(source));
