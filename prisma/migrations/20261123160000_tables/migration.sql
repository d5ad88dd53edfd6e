-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "via" AS ENUM ('web', 'api', 'worker', 'cli', 'import', 'system');

-- CreateEnum
CREATE TYPE "environment_kind" AS ENUM ('production', 'staging', 'development', 'other');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('previewed', 'applied', 'discarded');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('P0', 'P1', 'P2', 'P3', 'P4');

-- CreateEnum
CREATE TYPE "incident_status" AS ENUM ('triage', 'investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled', 'merged');

-- CreateEnum
CREATE TYPE "incident_mode" AS ENUM ('live', 'retrospective', 'drill');

-- CreateEnum
CREATE TYPE "precision" AS ENUM ('exact', 'about');

-- CreateEnum
CREATE TYPE "milestone_kind" AS ENUM ('impactStartedAt', 'detectedAt', 'declaredAt', 'acknowledgedAt', 'mitigatedAt', 'resolvedAt', 'closedAt');

-- CreateEnum
CREATE TYPE "milestone_origin" AS ENUM ('automatic', 'manual', 'import');

-- CreateEnum
CREATE TYPE "entry_kind" AS ENUM ('alert', 'detection', 'acknowledgement', 'escalation', 'decision', 'action', 'deploy', 'finding', 'communication', 'status', 'metric', 'page', 'note');

-- CreateEnum
CREATE TYPE "entry_source" AS ENUM ('manual', 'system', 'alert', 'metric', 'page', 'deploy', 'import', 'api');

-- CreateEnum
CREATE TYPE "incident_role" AS ENUM ('commander', 'scribe', 'communications', 'operations', 'participant');

-- CreateEnum
CREATE TYPE "impact_group" AS ENUM ('user', 'business', 'detection');

-- CreateEnum
CREATE TYPE "data_loss" AS ENUM ('none', 'recoverable', 'lost');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'responder', 'lead', 'approver', 'admin');

-- CreateEnum
CREATE TYPE "one_time_link_kind" AS ENUM ('setup', 'invitation', 'password_reset');

-- CreateEnum
CREATE TYPE "factor_category" AS ENUM ('code_defect', 'configuration', 'capacity', 'dependency', 'testing_gap', 'review_gap', 'monitoring_gap', 'process', 'communication', 'environment', 'other');

-- CreateEnum
CREATE TYPE "lesson_kind" AS ENUM ('went_well', 'went_wrong', 'lucky');

-- CreateEnum
CREATE TYPE "control_kind" AS ENUM ('technical', 'process');

-- CreateEnum
CREATE TYPE "action_item_status" AS ENUM ('open', 'in_progress', 'blocked', 'done', 'wont_do');

-- CreateEnum
CREATE TYPE "action_item_kind" AS ENUM ('prevent', 'detect', 'mitigate', 'process');

-- CreateEnum
CREATE TYPE "action_item_priority" AS ENUM ('high', 'medium', 'low');

-- CreateEnum
CREATE TYPE "sign_off_step" AS ENUM ('prepared', 'reviewed', 'approved');

