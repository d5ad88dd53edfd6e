-- RenameColumn
ALTER TABLE "timeline_entry" RENAME COLUMN "struck_for_id" TO "withdrawn_for_id";

-- RenameIndex
ALTER INDEX "timeline_entry_struck_for_id_idx" RENAME TO "timeline_entry_withdrawn_for_id_idx";

-- RenameForeignKey
ALTER TABLE "timeline_entry" RENAME CONSTRAINT "timeline_entry_struck_for_id_fkey" TO "timeline_entry_withdrawn_for_id_fkey";

ALTER TABLE timeline_entry RENAME CONSTRAINT timeline_entry_struck_for_an_incident TO timeline_entry_withdrawn_for_an_incident;
