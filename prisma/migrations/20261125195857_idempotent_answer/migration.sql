-- CreateTable
CREATE TABLE "idempotent_answer" (
    "key_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "body" TEXT NOT NULL DEFAULT '',
    "headers" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("key_id","key")
);

-- CreateIndex
CREATE INDEX "idempotent_answer_created_at_idx" ON "idempotent_answer"("created_at");

-- What must hold whatever the code does.
ALTER TABLE idempotent_answer
  ADD CONSTRAINT idempotent_answer_key_is_short CHECK (length(key) BETWEEN 1 AND 255),
  ADD CONSTRAINT idempotent_answer_request_is_a_hash CHECK (length(request_hash) = 32);