-- CreateEnum
CREATE TYPE "sign_off_act" AS ENUM ('given', 'returned');

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "via" "via" NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "incident_id" UUID,
    "changes" JSONB NOT NULL,
    "request_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "sequence" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "owner_team_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "environment_kind" NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployment" (
    "service_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "primary" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("service_id","environment_id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'previewed',
    "file_name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "incident_id" UUID,
    "applied_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "mismatch" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "foreign_ref" TEXT,
    "title" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "status" "incident_status" NOT NULL,
    "mode" "incident_mode" NOT NULL,
    "service_id" UUID,
    "environment_id" UUID,
    "time_zone" TEXT NOT NULL,
    "stated_duration" TEXT,
    "restricted_at" TIMESTAMPTZ(3),
    "declared_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "document_version" INTEGER NOT NULL DEFAULT 1,
    "prepared_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_ref_counter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "incident_ref_counter_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "participant" (
    "incident_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "incident_role" NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("incident_id","person_id","role")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "precision" "precision" NOT NULL DEFAULT 'exact',
    "kind" "entry_kind" NOT NULL,
    "source" "entry_source" NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID,
    "author_name" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" SERIAL NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "in_document" BOOLEAN NOT NULL DEFAULT true,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_revision" (
    "entry_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "precision" "precision" NOT NULL,
    "kind" "entry_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "superseded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_by_id" UUID,
    "reason" TEXT NOT NULL,

    CONSTRAINT "timeline_revision_pkey" PRIMARY KEY ("entry_id","version")
);

-- CreateTable
CREATE TABLE "milestone" (
    "incident_id" UUID NOT NULL,
    "kind" "milestone_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "precision" "precision" NOT NULL DEFAULT 'exact',
    "origin" "milestone_origin" NOT NULL,
    "entry_id" UUID,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("incident_id","kind")
);

-- CreateTable
CREATE TABLE "impact_statement" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "group" "impact_group" NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "impact_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "impact_figures" (
    "incident_id" UUID NOT NULL,
    "users_affected" INTEGER,
    "users_precision" "precision",
    "customers_affected" INTEGER,
    "customers_precision" "precision",
    "unavailable_from" TIMESTAMPTZ(3),
    "unavailable_to" TIMESTAMPTZ(3),
    "data_loss" "data_loss",
    "delay" TEXT,

    CONSTRAINT "impact_figures_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "role" "role" NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),
    "deactivated_by_id" UUID,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "accountable" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("team_id","person_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "proved_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL,
    "kind" "one_time_link_kind" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "person_id" UUID,
    "made_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "post_mortem" (
    "incident_id" UUID NOT NULL,
    "classification" TEXT NOT NULL DEFAULT 'Internal',
    "summary" TEXT NOT NULL DEFAULT '',
    "what_happened" TEXT NOT NULL DEFAULT '',
    "unplaced" JSONB NOT NULL DEFAULT '[]',
    "imported_signed_on" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_mortem_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "root_cause" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "root_cause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contributing_factor" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "category" "factor_category",
    "positive" BOOLEAN NOT NULL DEFAULT false,
    "accepted_risk" TEXT,

    CONSTRAINT "contributing_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fix" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "fix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "code_change" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "code_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" "lesson_kind" NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" "control_kind" NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "verification" TEXT,

    CONSTRAINT "control_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_item" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "owner_person_id" UUID,
    "owner_team_id" UUID,
    "owner_name" TEXT,
    "due_on" DATE,
    "status" "action_item_status" NOT NULL DEFAULT 'open',
    "kind" "action_item_kind",
    "priority" "action_item_priority",
    "root_cause_id" UUID,
    "factor_id" UUID,
    "evidence" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "action_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signed_document" (
    "hash" BYTEA NOT NULL,
    "canonical" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signed_document_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "sign_off" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "document_version" INTEGER NOT NULL,
    "step" "sign_off_step" NOT NULL,
    "act" "sign_off_act" NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "certificate" BYTEA,

    CONSTRAINT "sign_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imported_signature" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "step" "sign_off_step" NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "signed_on" TEXT,
    "person_id" UUID,

    CONSTRAINT "imported_signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL DEFAULT 8,
    "last_error" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_turn" (
    "name" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_turn_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "worker_process" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_process_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at", "id");

-- CreateIndex
CREATE INDEX "audit_event_incident_id_id_idx" ON "audit_event"("incident_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_id_idx" ON "audit_event"("subject_kind", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_id_idx" ON "audit_event"("actor_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_event_id_key" ON "audit_seal"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_slug_key" ON "service"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "service_name_key" ON "service"("name");

-- CreateIndex
CREATE INDEX "service_owner_team_id_idx" ON "service"("owner_team_id");

-- CreateIndex
CREATE UNIQUE INDEX "environment_slug_key" ON "environment"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "environment_name_key" ON "environment"("name");

-- CreateIndex
CREATE INDEX "deployment_environment_id_idx" ON "deployment"("environment_id");

-- CreateIndex
CREATE INDEX "import_hash_idx" ON "import"("hash");

-- CreateIndex
CREATE INDEX "import_incident_id_idx" ON "import"("incident_id");

-- CreateIndex
CREATE INDEX "import_uploaded_by_id_uploaded_at_idx" ON "import"("uploaded_by_id", "uploaded_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_ref_key" ON "incident"("ref");

-- CreateIndex
CREATE INDEX "incident_created_at_id_idx" ON "incident"("created_at", "id");

-- CreateIndex
CREATE INDEX "incident_service_id_idx" ON "incident"("service_id");

-- CreateIndex
CREATE INDEX "incident_environment_id_idx" ON "incident"("environment_id");

-- CreateIndex
CREATE INDEX "incident_foreign_ref_idx" ON "incident"("foreign_ref");

-- CreateIndex
CREATE INDEX "participant_person_id_idx" ON "participant"("person_id");

-- CreateIndex
CREATE INDEX "timeline_entry_incident_id_at_sequence_idx" ON "timeline_entry"("incident_id", "at", "sequence");

-- CreateIndex
CREATE INDEX "milestone_entry_id_idx" ON "milestone"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "team_slug_key" ON "team"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "team_name_key" ON "team"("name");

-- CreateIndex
CREATE INDEX "team_member_person_id_idx" ON "team_member"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_created_at_idx" ON "session"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_token_hash_key" ON "one_time_link"("token_hash");

-- CreateIndex
CREATE INDEX "one_time_link_person_id_idx" ON "one_time_link"("person_id");

-- CreateIndex
CREATE INDEX "sign_in_throttle_first_at_idx" ON "sign_in_throttle"("first_at");

-- CreateIndex
CREATE INDEX "post_mortem_edited_at_idx" ON "post_mortem"("edited_at");

-- CreateIndex
CREATE UNIQUE INDEX "action_item_number_key" ON "action_item"("number");

-- CreateIndex
CREATE INDEX "action_item_incident_id_position_idx" ON "action_item"("incident_id", "position");

-- CreateIndex
CREATE INDEX "action_item_owner_person_id_idx" ON "action_item"("owner_person_id");

-- CreateIndex
CREATE INDEX "action_item_owner_team_id_idx" ON "action_item"("owner_team_id");

-- CreateIndex
CREATE INDEX "action_item_root_cause_id_idx" ON "action_item"("root_cause_id");

-- CreateIndex
CREATE INDEX "action_item_factor_id_idx" ON "action_item"("factor_id");

-- CreateIndex
CREATE INDEX "sign_off_incident_id_document_version_idx" ON "sign_off"("incident_id", "document_version");

-- CreateIndex
CREATE INDEX "sign_off_person_id_idx" ON "sign_off"("person_id");

-- CreateIndex
CREATE INDEX "sign_off_hash_idx" ON "sign_off"("hash");

-- CreateIndex
CREATE INDEX "imported_signature_person_id_idx" ON "imported_signature"("person_id");

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_declared_by_id_fkey" FOREIGN KEY ("declared_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_withdrawn_by_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_revision" ADD CONSTRAINT "timeline_revision_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "timeline_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_revision" ADD CONSTRAINT "timeline_revision_superseded_by_id_fkey" FOREIGN KEY ("superseded_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "timeline_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "impact_statement" ADD CONSTRAINT "impact_statement_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "impact_figures" ADD CONSTRAINT "impact_figures_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_deactivated_by_id_fkey" FOREIGN KEY ("deactivated_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_mortem" ADD CONSTRAINT "post_mortem_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "root_cause" ADD CONSTRAINT "root_cause_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributing_factor" ADD CONSTRAINT "contributing_factor_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "code_change" ADD CONSTRAINT "code_change_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control" ADD CONSTRAINT "control_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_owner_person_id_fkey" FOREIGN KEY ("owner_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_root_cause_id_fkey" FOREIGN KEY ("root_cause_id") REFERENCES "root_cause"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_item" ADD CONSTRAINT "action_item_factor_id_fkey" FOREIGN KEY ("factor_id") REFERENCES "contributing_factor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_hash_fkey" FOREIGN KEY ("hash") REFERENCES "signed_document"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_signature" ADD CONSTRAINT "imported_signature_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "post_mortem"("incident_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_signature" ADD CONSTRAINT "imported_signature_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
