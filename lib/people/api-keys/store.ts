import type { Role } from "../../../prisma/generated/enums";
import { sql } from "../../core/database";

/** A key that works, with its person as their row stands now. */
export type LiveKey = {
  keyId: string;
  name: string;
  scopes: string[];
  tokenHash: Buffer;
  lastUsedAt: Date | null;
  person: { id: string; name: string; role: Role };
};

/** The key with this handle, unless it was revoked, has expired or belongs to somebody deactivated. */
export async function loadLiveKey(handle: string, now: Date): Promise<LiveKey | null> {
  type Row = Omit<LiveKey, "person"> & { personId: string; personName: string; role: Role };
  const [row] = await sql<Row>(
    `select k.id as "keyId", k.name, k.scopes, k.token_hash as "tokenHash", k.last_used_at as "lastUsedAt",
            p.id as "personId", p.name as "personName", p.role
       from api_key k join person p on p.id = k.person_id
      where k.handle = $1 and k.revoked_at is null and k.expires_at > $2 and p.deactivated_at is null`,
    [handle, now],
  );
  if (!row) return null;
  const { personId, personName, role, ...key } = row;
  return { ...key, person: { id: personId, name: personName, role } };
}

/** Writes down that a key was used now, and from which address; empty when unknown. */
export async function noteUse(keyId: string, now: Date, address: string): Promise<void> {
  await sql("update api_key set last_used_at = $2, last_address = $3 where id = $1", [
    keyId,
    now,
    address.slice(0, 100),
  ]);
}
