-- CreateEnum
CREATE TYPE "deploy_kind" AS ENUM ('deploy', 'config');

-- AlterTable
ALTER TABLE "timeline_entry" ADD COLUMN     "deploy_id" UUID;

-- CreateTable
CREATE TABLE "deploy" (
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "environment_id" UUID,
    "kind" "deploy_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "summary" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "links" JSONB NOT NULL DEFAULT '[]',
    "details" JSONB NOT NULL DEFAULT '{}',
    "dedup_key" TEXT NOT NULL,
    "api_key_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deploy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deploy_service_id_at_id_idx" ON "deploy"("service_id", "at", "id");

-- CreateIndex
CREATE INDEX "deploy_at_id_idx" ON "deploy"("at", "id");

-- CreateIndex
CREATE INDEX "deploy_environment_id_idx" ON "deploy"("environment_id");

-- CreateIndex
CREATE INDEX "deploy_api_key_id_idx" ON "deploy"("api_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "deploy_service_id_dedup_key_key" ON "deploy"("service_id", "dedup_key");

-- CreateIndex
CREATE INDEX "timeline_entry_deploy_id_idx" ON "timeline_entry"("deploy_id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_incident_id_deploy_id_key" ON "timeline_entry"("incident_id", "deploy_id");

-- AddForeignKey
ALTER TABLE "deploy" ADD CONSTRAINT "deploy_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deploy" ADD CONSTRAINT "deploy_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deploy" ADD CONSTRAINT "deploy_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_deploy_id_fkey" FOREIGN KEY ("deploy_id") REFERENCES "deploy"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE deploy
  ADD CONSTRAINT deploy_says_something CHECK (length(btrim(summary)) BETWEEN 1 AND 1024),
  ADD CONSTRAINT deploy_links_are_a_list CHECK (jsonb_typeof(links) = 'array'),
  ADD CONSTRAINT deploy_details_have_names CHECK (jsonb_typeof(details) = 'object');
