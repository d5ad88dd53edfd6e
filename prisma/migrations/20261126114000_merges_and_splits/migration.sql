-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "split_from_id" UUID;

-- AlterTable
ALTER TABLE "timeline_entry" ADD COLUMN     "brought_by_id" UUID,
ADD COLUMN     "origin_id" UUID,
ADD COLUMN     "origin_incident_id" UUID;

-- CreateTable
CREATE TABLE "incident_merge" (
    "source_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "status_before" "incident_status" NOT NULL,
    "alert_ids" UUID[],
    "note" TEXT NOT NULL DEFAULT '',
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_by_id" UUID,

    CONSTRAINT "incident_merge_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "incident_merge_target_id_idx" ON "incident_merge"("target_id");

-- CreateIndex
CREATE INDEX "incident_merge_merged_by_id_idx" ON "incident_merge"("merged_by_id");

-- CreateIndex
CREATE INDEX "incident_split_from_id_idx" ON "incident"("split_from_id");

-- CreateIndex
CREATE INDEX "timeline_entry_origin_id_idx" ON "timeline_entry"("origin_id");

-- CreateIndex
CREATE INDEX "timeline_entry_origin_incident_id_idx" ON "timeline_entry"("origin_incident_id");

-- CreateIndex
CREATE INDEX "timeline_entry_brought_by_id_idx" ON "timeline_entry"("brought_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_incident_id_origin_id_key" ON "timeline_entry"("incident_id", "origin_id");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_split_from_id_fkey" FOREIGN KEY ("split_from_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_merged_by_id_fkey" FOREIGN KEY ("merged_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "timeline_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_origin_incident_id_fkey" FOREIGN KEY ("origin_incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_brought_by_id_fkey" FOREIGN KEY ("brought_by_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE incident_merge
  ADD CONSTRAINT incident_merge_is_of_two CHECK (source_id <> target_id),
  ADD CONSTRAINT incident_merge_status_before CHECK (status_before NOT IN ('merged', 'cancelled'));
ALTER TABLE incident ADD CONSTRAINT incident_is_not_split_from_itself CHECK (split_from_id <> id);
ALTER TABLE timeline_entry ADD CONSTRAINT timeline_entry_is_no_copy_of_itself CHECK (origin_id <> id AND origin_incident_id <> incident_id);
