import { z } from "zod";
import { PoolSourceKind, PoolSourceTls } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { demand } from "../../../core/permissions";
import { Refusal } from "../../../core/refusal";
import { addSource, editSource, removeSource } from "../../../pools/sources/commands";
import {
  getSource,
  listSources,
  type Source,
  sourceBase,
  sourceContent,
} from "../../../pools/sources/queries";
import { whyNotSetUp } from "../../../pools/sources/rules";
import { list, read, stretchWithin } from "../reading";
import { write } from "../writing";
import { instant, named } from "./parts";

const sourceShown = z
  .object({
    slug: z.string(),
    kind: z.enum(PoolSourceKind),
    name: z.string(),
    host: z.string().nullable(),
    port: z.int().nullable(),
    database: z.string().nullable(),
    userName: z.string().nullable(),
    hasPassword: z.boolean(),
    url: z.string().nullable(),
    questions: z.string().nullable(),
    tls: z.enum(PoolSourceTls),
    intervalSeconds: z.int(),
    createdAt: instant,
  })
  .meta({ id: "PoolSource" });

const sourceState = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.enum(PoolSourceKind),
    attemptedAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    failure: z.string().nullable(),
    pools: z.array(named),
  })
  .meta({ id: "PoolSourceState" });

/** A source is shown whole, so to those alone who may edit it. Its password is shown to nobody. */
async function getWhole(context: Context, slug: string, reader: Reader = database()): Promise<Source> {
  demand(context, "pool-source.edit");
  return getSource(context, slug, reader);
}

/** With what its form shows, as that says it. */
function asSource(source: Source) {
  const content = sourceContent(source);
  return { ...source, ...content, content, base: sourceBase(source) };
}

const showing = async (context: Context, { slug }: { slug: string }, reader?: Reader) =>
  asSource(await getWhole(context, slug, reader));

/** One that people set up, and may therefore change. */
async function settable(context: Context, which: { slug: string }, reader: Reader) {
  const source = await showing(context, which, reader);
  const why = whyNotSetUp(source.kind);
  if (why) throw new Refusal("conflict", why);
  return source;
}

const writes = { scope: "pool-sources:write", answer: sourceShown, shows: showing } as const;

/** Where figures of pools come from. */
export const poolSources = {
  list: list({
    route: "GET /pool-sources",
    id: "pool-source.list",
    scope: "pool-sources:read",
    summary: "List sources with how each delivers",
    description:
      "By name. For keys of admins. `failure` says why the last attempt brought nothing, null after one that did.",
    filters: z.object({}),
    item: sourceState,
    run: async (context, page) => {
      demand(context, "pool-source.edit");
      return stretchWithin(await listSources(context), page, ({ slug }) => slug);
    },
  }),

  create: write(addSource, {
    ...writes,
    route: "POST /pool-sources",
    status: 201,
    summary: "Add a source",
    description:
      "A Postgres server or a PgBouncer has `host`, `port` and `userName`; Prometheus and JSON have a `url`, and may have `questions`, lines of `figure: PromQL`. A password is kept encrypted and never shown again; without a user it is a bearer token.",
    location: ({ slug }) => `/pool-sources/${slug}`,
  }),

  get: read({
    route: "GET /pool-sources/{slug}",
    id: "pool-source.get",
    scope: "pool-sources:read",
    summary: "Read a source as it is set up",
    description: "For keys of admins. Whether it delivers stands below `state`.",
    answer: sourceShown,
    run: (context, params) => showing(context, params),
  }),

  edit: write(editSource, {
    ...writes,
    route: "PATCH /pool-sources/{slug}",
    summary: "Change a source",
    description:
      "Fields that are left out stay as they are, the password as well; it is asked for anew with another address. Its kind stays.",
    guard: {
      current: settable,
      answer: sourceShown,
      edition: (current) => (current ? { base: current.base, kind: current.kind } : {}),
      fills: ["base", "kind"],
      keeps: ({ content }) => content,
      kept: ["name", "tls", "intervalSeconds"],
    },
  }),

  remove: write(removeSource, {
    scope: "pool-sources:write",
    route: "DELETE /pool-sources/{slug}",
    status: 204,
    summary: "Remove a source and forget its password",
    description: "Its pools must be archived; they keep their history.",
  }),

  state: read({
    route: "GET /pool-sources/{slug}/state",
    id: "pool-source.state",
    scope: "pool-sources:read",
    summary: "Read how a source delivers",
    answer: sourceState,
    run: (context, { slug }) => getWhole(context, slug),
  }),
};
