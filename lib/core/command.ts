import type { z } from "zod";
import { Prisma } from "../../prisma/generated/client";
import type { Context } from "./context";
import { database, type Transaction } from "./database";
import { type ActionName, demand, type Permission, permissions } from "./permissions";
import { labelled } from "./pool";
import { type FieldMessages, Refusal } from "./refusal";
import { singleton } from "./singleton";
import { storable } from "./storable";
import { traced } from "./trace";
import { enqueue, ringWorker } from "./work";

/** What a change is about. `incidentId` lets the trail be read through the incident and hides restricted ones. */
export type Subject = { kind: string; id: string; incidentId?: string };

/** Field → [before, after]; only what differs is kept. */
export type FieldChanges = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

/**
 * Tells the trail what was changed. The first call names the subject, and so does the first about another incident, for
 * the event that is read there; no call at all leaves no trace and means nothing changed.
 */
export type Changed = (subject: Subject, fields: FieldChanges) => void;

/** What a part of a command does its work with: the transaction, for whom and when, and what tells the trail. */
export type Work = { tx: Transaction; context: Context; changed: Changed };

type Run<Input, Output> = (work: Work & { input: Input }) => Promise<Output>;

/** What a door does in the transaction of a command; it calls `run` at most once. */
export type Beside<Output, Kept> = (
  tx: Transaction,
  run: (input: unknown) => Promise<Output>,
) => Promise<Kept>;

/** A write. Called with a context and unchecked input; refuses with `Refusal`, else everything or nothing is written. */
export type Command<Input = unknown, Output = unknown> = {
  (context: Context, input: unknown): Promise<Output>;
  /** The same inside the caller's transaction, for what must be true at once. */
  within(tx: Transaction, context: Context, input: unknown): Promise<Output>;
  /**
   * The same in a transaction of its own that the door shares: what `work` reads around `run` is of one moment with the
   * write, and what it keeps beside is kept or lost with it.
   */
  beside<Kept>(context: Context, work: Beside<Output, Kept>): Promise<Kept>;
  readonly action: ActionName;
  readonly input: z.ZodType<Input>;
};

const registry = () => singleton("commands", () => new Map<ActionName, Command>());

/**
 * The one door for writes: role → input → transaction → work → an audit event with everything told to `changed`, for each
 * incident its own, and the work rows of its reactions → commit.
 */
export function command<Input, Output>(
  action: ActionName,
  input: z.ZodType<Input>,
  run: Run<Input, Output>,
): Command<Input, Output> {
  const within = async (tx: Transaction, context: Context, raw: unknown): Promise<Output> => {
    demand(context, action);
    const parsed = check(input, raw);
    const told: Told[] = [];
    const changed: Changed = (subject, fields) => told.push({ subject, fields: differing(fields) });
    const output = await run({ tx, context, input: parsed, changed });
    await leaveTrace(tx, context, action, told);
    return output;
  };
  const beside = async <Kept>(context: Context, work: Beside<Output, Kept>): Promise<Kept> => {
    demand(context, action);
    const kept = await traced(`command ${action}`, {}, () =>
      labelled(action, () => transaction((tx) => work(tx, (raw) => within(tx, context, raw)))),
    );
    ringWorker();
    return kept;
  };
  const alone = async (context: Context, raw: unknown): Promise<Output> => {
    demand(context, action);
    check(input, raw);
    return beside(context, (_tx, run) => run(raw));
  };
  const made: Command<Input, Output> = Object.assign(alone, { within, beside, action, input });
  registry().set(action, made as Command);
  return made;
}

/** Every command that has been loaded, by name. For tests over all of them. */
export const loadedCommands = (): ReadonlyMap<ActionName, Command> => registry();

/** Checks input against its schema; refuses with a message for each field. Characters that no database can keep are replaced. */
export function check<Input>(schema: z.ZodType<Input>, raw: unknown): Input {
  const read = schema.safeParse(storable(raw));
  if (read.success) return read.data;
  const fields: Record<string, string> = {};
  for (const issue of read.error.issues) fields[issue.path.join(".")] ??= issue.message;
  const [first] = Object.values(fields);
  throw new Refusal("invalid", first ?? "The input is not valid.", fields satisfies FieldMessages);
}

async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await database().$transaction(work, { maxWait: 5_000, timeout: 10_000 });
  } catch (error) {
    // P2034 is a deadlock or a serialisation failure: nothing was written, and the same request may simply be sent again.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034")
      throw new Refusal("conflict", "Somebody else changed this at the same moment. Try again.");
    throw error;
  }
}

async function leaveTrace(
  tx: Transaction,
  context: Context,
  action: ActionName,
  told: readonly Told[],
): Promise<void> {
  const [first] = told;
  if (!first) return;
  const { actor, now, requestId } = context;
  const line: Permission = permissions[action];
  if (line.untraced) return;
  for (const { incidentId, subject, changes } of byIncident(told))
    await tx.auditEvent.create({
      data: {
        at: now,
        actorId: actor.id,
        actorRole: actor.role,
        actorName: actor.name,
        via: actor.via,
        action,
        subjectKind: subject.kind,
        subjectId: subject.id,
        incidentId,
        changes: changes.map(({ subject: { kind, id }, fields }) => ({ kind, id, fields: plain(fields) })),
        requestId,
      },
    });
  const payload = {
    action,
    subject: { ...first.subject },
    fields: Object.keys(first.fields),
    by: actor.id,
    at: now.toISOString(),
  };
  await enqueue(
    tx,
    now,
    (line.followedBy ?? []).map((kind) => ({ kind, payload })),
  );
}

type Told = { subject: Subject; fields: FieldChanges };

/** What was told, by incident: what belongs to none stands with the first. */
function byIncident(
  told: readonly Told[],
): { incidentId: string | null; subject: Subject; changes: Told[] }[] {
  const main = told.find(({ subject }) => subject.incidentId)?.subject.incidentId ?? null;
  const groups = new Map<string | null, Told[]>([[main, []]]);
  for (const one of told) {
    const incidentId = one.subject.incidentId ?? main;
    groups.set(incidentId, [...(groups.get(incidentId) ?? []), one]);
  }
  return [...groups].flatMap(([incidentId, changes]) =>
    changes[0] ? [{ incidentId, subject: changes[0].subject, changes }] : [],
  );
}

const plain = (fields: FieldChanges): Prisma.InputJsonObject => JSON.parse(JSON.stringify(fields));

function differing(fields: FieldChanges): FieldChanges {
  return Object.fromEntries(
    Object.entries(fields).filter(([, [before, after]]) => JSON.stringify(before) !== JSON.stringify(after)),
  );
}
