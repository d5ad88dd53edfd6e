-- What lately went on at a service is found without looking through its whole past.
CREATE INDEX "incident_service_id_touched_at_idx" ON "incident"("service_id", "touched_at");
DROP INDEX "incident_service_id_idx";
