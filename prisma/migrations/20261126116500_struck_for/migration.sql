-- AlterTable
ALTER TABLE "timeline_entry" ADD COLUMN     "struck_for_id" UUID;

-- What was moved or separated before is known by its sentence, and by what the sentence is true of.
UPDATE timeline_entry e SET struck_for_id = i.id FROM incident i
  WHERE e.withdrawn_reason = 'Moved to ' || i.ref || '.' AND i.split_from_id = e.incident_id
    AND EXISTS (SELECT 1 FROM timeline_entry c WHERE c.incident_id = i.id
      AND (c.origin_id = coalesce(e.origin_id, e.id) OR c.deploy_id = e.deploy_id));
UPDATE timeline_entry e SET struck_for_id = i.id FROM incident i
  WHERE e.withdrawn_reason = i.ref || ' was separated again.' AND e.origin_id IS NOT NULL AND e.brought_by_id IS NULL;

-- CreateIndex
CREATE INDEX "timeline_entry_struck_for_id_idx" ON "timeline_entry"("struck_for_id");

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_struck_for_id_fkey" FOREIGN KEY ("struck_for_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE timeline_entry ADD CONSTRAINT timeline_entry_struck_for_an_incident CHECK (struck_for_id IS NULL OR withdrawn_at IS NOT NULL);
