-- AlterTable
ALTER TABLE "timeline_entry" ADD COLUMN     "sending_key" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_incident_id_sending_key_key" ON "timeline_entry"("incident_id", "sending_key");
