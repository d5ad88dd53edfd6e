-- AlterTable
ALTER TABLE "pool_collection" ADD COLUMN     "rejected_at" TIMESTAMPTZ(3),
ADD COLUMN     "rejected_points" INTEGER,
ADD COLUMN     "rejection" TEXT;

-- A rejection is known wholly or not at all.
ALTER TABLE pool_collection ADD CONSTRAINT pool_collection_rejection_whole
  CHECK ((rejected_at IS NULL) = (rejected_points IS NULL) AND (rejected_at IS NULL) = (rejection IS NULL));
