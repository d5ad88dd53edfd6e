import type { Transaction } from "../core/database";

/**
 * Says that something changed which the post-mortem signs: a new version of the document, no longer prepared. Every
 * sign-off stands for one version only, so this is what voids them: what stood at a step is a draft again, or stale
 * where it was approved once. Call it from each command that changes anything in the canonical form, after
 * `lockIncident`.
 */
export async function editDocument(tx: Transaction, incidentId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    update incident set document_version = document_version + 1, prepared_at = null, touched_at = ${now},
      document_state = case
        when document_state not in ('in_review', 'reviewed', 'approved') then document_state
        when exists (select 1 from sign_off where incident_id = ${incidentId}::uuid and act = 'given' and step = 'approved')
          then 'stale'
        else 'draft' end
    where id = ${incidentId}::uuid`;
}

/** Says that something changed which the post-mortem does not sign: progress, people, an entry left out. */
export async function touchIncident(tx: Transaction, incidentId: string, now: Date): Promise<void> {
  await tx.incident.update({ where: { id: incidentId }, data: { touchedAt: now }, select: { id: true } });
}
