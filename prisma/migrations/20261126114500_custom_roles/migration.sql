-- CreateTable
CREATE TABLE "custom_role" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "custom_role_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "participant" DROP CONSTRAINT "participant_pkey",
ADD COLUMN     "custom_role_id" UUID,
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "took_over_from_id" UUID,
ADD CONSTRAINT "participant_pkey" PRIMARY KEY ("id");

-- CreateIndex
CREATE UNIQUE INDEX "custom_role_slug_key" ON "custom_role"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "custom_role_name_key" ON "custom_role"("name");

-- CreateIndex
CREATE INDEX "participant_custom_role_id_idx" ON "participant"("custom_role_id");

-- CreateIndex
CREATE INDEX "participant_took_over_from_id_idx" ON "participant"("took_over_from_id");

-- CreateIndex
-- A person takes part once in a role; Prisma's word for it would let them do so many times without one of the team's own.
CREATE UNIQUE INDEX "participant_incident_id_person_id_role_custom_role_id_key" ON "participant"("incident_id", "person_id", "role", "custom_role_id") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "custom_role"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_took_over_from_id_fkey" FOREIGN KEY ("took_over_from_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE custom_role
  ADD CONSTRAINT custom_role_slug CHECK (
    slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'
    AND slug NOT IN ('commander', 'scribe', 'communications', 'operations', 'participant')),
  ADD CONSTRAINT custom_role_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 60);
ALTER TABLE participant
  ADD CONSTRAINT participant_has_one_role CHECK (custom_role_id IS NULL OR role = 'participant');
CREATE UNIQUE INDEX participant_one_per_custom_role ON participant (incident_id, custom_role_id);
