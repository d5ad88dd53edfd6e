-- CreateTable
CREATE TABLE "status_update" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" SERIAL NOT NULL,
    "status" "incident_status" NOT NULL,
    "what_happened" TEXT NOT NULL,
    "impact" TEXT NOT NULL,
    "what_we_do" TEXT NOT NULL DEFAULT '',
    "next_update_at" TIMESTAMPTZ(3),
    "author_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "status_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_update_revision" (
    "update_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "what_happened" TEXT NOT NULL,
    "impact" TEXT NOT NULL,
    "what_we_do" TEXT NOT NULL,
    "next_update_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_by_id" UUID,
    "reason" TEXT NOT NULL,

    CONSTRAINT "status_update_revision_pkey" PRIMARY KEY ("update_id","version")
);

-- CreateTable
CREATE TABLE "status_link" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "shows_restricted" BOOLEAN NOT NULL DEFAULT false,
    "made_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "last_opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "update_reminder" (
    "incident_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "people" UUID[],
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "update_reminder_pkey" PRIMARY KEY ("incident_id","due_at")
);

-- CreateIndex
CREATE UNIQUE INDEX "status_update_entry_id_key" ON "status_update"("entry_id");

-- CreateIndex
CREATE INDEX "status_update_incident_id_at_sequence_idx" ON "status_update"("incident_id", "at", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "status_link_token_hash_key" ON "status_link"("token_hash");

-- CreateIndex
CREATE INDEX "status_link_incident_id_id_idx" ON "status_link"("incident_id", "id");

-- AddForeignKey
ALTER TABLE "status_update" ADD CONSTRAINT "status_update_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_update" ADD CONSTRAINT "status_update_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "timeline_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_update" ADD CONSTRAINT "status_update_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_update" ADD CONSTRAINT "status_update_withdrawn_by_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_update_revision" ADD CONSTRAINT "status_update_revision_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "status_update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_update_revision" ADD CONSTRAINT "status_update_revision_superseded_by_id_fkey" FOREIGN KEY ("superseded_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_link" ADD CONSTRAINT "status_link_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_link" ADD CONSTRAINT "status_link_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_link" ADD CONSTRAINT "status_link_revoked_by_id_fkey" FOREIGN KEY ("revoked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "update_reminder" ADD CONSTRAINT "update_reminder_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE status_update
  ADD CONSTRAINT status_update_says_something CHECK (
    length(btrim(what_happened)) BETWEEN 1 AND 5000 AND length(btrim(impact)) BETWEEN 1 AND 5000 AND length(what_we_do) <= 5000),
  ADD CONSTRAINT status_update_promises_ahead CHECK (next_update_at > at),
  ADD CONSTRAINT status_update_version_counts CHECK (version > 0),
  ADD CONSTRAINT status_update_withdrawn_with_reason
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_reason IS NULL OR btrim(withdrawn_reason) <> ''));
ALTER TABLE status_update_revision ADD CONSTRAINT status_update_revision_has_a_reason CHECK (btrim(reason) <> '');
ALTER TABLE status_link
  ADD CONSTRAINT status_link_token_is_a_hash CHECK (length(token_hash) = 32),
  ADD CONSTRAINT status_link_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 100),
  ADD CONSTRAINT status_link_ends_after_it_begins CHECK (expires_at > created_at),
  ADD CONSTRAINT status_link_opened_counts CHECK (opened >= 0 AND (opened = 0 OR last_opened_at IS NOT NULL));
ALTER TABLE update_reminder ADD CONSTRAINT update_reminder_was_due CHECK (due_at <= made_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON status_update_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON status_update_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
