import type { Transaction } from "../core/database";

/**
 * Says that something changed which the post-mortem signs: a new version of the document, no longer prepared. Every
 * sign-off stands for one version only, so this is what voids them. Call it from each command that changes anything in
 * the canonical form, after `lockIncident`.
 */
export async function editDocument(tx: Transaction, incidentId: string, now: Date): Promise<void> {
  await tx.incident.update({
    where: { id: incidentId },
    data: { documentVersion: { increment: 1 }, preparedAt: null, touchedAt: now },
    select: { id: true },
  });
}

/** Says that something changed which the post-mortem does not sign: progress, people, an entry left out. */
export async function touchIncident(tx: Transaction, incidentId: string, now: Date): Promise<void> {
  await tx.incident.update({ where: { id: incidentId }, data: { touchedAt: now }, select: { id: true } });
}
