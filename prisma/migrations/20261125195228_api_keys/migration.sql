-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "last_address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_handle_key" ON "api_key"("handle");

-- CreateIndex
CREATE INDEX "api_key_person_id_id_idx" ON "api_key"("person_id", "id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_revoked_by_id_fkey" FOREIGN KEY ("revoked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot express.
ALTER TABLE api_key
  ADD CONSTRAINT api_key_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 100),
  ADD CONSTRAINT api_key_handle_form CHECK (handle ~ '^[A-Za-z0-9]{8}$'),
  ADD CONSTRAINT api_key_token_is_a_hash CHECK (length(token_hash) = 32),
  ADD CONSTRAINT api_key_opens_something CHECK (scopes IS NOT NULL AND cardinality(scopes) BETWEEN 1 AND 100),
  ADD CONSTRAINT api_key_ends_after_it_begins CHECK (expires_at > created_at);
CREATE INDEX api_key_live ON api_key (person_id) WHERE revoked_at IS NULL;
