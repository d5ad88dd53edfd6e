-- CreateEnum
CREATE TYPE "view_audience" AS ENUM ('me', 'team', 'everyone');

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "audience" "view_audience" NOT NULL,
    "team_id" UUID,
    "maker_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_view_maker_id_idx" ON "saved_view"("maker_id");

-- CreateIndex
CREATE INDEX "saved_view_team_id_idx" ON "saved_view"("team_id");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE saved_view
  ADD CONSTRAINT saved_view_of_a_team CHECK ((audience = 'team') = (team_id IS NOT NULL)),
  ADD CONSTRAINT saved_view_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 60),
  ADD CONSTRAINT saved_view_narrows CHECK (length(query) BETWEEN 1 AND 2000);
-- One name for each who would see both.
CREATE UNIQUE INDEX saved_view_one_name_of_mine ON saved_view (maker_id, lower(name)) WHERE audience = 'me';
CREATE UNIQUE INDEX saved_view_one_name_of_a_team ON saved_view (team_id, lower(name)) WHERE audience = 'team';
CREATE UNIQUE INDEX saved_view_one_name_of_all ON saved_view (lower(name)) WHERE audience = 'everyone';
