-- CreateEnum
CREATE TYPE "alert_figure" AS ENUM ('utilisation', 'waiting', 'acquire_wait', 'oldest_hold', 'idle_in_transaction', 'exhaustion', 'rising_floor', 'no_data', 'health_check');

-- CreateEnum
CREATE TYPE "alert_comparison" AS ENUM ('above', 'below');

-- CreateEnum
CREATE TYPE "alert_severity" AS ENUM ('warning', 'critical');

-- CreateEnum
CREATE TYPE "alert_response" AS ENUM ('record', 'page', 'join', 'declare');

-- CreateEnum
CREATE TYPE "alert_state" AS ENUM ('pending', 'firing', 'resolved', 'lapsed');

-- CreateEnum
CREATE TYPE "alert_reason" AS ENUM ('crossed', 'held', 'returned', 'cleared', 'rule_changed', 'subject_gone');

-- AlterEnum
ALTER TYPE "notification_kind" ADD VALUE 'alert';

-- AlterEnum
ALTER TYPE "pool_source_kind" ADD VALUE 'pgbouncer';
ALTER TYPE "pool_source_kind" ADD VALUE 'prometheus';
ALTER TYPE "pool_source_kind" ADD VALUE 'json';

-- AlterTable
ALTER TABLE "pool_source" ADD COLUMN     "questions" JSONB,
ADD COLUMN     "url" TEXT;

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pool_id" UUID,
    "service_id" UUID,
    "figure" "alert_figure" NOT NULL,
    "comparison" "alert_comparison" NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "clear_threshold" DOUBLE PRECISION,
    "for_seconds" INTEGER NOT NULL,
    "keep_firing_seconds" INTEGER NOT NULL,
    "severity" "alert_severity" NOT NULL,
    "response" "alert_response" NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "rule_id" UUID NOT NULL,
    "pool_id" UUID,
    "health_check_id" UUID,
    "name" TEXT NOT NULL,
    "figure" "alert_figure" NOT NULL,
    "comparison" "alert_comparison" NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "severity" "alert_severity" NOT NULL,
    "response" "alert_response" NOT NULL,
    "state" "alert_state" NOT NULL,
    "pending_at" TIMESTAMPTZ(3) NOT NULL,
    "firing_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "clear_since" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "last_value" DOUBLE PRECISION NOT NULL,
    "first_value" DOUBLE PRECISION NOT NULL,
    "worst_value" DOUBLE PRECISION NOT NULL,
    "instance" TEXT,
    "holders" JSONB,
    "holders_at" TIMESTAMPTZ(3),
    "attribution" JSONB,
    "responded_at" TIMESTAMPTZ(3),
    "incident_id" UUID,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_transition" (
    "id" SERIAL NOT NULL,
    "alert_id" UUID NOT NULL,
    "from" "alert_state",
    "to" "alert_state" NOT NULL,
    "reason" "alert_reason" NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "health_check" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "service_id" UUID NOT NULL,
    "environment_id" UUID,
    "url" TEXT NOT NULL,
    "interval_seconds" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "least_status" INTEGER NOT NULL,
    "most_status" INTEGER NOT NULL,
    "expected_text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "health_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "health_check_turn" (
    "check_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failures_in_a_row" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "health_check_turn_pkey" PRIMARY KEY ("check_id")
);

-- CreateTable
CREATE TABLE "frozen_series" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "pool_id" UUID,
    "pool_name" TEXT NOT NULL,
    "source_name" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "bucket_seconds" INTEGER NOT NULL,
    "points" JSONB NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "frozen_series_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_slug_key" ON "alert_rule"("slug");

-- CreateIndex
CREATE INDEX "alert_rule_pool_id_idx" ON "alert_rule"("pool_id");

