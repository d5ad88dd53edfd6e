import type { Prisma } from "../../prisma/generated/client";
import type { Role } from "../../prisma/generated/enums";
import { baseOf } from "../core/base";
import type { Context } from "../core/context";
import { database, type Reader } from "../core/database";
import { Refusal } from "../core/refusal";
import { isUuid, literally } from "../core/text";
import type { PersonState } from "./labels";
import { stateOf } from "./rules";
import { type PeopleFilters, peopleFilters } from "./schema";

const PAGE = 50;

/** A person as lists show them. */
export type PersonRow = {
  id: string;
  name: string;
  email: string;
  title: string | null;
  role: Role;
  state: PersonState;
  teams: { slug: string; name: string }[];
};

/** The id of the person who asks. Refuses nobody and the system with 'unauthenticated'. */
export function signedIn({ actor }: Context): string {
  if (!actor.id) throw new Refusal("unauthenticated", "Sign in to do this.");
  return actor.id;
}

/** Refuses somebody without a session; the system passes. For reads that everybody who signed in may make. */
export function demandReader({ actor }: Context): void {
  if (actor.role === "nobody") throw new Refusal("unauthenticated", "Sign in to see this.");
}

/** People by name, 50 a page unless `limit` says otherwise; `next` is the `after` of the next page. Names and addresses are searched in any case. */
export async function listPeople(
  context: Context,
  filters: PeopleFilters = {},
  limit = PAGE,
): Promise<{ people: PersonRow[]; next: string | null }> {
  demandReader(context);
  const { text, role, state, after } = peopleFilters.parse(filters);
  const contains = { contains: literally(text), mode: "insensitive" as const };
  const rows = await database().person.findMany({
    where: {
      ...(text ? { OR: [{ name: contains }, { email: contains }, { title: contains }] } : {}),
      ...(role ? { role } : {}),
      ...inState(state),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    take: limit + 1,
    include: listed,
  });
  const people = rows.slice(0, limit).map(toRow);
  return { people, next: rows.length > limit ? (people.at(-1)?.id ?? null) : null };
}

/** Everybody who may sign in, by name, for choosing from. */
export async function listActivePeople(
  context: Context,
): Promise<{ id: string; name: string; title: string | null; role: Role }[]> {
  demandReader(context);
  return database().person.findMany({
    where: { deactivatedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, title: true, role: true },
  });
}

/** Everybody there ever was, by name, for choosing whose acts to see. */
export async function listEverybody(
  context: Context,
): Promise<{ id: string; name: string; deactivatedAt: Date | null }[]> {
  demandReader(context);
  return database().person.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, deactivatedAt: true },
  });
}

/** One person with what their page shows; `base` belongs into the form that edits them. Refuses with 'not_found'. */
export async function getPerson(context: Context, personId: string) {
  demandReader(context);
  const person = isUuid(personId)
    ? await database().person.findUnique({
        where: { id: personId },
        include: {
          ...listed,
          deactivatedBy: { select: { name: true } },
          secondFactor: { select: { confirmedAt: true } },
        },
      })
    : null;
  if (!person) throw new Refusal("not_found", "There is no such person.");
  const { timeZone, createdAt, deactivatedAt, deactivatedBy, identities } = person;
  return {
    ...toRow(person),
    ...{ timeZone, createdAt, deactivatedAt, deactivatedBy, identities },
    hasPassword: person.passwordHash !== null,
    hasSecondFactor: Boolean(person.secondFactor?.confirmedAt),
    base: personBase(person),
  };
}

/** The active person of exactly this name, in any case of letters; null when there is none or more than one. */
export async function findPersonByName(
  context: Context,
  name: string,
  reader: Reader = database(),
): Promise<{ id: string; name: string; title: string | null } | null> {
  demandReader(context);
  const found = await reader.person.findMany({
    where: { name: { equals: literally(name.trim()), mode: "insensitive" }, deactivatedAt: null },
    select: { id: true, name: true, title: true },
    take: 2,
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Stands for what a form was made from: changes whenever anything that the form edits has changed. */
export function personBase(person: {
  name: string;
  email: string;
  title: string | null;
  role: Role;
}): string {
  const { name, email, title, role } = person;
  return baseOf({ name, email, title, role });
}

const listed = {
  identities: { select: { issuer: true, createdAt: true, lastUsedAt: true } },
  memberships: {
    where: { team: { archivedAt: null } },
    orderBy: { team: { name: "asc" } },
    select: { team: { select: { slug: true, name: true } } },
  },
} satisfies Prisma.PersonInclude;

function toRow(person: Prisma.PersonGetPayload<{ include: typeof listed }>): PersonRow {
  const { id, name, email, title, role, memberships } = person;
  return { id, name, email, title, role, state: stateOf(person), teams: memberships.map(({ team }) => team) };
}

function inState(state: PersonState | undefined): Prisma.PersonWhereInput {
  if (state === "deactivated") return { deactivatedAt: { not: null } };
  const joined = { OR: [{ passwordHash: { not: null } }, { identities: { some: {} } }] };
  if (state === "invited") return { deactivatedAt: null, NOT: joined };
  return state === "active" ? { deactivatedAt: null, AND: joined } : {};
}
