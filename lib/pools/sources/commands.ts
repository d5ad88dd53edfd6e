import { Prisma } from "../../../prisma/generated/client";
import { refuseNamesake, uniquely } from "../../catalog/unique-name";
import { command } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { seal } from "../../core/sealed";
import { slugOf } from "../../core/slug";
import { getSource, sourceBase, sourceContent } from "./queries";
import { readQuestions } from "./questions/rules";
import { whyNotSetUp } from "./rules";
import {
  addSourceInput,
  editSourceInput,
  onSourceInput,
  passwordPurpose,
  type SourceContent,
} from "./schema";

const what = "a source";

/** Adds a source to collect from; the first collection begins within a second. */
export const addSource = command(
  "pool-source.add",
  addSourceInput,
  async ({ tx, context, input, changed }) => {
    const { password, kind, ...content } = input;
    await refuseTaken(tx, input.name);
    const taken = await tx.poolSource.findMany({ select: { slug: true } });
    const slug = slugOf(input.name, new Set(taken.map((one) => one.slug)), "source");
    const { id } = await uniquely(what, input.name, () =>
      tx.poolSource.create({ data: { ...columns(content), slug, kind, createdAt: context.now } }),
    );
    if (password) await tx.poolSource.update({ where: { id }, data: { password: sealed(id, password) } });
    await tx.poolCollection.create({ data: { sourceId: id, nextAt: context.now } });
    changed(
      { kind: "pool-source", id },
      {
        ...Object.fromEntries(
          Object.entries({ kind, ...content }).map(([field, value]) => [field, [null, value] as const]),
        ),
        password: [null, password ? "set" : null],
      },
    );
    return { slug };
  },
);

/** Changes a source. Refuses a stale form with the source and its base as they are now as `detail.current`. */
export const editSource = command(
  "pool-source.edit",
  editSourceInput,
  async ({ tx, context, input, changed }) => {
    await tx.$queryRaw`select 1 as held from pool_source where slug = ${input.slug} for update`;
    const source = await getSource(context, input.slug, tx);
    const why = whyNotSetUp(source.kind);
    if (why) throw new Refusal("conflict", why);
    if (source.kind !== input.kind)
      throw new Refusal("invalid", "A source stays of its kind. Add another one instead.");
    const before = sourceContent(source);
    const current = { ...before, base: sourceBase(source) };
    if (input.base && input.base !== current.base) throw staleEdit(current);
    await refuseTaken(tx, input.name, source.id);
    const { slug, base: _, kind: __, password, ...after } = input;
    const fields = Object.keys(before) as (keyof SourceContent)[];
    if (fields.every((field) => before[field] === after[field]) && !password) return { slug };
    // A password belongs to a server: it is not sent to another one that somebody types in.
    const elsewhere = (["host", "port", "url"] as const).some((field) => before[field] !== after[field]);
    if (elsewhere && source.hasPassword && !password) {
      const message = "Enter the password for this address.";
      throw new Refusal("invalid", message, { password: message });
    }
    await uniquely(what, input.name, () =>
      tx.poolSource.update({
        where: { id: source.id },
        data: {
          ...columns(after),
          version: { increment: 1 },
          ...(password ? { password: sealed(source.id, password) } : {}),
        },
      }),
    );
    await tx.poolCollection.update({
      where: { sourceId: source.id },
      data: { nextAt: context.now, failure: null },
    });
    changed(
      { kind: "pool-source", id: source.id },
      {
        ...Object.fromEntries(fields.map((field) => [field, [before[field], after[field]] as const])),
        ...(password ? { password: ["as before", "set anew"] } : {}),
      },
    );
    return { slug };
  },
);

/** Ends the collection from a source and forgets its password. Its pools keep their history, and it must have none in use. */
export const removeSource = command(
  "pool-source.remove",
  onSourceInput,
  async ({ tx, context, input, changed }) => {
    await tx.$queryRaw`select 1 as held from pool_source where slug = ${input.slug} for update`;
    const source = await getSource(context, input.slug, tx);
    if (source.kind === "own") throw new Refusal("conflict", "Highwater always watches its own pool.");
    if (source.pools.length > 0)
      throw new Refusal(
        "conflict",
        `Archive its pools first: ${source.pools.map(({ name }) => name).join(", ")}.`,
      );
    await tx.poolSource.update({
      where: { id: source.id },
      data: { archivedAt: context.now, password: null, version: { increment: 1 } },
    });
    changed({ kind: "pool-source", id: source.id }, { archivedAt: [null, context.now] });
    return { slug: source.slug };
  },
);

/** Questions are stored one by one, as they are asked. */
function columns({ questions, ...content }: SourceContent) {
  const read = readQuestions(questions ?? "");
  const asked = typeof read === "string" || questions === null ? Prisma.DbNull : read;
  return { ...content, questions: asked };
}

const sealed = (id: string, password: string) => seal(password, passwordPurpose(id));

const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) =>
    tx.poolSource.findFirst({ where: { ...namesake, archivedAt: null } }),
  );