-- CreateIndex
CREATE INDEX "alert_rule_service_id_idx" ON "alert_rule"("service_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_number_key" ON "alert"("number");

-- CreateIndex
CREATE INDEX "alert_state_pending_at_idx" ON "alert"("state", "pending_at");

-- CreateIndex
CREATE INDEX "alert_rule_id_idx" ON "alert"("rule_id");

-- CreateIndex
CREATE INDEX "alert_pool_id_pending_at_idx" ON "alert"("pool_id", "pending_at");

-- CreateIndex
CREATE INDEX "alert_health_check_id_idx" ON "alert"("health_check_id");

-- CreateIndex
CREATE INDEX "alert_incident_id_idx" ON "alert"("incident_id");

-- CreateIndex
CREATE INDEX "alert_transition_alert_id_idx" ON "alert_transition"("alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "health_check_slug_key" ON "health_check"("slug");

-- CreateIndex
CREATE INDEX "incident_touched_at_idx" ON "incident"("touched_at");

-- CreateIndex
CREATE INDEX "health_check_service_id_idx" ON "health_check"("service_id");

-- CreateIndex
CREATE INDEX "health_check_environment_id_idx" ON "health_check"("environment_id");

-- CreateIndex
CREATE INDEX "frozen_series_pool_id_idx" ON "frozen_series"("pool_id");

-- CreateIndex
CREATE UNIQUE INDEX "frozen_series_incident_id_pool_id_key" ON "frozen_series"("incident_id", "pool_id");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_health_check_id_fkey" FOREIGN KEY ("health_check_id") REFERENCES "health_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_transition" ADD CONSTRAINT "alert_transition_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "health_check" ADD CONSTRAINT "health_check_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "health_check" ADD CONSTRAINT "health_check_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "health_check_turn" ADD CONSTRAINT "health_check_turn_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "health_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frozen_series" ADD CONSTRAINT "frozen_series_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frozen_series" ADD CONSTRAINT "frozen_series_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What a pool has got done since it began: a server's transactions, an application's acquisitions.
ALTER TABLE pool_sample ADD COLUMN transactions bigint;
-- How full an instance was: not to be had from the greatest in use and the greatest limit where the limit changed.
ALTER TABLE pool_minute
  ADD COLUMN transactions_min bigint, ADD COLUMN transactions_max bigint, ADD COLUMN transactions_sum double precision, ADD COLUMN transactions_count int,
  ADD COLUMN utilisation_min real, ADD COLUMN utilisation_max real, ADD COLUMN utilisation_sum double precision, ADD COLUMN utilisation_count int;
ALTER TABLE pool_hour
  ADD COLUMN transactions_min bigint, ADD COLUMN transactions_max bigint, ADD COLUMN transactions_sum double precision, ADD COLUMN transactions_count int,
  ADD COLUMN utilisation_min real, ADD COLUMN utilisation_max real, ADD COLUMN utilisation_sum double precision, ADD COLUMN utilisation_count int;

ALTER TABLE pool_source
  ADD CONSTRAINT pool_source_answers_over_http CHECK (kind::text NOT IN ('prometheus', 'json') OR coalesce(url ~ '^https?://', false)),
  DROP CONSTRAINT pool_source_has_an_address,
  ADD CONSTRAINT pool_source_has_an_address CHECK (kind::text NOT IN ('postgres', 'pgbouncer') OR coalesce(host <> '' AND port BETWEEN 1 AND 65535, false));

ALTER TABLE alert_rule
  ADD CONSTRAINT alert_rule_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT alert_rule_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
  ADD CONSTRAINT alert_rule_has_one_scope CHECK (pool_id IS NULL OR service_id IS NULL),
  ADD CONSTRAINT alert_rule_for CHECK (for_seconds BETWEEN 0 AND 86400),
  ADD CONSTRAINT alert_rule_keep_firing CHECK (keep_firing_seconds BETWEEN 0 AND 86400),
  ADD CONSTRAINT alert_rule_clears_beyond CHECK (clear_threshold IS NULL
    OR comparison = 'above' AND clear_threshold <= threshold OR comparison = 'below' AND clear_threshold >= threshold),
  ADD CONSTRAINT alert_rule_version_counts CHECK (version > 0);
CREATE UNIQUE INDEX alert_rule_one_name ON alert_rule (lower(name)) WHERE archived_at IS NULL;
ALTER TABLE alert
  ADD CONSTRAINT alert_is_of_one_thing CHECK ((pool_id IS NULL) <> (health_check_id IS NULL)),
  ADD CONSTRAINT alert_fired CHECK ((state IN ('pending', 'lapsed')) = (firing_at IS NULL)),
  ADD CONSTRAINT alert_ended CHECK ((state IN ('resolved', 'lapsed')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT alert_in_order CHECK (pending_at <= coalesce(firing_at, pending_at) AND coalesce(firing_at, pending_at) <= coalesce(ended_at, 'infinity'));
-- A rule has one open alert of a thing, however many watch.
CREATE UNIQUE INDEX alert_one_open ON alert (rule_id, coalesce(pool_id, health_check_id)) WHERE ended_at IS NULL;
CREATE INDEX alert_open ON alert (id) WHERE ended_at IS NULL;

ALTER TABLE health_check
  ADD CONSTRAINT health_check_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT health_check_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
  ADD CONSTRAINT health_check_url CHECK (url ~ '^https?://'),
  ADD CONSTRAINT health_check_interval CHECK (interval_seconds BETWEEN 5 AND 3600),
  ADD CONSTRAINT health_check_timeout CHECK (timeout_ms BETWEEN 100 AND 30000 AND timeout_ms <= interval_seconds * 1000),
  ADD CONSTRAINT health_check_statuses CHECK (least_status BETWEEN 100 AND 599 AND most_status BETWEEN least_status AND 599),
  ADD CONSTRAINT health_check_version_counts CHECK (version > 0);
CREATE UNIQUE INDEX health_check_one_name ON health_check (lower(name)) WHERE archived_at IS NULL;

-- Facts in bulk. What each health check was answered; up to where the samples of an instance have been judged; and since
-- when somebody has been judging without a pause: what nobody saw in between is no silence of a pool's.
CREATE TABLE health_result (
  check_id uuid NOT NULL REFERENCES health_check (id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  well boolean NOT NULL,
  status int,
  duration_ms real NOT NULL,
  failure text,
  PRIMARY KEY (check_id, at)
);
CREATE INDEX health_result_at ON health_result USING brin (at);
-- The same by the hour: a page that counted a month's answers would read half a million of them.
CREATE TABLE health_hour (
  check_id uuid NOT NULL REFERENCES health_check (id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  asked int NOT NULL,
  well int NOT NULL,
  last_well_at timestamptz(3),
  last_failed_at timestamptz(3),
  PRIMARY KEY (check_id, at)
);
CREATE TABLE alert_cursor (series_id int PRIMARY KEY REFERENCES pool_instance (id) ON DELETE CASCADE, judged_to timestamptz(3) NOT NULL);
CREATE TABLE alert_watch (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  watching_since timestamptz(3) NOT NULL,
  judged_at timestamptz(3) NOT NULL,
  leased_by text NOT NULL,
  lease_until timestamptz(3) NOT NULL
);
