-- CreateEnum
CREATE TYPE "attachment_type" AS ENUM ('png', 'jpeg', 'gif', 'webp', 'text');

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "entry_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "file_name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" "attachment_type" NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "lines" INTEGER,
    "opening" TEXT NOT NULL DEFAULT '',
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_key" UUID,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment_content" (
    "attachment_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "attachment_content_pkey" PRIMARY KEY ("attachment_id")
);

-- CreateIndex
CREATE INDEX "attachment_entry_id_position_idx" ON "attachment"("entry_id", "position");

-- CreateIndex
CREATE INDEX "attachment_added_by_id_idx" ON "attachment"("added_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_incident_id_added_by_id_sending_key_key" ON "attachment"("incident_id", "added_by_id", "sending_key");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "timeline_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_added_by_id_fkey" FOREIGN KEY ("added_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment_content" ADD CONSTRAINT "attachment_content_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must hold whatever the code does.
ALTER TABLE attachment
  ADD CONSTRAINT attachment_has_a_name CHECK (length(file_name) BETWEEN 1 AND 255 AND file_name !~ '[/\\]'),
  ADD CONSTRAINT attachment_size CHECK (size BETWEEN 1 AND 5000000 AND (type <> 'text' OR size <= 1000000)),
  ADD CONSTRAINT attachment_hash_is_a_hash CHECK (length(hash) = 32),
  ADD CONSTRAINT attachment_measured
    CHECK ((type = 'text') = (lines IS NOT NULL) AND (type = 'text') = (width IS NULL) AND (width IS NULL) = (height IS NULL)),
  ADD CONSTRAINT attachment_has_an_extent CHECK (lines > 0 AND width > 0 AND height > 0);
ALTER TABLE attachment_content ADD CONSTRAINT attachment_content_size CHECK (length(bytes) BETWEEN 1 AND 5000000);

-- What an entry was sent with stays as it is, with its bytes; what nobody sent can go.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON attachment FOR EACH ROW WHEN (OLD.entry_id IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON attachment_content FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON attachment_content FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_removing_what_was_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attachment WHERE id = OLD.attachment_id AND entry_id IS NOT NULL) THEN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER sent_stays BEFORE DELETE ON attachment_content FOR EACH ROW EXECUTE FUNCTION refuse_removing_what_was_sent();
