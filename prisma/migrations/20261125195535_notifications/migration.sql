-- CreateEnum
CREATE TYPE "notification_kind" AS ENUM ('invitation', 'password_reset', 'mention', 'assignment', 'reminder', 'review', 'test');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('queued', 'sent', 'failed', 'skipped');

-- CreateEnum
CREATE TYPE "mail_wish" AS ENUM ('at_once', 'digest', 'off');

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "href" TEXT NOT NULL,
    "incident_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL,
    "in_digest" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "receipt" TEXT,
    "message_id" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_preference" (
    "person_id" UUID NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "channel" TEXT NOT NULL,
    "wish" "mail_wish" NOT NULL,

    CONSTRAINT "mail_preference_pkey" PRIMARY KEY ("person_id","kind","channel")
);

-- CreateTable
CREATE TABLE "digest_hour" (
    "person_id" UUID NOT NULL,
    "hour" INTEGER NOT NULL,

    CONSTRAINT "digest_hour_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE INDEX "notification_person_id_created_at_id_idx" ON "notification"("person_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "notification_incident_id_idx" ON "notification"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_person_id_key_key" ON "notification"("person_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_notification_id_channel_key" ON "delivery"("notification_id", "channel");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_preference" ADD CONSTRAINT "mail_preference_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_hour" ADD CONSTRAINT "digest_hour_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say, by hand.
ALTER TABLE notification
  ADD CONSTRAINT notification_has_a_title CHECK (length(btrim(title)) BETWEEN 1 AND 500),
  ADD CONSTRAINT notification_has_a_key CHECK (length(key) BETWEEN 1 AND 300),
  ADD CONSTRAINT notification_leads_inside CHECK (href ~ '^/([^/\\]|$)');
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL AND archived_at IS NULL;
ALTER TABLE delivery
  ADD CONSTRAINT delivery_settled_unless_queued CHECK ((state = 'queued') = (settled_at IS NULL)),
  ADD CONSTRAINT delivery_unsent_says_why CHECK (state NOT IN ('failed', 'skipped') OR btrim(reason) <> ''),
  ADD CONSTRAINT delivery_attempts_count CHECK (attempts >= 0);
CREATE INDEX delivery_waiting_for_digest ON delivery (due_at) WHERE state = 'queued' AND in_digest;
CREATE INDEX delivery_by_mail ON delivery (due_at DESC, id DESC) WHERE channel <> 'inbox';
ALTER TABLE digest_hour ADD CONSTRAINT digest_hour_is_an_hour CHECK (hour BETWEEN 1 AND 23);
