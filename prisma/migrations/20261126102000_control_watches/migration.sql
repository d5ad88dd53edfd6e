-- CreateEnum
CREATE TYPE "control_verdict" AS ENUM ('broken', 'unknown', 'holds');

-- CreateTable
CREATE TABLE "control_watch" (
    "control_id" UUID NOT NULL,
    "source_id" UUID,
    "setting" TEXT,
    "rule_id" UUID,
    "watched_since" TIMESTAMPTZ(3) NOT NULL,
    "watched_by_id" UUID,
    "verdict" "control_verdict" NOT NULL DEFAULT 'unknown',
    "verdict_since" TIMESTAMPTZ(3) NOT NULL,
    "value" TEXT NOT NULL DEFAULT '',
    "says" TEXT NOT NULL DEFAULT '',
    "verified_at" TIMESTAMPTZ(3),
    "judged_at" TIMESTAMPTZ(3),
    "broken_since" TIMESTAMPTZ(3),

    CONSTRAINT "control_watch_pkey" PRIMARY KEY ("control_id")
);

-- CreateTable
CREATE TABLE "control_verification" (
    "id" SERIAL NOT NULL,
    "control_id" UUID NOT NULL,
    "from" "control_verdict" NOT NULL,
    "to" "control_verdict" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "watched" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "says" TEXT NOT NULL,

    CONSTRAINT "control_verification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "control_watch_verdict_control_id_idx" ON "control_watch"("verdict", "control_id");

-- CreateIndex
CREATE INDEX "control_watch_source_id_idx" ON "control_watch"("source_id");

-- CreateIndex
CREATE INDEX "control_watch_rule_id_idx" ON "control_watch"("rule_id");

-- CreateIndex
CREATE INDEX "control_watch_watched_by_id_idx" ON "control_watch"("watched_by_id");

-- CreateIndex
CREATE INDEX "control_verification_control_id_id_idx" ON "control_verification"("control_id", "id");

-- AddForeignKey
ALTER TABLE "control_watch" ADD CONSTRAINT "control_watch_control_id_fkey" FOREIGN KEY ("control_id") REFERENCES "control"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_watch" ADD CONSTRAINT "control_watch_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "pool_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_watch" ADD CONSTRAINT "control_watch_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_watch" ADD CONSTRAINT "control_watch_watched_by_id_fkey" FOREIGN KEY ("watched_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_verification" ADD CONSTRAINT "control_verification_control_id_fkey" FOREIGN KEY ("control_id") REFERENCES "control"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE control_watch
  ADD CONSTRAINT control_watch_is_by_one_thing CHECK ((source_id IS NULL) <> (rule_id IS NULL)),
  ADD CONSTRAINT control_watch_setting CHECK ((source_id IS NULL) = (setting IS NULL) AND setting <> ''),
  -- What holds or is broken was verified by something.
  ADD CONSTRAINT control_watch_was_verified CHECK (verdict = 'unknown' OR verified_at IS NOT NULL);
ALTER TABLE control_verification
  ADD CONSTRAINT control_verification_changes CHECK ("from" <> "to");
