-- AlterTable
ALTER TABLE "pool_instance" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Of an instance that is there already: its last figures of whatever level.
UPDATE pool_instance i SET last_seen_at = greatest(i.first_seen_at, i.holders_at,
  (SELECT max(at) FROM pool_sample WHERE series_id = i.id),
  (SELECT max(at) + interval '1 minute' FROM pool_minute WHERE series_id = i.id),
  (SELECT max(at) + interval '1 hour' FROM pool_hour WHERE series_id = i.id));

-- CreateIndex
CREATE INDEX "pool_instance_pool_id_last_seen_at_idx" ON "pool_instance"("pool_id", "last_seen_at");

-- What is no longer kept is found by its time alone.
CREATE INDEX pool_hour_at ON pool_hour USING brin (at) WITH (pages_per_range = 16);
