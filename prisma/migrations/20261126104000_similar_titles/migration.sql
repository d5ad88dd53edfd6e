-- Titles that are alike are found by the three-letter parts that they share.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateIndex
CREATE INDEX "incident_title_idx" ON "incident" USING GIN ("title" gin_trgm_ops);
