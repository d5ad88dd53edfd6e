-- CreateTable
CREATE TABLE "pool_history" (
    "source_id" UUID NOT NULL,
    "days" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "read_to" TIMESTAMPTZ(3) NOT NULL,
    "steps" INTEGER NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "left_out" TEXT,
    "worked_ms" INTEGER NOT NULL DEFAULT 0,
    "readings" INTEGER NOT NULL DEFAULT 0,
    "pool_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "oldest_at" TIMESTAMPTZ(3),

    CONSTRAINT "pool_history_pkey" PRIMARY KEY ("source_id")
);

-- AddForeignKey
ALTER TABLE "pool_history" ADD CONSTRAINT "pool_history_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "pool_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE pool_history
  ADD CONSTRAINT pool_history_days CHECK (days BETWEEN 1 AND 1100),
  ADD CONSTRAINT pool_history_in_order CHECK (since <= read_to AND read_to <= until),
  ADD CONSTRAINT pool_history_steps CHECK (steps BETWEEN 1 AND 11000),
  ADD CONSTRAINT pool_history_ends_once CHECK (num_nonnulls(finished_at, stopped_at, failed_at) <= 1),
  ADD CONSTRAINT pool_history_finished CHECK (finished_at IS NULL OR read_to = since),
  ADD CONSTRAINT pool_history_failed CHECK (failed_at IS NULL OR failure IS NOT NULL);
