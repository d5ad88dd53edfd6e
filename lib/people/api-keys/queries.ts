import type { Prisma } from "../../../prisma/generated/client";
import type { Role } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { isAtLeast } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { literally } from "../../core/text";
import { signedIn } from "../queries";
import { type Scope, scopes } from "./labels";
import { type ApiKeyFilters, apiKeyFilters } from "./schema";
import { loadLiveKey, noteUse } from "./store";
import { handleIn, isTokenOf } from "./token";

const PAGE = 50;
const NOTED_EVERY_MS = 60_000;

/** Who stands behind a key: what it opens, and the person that it acts for with their role as it is now. */
export type ApiKeyBearer = {
  keyId: string;
  name: string;
  scopes: Scope[];
  person: { id: string; name: string; role: Role };
};

/**
 * Who stands behind a token, or null when it is none of ours, was revoked, has expired or belongs to somebody
 * deactivated. Also writes down, at most once a minute, that it was used, and from which network address.
 */
export async function findApiKey(token: string, now: Date, address = ""): Promise<ApiKeyBearer | null> {
  const handle = handleIn(token);
  const key = handle ? await loadLiveKey(handle, now) : null;
  if (!key || !isTokenOf(token, key.tokenHash)) return null;
  const { keyId, name, person, lastUsedAt } = key;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= NOTED_EVERY_MS)
    await noteUse(keyId, now, address);
  return { keyId, name, scopes: scopes.filter((scope) => key.scopes.includes(scope)), person };
}

/** A key as lists show it; never anything that would open something. */
export type ApiKeyRow = Prisma.ApiKeyGetPayload<{ select: typeof listed }>;

/**
 * Keys, the newest first, 50 a page: one's own, or for admins everybody's. `next` is the `after` of the next page.
 */
export async function listApiKeys(
  context: Context,
  filters: ApiKeyFilters = {},
): Promise<{ keys: ApiKeyRow[]; next: string | null }> {
  const personId = signedIn(context);
  const { whose, state, text, after } = apiKeyFilters.parse(filters);
  if (whose === "everybody" && !isAtLeast(context.actor.role, "admin"))
    throw new Refusal("forbidden", "Only admins see other people's keys.");
  const contains = { contains: literally(text), mode: "insensitive" as const };
  const found = text ? [{ name: contains }, { handle: contains }, { person: { name: contains } }] : undefined;
  const rows = await database().apiKey.findMany({
    where: {
      ...(whose === "mine" ? { personId } : {}),
      AND: [inState(state, context.now), found ? { OR: found } : {}],
      ...(after ? { id: { lt: after } } : {}),
    },
    orderBy: { id: "desc" },
    take: PAGE + 1,
    select: listed,
  });
  const keys = rows.slice(0, PAGE);
  return { keys, next: rows.length > PAGE ? (keys.at(-1)?.id ?? null) : null };
}

const listed = {
  id: true,
  name: true,
  handle: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  lastAddress: true,
  person: { select: { id: true, name: true } },
  createdBy: { select: { id: true, name: true } },
  revokedBy: { select: { id: true, name: true } },
} satisfies Prisma.ApiKeySelect;

function inState(state: "working" | "ended" | "all", now: Date): Prisma.ApiKeyWhereInput {
  if (state === "working") return { revokedAt: null, expiresAt: { gt: now } };
  if (state === "ended") return { OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] };
  return {};
}
