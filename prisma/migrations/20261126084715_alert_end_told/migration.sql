-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "end_told_at" TIMESTAMPTZ(3);
