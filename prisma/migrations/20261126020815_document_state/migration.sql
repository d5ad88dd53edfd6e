-- CreateEnum
CREATE TYPE "document_state" AS ENUM ('draft', 'in_review', 'changes_requested', 'reviewed', 'approved', 'stale');

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "document_state" "document_state" NOT NULL DEFAULT 'draft';

UPDATE incident i SET document_state = CASE
    WHEN EXISTS (SELECT 1 FROM sign_off s WHERE s.incident_id = i.id AND s.act = 'given'
      AND s.document_version = i.document_version AND s.step = 'approved') THEN 'approved'::document_state
    WHEN EXISTS (SELECT 1 FROM sign_off s WHERE s.incident_id = i.id AND s.act = 'given'
      AND s.document_version = i.document_version AND s.step = 'reviewed') THEN 'reviewed'
    WHEN EXISTS (SELECT 1 FROM sign_off s WHERE s.incident_id = i.id AND s.act = 'given'
      AND s.document_version = i.document_version AND s.step = 'prepared') THEN 'in_review'
    WHEN (SELECT act FROM sign_off s WHERE s.incident_id = i.id ORDER BY at DESC, id DESC LIMIT 1) = 'returned' THEN 'changes_requested'
    WHEN EXISTS (SELECT 1 FROM sign_off s WHERE s.incident_id = i.id AND s.act = 'given' AND s.step = 'approved') THEN 'stale'
    ELSE 'draft' END
  WHERE EXISTS (SELECT 1 FROM sign_off s WHERE s.incident_id = i.id);

-- Prisma compares an enum with a cast of text, which no condition of a partial index can be proved by.
DROP INDEX incident_open;

-- CreateIndex
CREATE INDEX "incident_status_idx" ON "incident"("status");

-- CreateIndex
CREATE INDEX "incident_document_state_touched_at_idx" ON "incident"("document_state", "touched_at");

-- CreateIndex
CREATE INDEX "action_item_due_on_number_idx" ON "action_item"("due_on", "number");

-- CreateIndex
CREATE INDEX "action_item_status_due_on_number_idx" ON "action_item"("status", "due_on", "number");

CREATE INDEX action_item_unfinished ON action_item (due_on, number) WHERE closed_at IS NULL;
