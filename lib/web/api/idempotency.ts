import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { keyedDigest } from "../../core/sealed";
import type { Answer, Ask, Method } from "./operation";
import { Problem } from "./problem";

/** A request that its sender gave a key of its own, so that it can be sent again without being done again. */
export type Idempotency = { keyId: string; key: string; requestHash: Buffer<ArrayBuffer> };

/** The `Idempotency-Key` of a request, null where it has none. Throws `invalid-parameter` for one that cannot be kept. */
export function idempotencyOf({ keyId, path, headers, body }: Ask, method: Method): Idempotency | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    const detail = "Give 1 to 255 printable ASCII characters, a UUID for example.";
    throw new Problem("invalid-parameter", detail, { errors: [{ detail, header: "Idempotency-Key" }] });
  }
  // A body may hold a password.
  const requestHash = keyedDigest([`${method} ${path}\n`, body?.bytes ?? ""], "idempotent requests");
  return { keyId, key, requestHash };
}

/**
 * Does the work once for a key. The answer is kept in the transaction of the work itself: a crash leaves both or
 * neither. The same request again gets the kept answer; another one with the same key is refused, and so is the same
 * one while the first is under way.
 */
export async function idempotently(
  tx: Transaction,
  { now }: Context,
  idempotency: Idempotency | null,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!idempotency) return work();
  const { keyId, key, requestHash } = idempotency;
  const claimed = await tx.$executeRaw`
    insert into idempotent_answer (key_id, key, request_hash, created_at)
    select ${keyId}::uuid, ${key}, ${requestHash}, ${now}
     where pg_try_advisory_xact_lock(hashtextextended(${`${keyId} ${key}`}, 0))
    on conflict do nothing`;
  const where = { keyId_key: { keyId, key } };
  if (claimed === 0) return replay(await tx.idempotentAnswer.findUnique({ where }), requestHash);
  const answer = await work();
  const { status, body, headers } = answer;
  await tx.idempotentAnswer.update({ where, data: { status, body, headers }, select: { key: true } });
  return answer;
}

function replay(
  kept: { status: number | null; body: string; headers: unknown; requestHash: Uint8Array } | null,
  requestHash: Buffer,
): Answer {
  if (!kept || kept.status === null)
    throw new Problem("request-under-way", "The same request is being answered. Ask again in a moment.", {
      headers: { "Retry-After": "1" },
    });
  if (!requestHash.equals(kept.requestHash)) {
    const detail = "This key came with another method, path or body before. Use a new one.";
    throw new Problem("idempotency-key-reused", detail, { errors: [{ detail, header: "Idempotency-Key" }] });
  }
  const headers = kept.headers as Answer["headers"];
  return {
    status: kept.status,
    body: kept.body,
    headers: { ...headers, "Idempotency-Replayed": "true" },
  };
}
