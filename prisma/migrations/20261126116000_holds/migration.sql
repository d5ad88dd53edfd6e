-- AlterTable
ALTER TABLE "pool" ADD COLUMN     "idle_in_transaction_limit_seconds" INTEGER NOT NULL DEFAULT 60,
  ADD CONSTRAINT pool_idle_in_transaction_limit CHECK (idle_in_transaction_limit_seconds BETWEEN 1 AND 86400);

-- Nobody's opinion of what is idle in a transaction changes by this.
UPDATE "pool" SET "idle_in_transaction_limit_seconds" = "hold_limit_seconds";

-- AlterTable
ALTER TABLE "pool_instance" ADD COLUMN     "workloads" JSONB NOT NULL DEFAULT '[]';
