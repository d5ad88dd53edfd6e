-- CreateEnum
CREATE TYPE "pool_source_kind" AS ENUM ('own', 'postgres', 'otlp', 'remote_write');

-- CreateEnum
CREATE TYPE "pool_source_tls" AS ENUM ('verified', 'encrypted', 'off');

-- CreateTable
CREATE TABLE "pool_source" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "pool_source_kind" NOT NULL,
    "host" TEXT,
    "port" INTEGER,
    "database" TEXT,
    "user_name" TEXT,
    "password" BYTEA,
    "api_key_id" UUID,
    "tls" "pool_source_tls" NOT NULL DEFAULT 'verified',
    "interval_seconds" INTEGER NOT NULL DEFAULT 15,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pool_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_collection" (
    "source_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempted_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "facts" JSONB,

    CONSTRAINT "pool_collection_pkey" PRIMARY KEY ("source_id")
);

-- CreateTable
CREATE TABLE "pool" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "service_id" UUID,
    "environment_id" UUID,
    "declared_max" INTEGER,
    "database" TEXT,
    "user_name" TEXT,
    "application" TEXT,
    "told_service" TEXT,
    "told_pool" TEXT,
    "hold_limit_seconds" INTEGER NOT NULL DEFAULT 60,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_instance" (
    "id" SERIAL NOT NULL,
    "pool_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "holders" JSONB NOT NULL DEFAULT '[]',
    "holders_at" TIMESTAMPTZ(3),

    CONSTRAINT "pool_instance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pool_source_slug_key" ON "pool_source"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "pool_source_api_key_id_kind_key" ON "pool_source"("api_key_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "pool_slug_key" ON "pool"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "pool_name_key" ON "pool"("name");

-- CreateIndex
CREATE UNIQUE INDEX "pool_source_id_told_service_told_pool_key" ON "pool"("source_id", "told_service", "told_pool");

-- CreateIndex
CREATE INDEX "pool_source_id_idx" ON "pool"("source_id");

-- CreateIndex
CREATE INDEX "pool_service_id_idx" ON "pool"("service_id");

-- CreateIndex
CREATE INDEX "pool_environment_id_idx" ON "pool"("environment_id");

-- CreateIndex
CREATE UNIQUE INDEX "pool_instance_pool_id_name_key" ON "pool_instance"("pool_id", "name");

-- AddForeignKey
ALTER TABLE "pool_source" ADD CONSTRAINT "pool_source_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_collection" ADD CONSTRAINT "pool_collection_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "pool_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool" ADD CONSTRAINT "pool_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "pool_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool" ADD CONSTRAINT "pool_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool" ADD CONSTRAINT "pool_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_instance" ADD CONSTRAINT "pool_instance_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row an instance and instant, in partitions of a day; what no partition takes yet lies in the rest.
CREATE TABLE pool_sample (
  series_id int NOT NULL,
  at timestamptz(3) NOT NULL,
  "max" int,
  used int,
  idle int,
  idle_in_transaction int,
  waiting int,
  oldest_hold_seconds real,
  acquire_wait_p95_ms real,
  timeouts bigint,
  PRIMARY KEY (series_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE pool_sample_rest PARTITION OF pool_sample DEFAULT;

-- Roll-ups: least, greatest, sum and number of the known figures. Minutes in partitions of a month.
CREATE TABLE pool_minute (
  series_id int NOT NULL,
  at timestamptz(3) NOT NULL,
  max_min real, max_max real, max_sum double precision, max_count int,
  used_min real, used_max real, used_sum double precision, used_count int,
  idle_min real, idle_max real, idle_sum double precision, idle_count int,
  idle_in_transaction_min real, idle_in_transaction_max real, idle_in_transaction_sum double precision, idle_in_transaction_count int,
  waiting_min real, waiting_max real, waiting_sum double precision, waiting_count int,
  oldest_hold_seconds_min real, oldest_hold_seconds_max real, oldest_hold_seconds_sum double precision, oldest_hold_seconds_count int,
  acquire_wait_p95_ms_min real, acquire_wait_p95_ms_max real, acquire_wait_p95_ms_sum double precision, acquire_wait_p95_ms_count int,
  timeouts_min bigint, timeouts_max bigint, timeouts_sum double precision, timeouts_count int,
  PRIMARY KEY (series_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE pool_minute_rest PARTITION OF pool_minute DEFAULT;
CREATE TABLE pool_hour (
  series_id int NOT NULL,
  at timestamptz(3) NOT NULL,
  max_min real, max_max real, max_sum double precision, max_count int,
  used_min real, used_max real, used_sum double precision, used_count int,
  idle_min real, idle_max real, idle_sum double precision, idle_count int,
  idle_in_transaction_min real, idle_in_transaction_max real, idle_in_transaction_sum double precision, idle_in_transaction_count int,
  waiting_min real, waiting_max real, waiting_sum double precision, waiting_count int,
  oldest_hold_seconds_min real, oldest_hold_seconds_max real, oldest_hold_seconds_sum double precision, oldest_hold_seconds_count int,
  acquire_wait_p95_ms_min real, acquire_wait_p95_ms_max real, acquire_wait_p95_ms_sum double precision, acquire_wait_p95_ms_count int,
  timeouts_min bigint, timeouts_max bigint, timeouts_sum double precision, timeouts_count int,
  PRIMARY KEY (series_id, at)
);

-- What came lately is found by its time alone, of all series at once.
CREATE INDEX pool_sample_at ON pool_sample USING brin (at) WITH (pages_per_range = 16);
CREATE INDEX pool_minute_at ON pool_minute USING brin (at) WITH (pages_per_range = 16);

-- Up to where each level has been rolled up, and minutes that were written to after that.
CREATE TABLE pool_roll_up (level text PRIMARY KEY, up_to timestamptz(3) NOT NULL);
CREATE TABLE pool_late (
  series_id int NOT NULL, at timestamptz(3) NOT NULL, times int NOT NULL DEFAULT 1, PRIMARY KEY (series_id, at)
);

ALTER TABLE pool_source
  ADD CONSTRAINT pool_source_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT pool_source_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
  ADD CONSTRAINT pool_source_interval CHECK (interval_seconds BETWEEN 5 AND 300),
  ADD CONSTRAINT pool_source_has_an_address CHECK (kind <> 'postgres' OR coalesce(host <> '' AND port BETWEEN 1 AND 65535, false)),
  ADD CONSTRAINT pool_source_version_counts CHECK (version > 0);
CREATE UNIQUE INDEX pool_source_one_name ON pool_source (lower(name)) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX pool_source_own ON pool_source (kind) WHERE kind = 'own';
ALTER TABLE pool
  ADD CONSTRAINT pool_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT pool_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
  ADD CONSTRAINT pool_told_whole CHECK ((told_service IS NULL) = (told_pool IS NULL)),
  ADD CONSTRAINT pool_limit_counts CHECK (declared_max BETWEEN 1 AND 1000000),
  ADD CONSTRAINT pool_hold_limit CHECK (hold_limit_seconds BETWEEN 1 AND 86400),
  ADD CONSTRAINT pool_version_counts CHECK (version > 0);
ALTER TABLE pool_instance
  ADD CONSTRAINT pool_instance_has_a_name CHECK (length(name) BETWEEN 1 AND 300),
  ADD CONSTRAINT pool_instance_holders_is_a_list CHECK (jsonb_typeof(holders) = 'array');

-- Only the owner may make and drop tables; the worker asks for partitions through these two. Rows that lay in the rest
-- move into the new partition. Both give how many partitions they made or dropped, wait a second at most for a table that
-- somebody reads, and are asked again an hour later.
CREATE FUNCTION make_pool_partitions(parent text, first timestamptz, last timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
  step interval := CASE parent WHEN 'pool_sample' THEN interval '1 day' WHEN 'pool_minute' THEN interval '1 month' END;
  unit text := CASE parent WHEN 'pool_sample' THEN 'day' WHEN 'pool_minute' THEN 'month' END;
  lower timestamptz;
  name text;
  made int := 0;
BEGIN
  IF step IS NULL OR first IS NULL OR last IS NULL OR last - first > interval '20 years' THEN
    RAISE EXCEPTION 'no partitions of % from % to %', parent, first, last;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('highwater.pool-partitions', 0));
  lower := date_trunc(unit, first);
  WHILE lower <= last LOOP
    name := parent || '_' || to_char(lower, 'YYYYMMDD');
    IF to_regclass('public.' || quote_ident(name)) IS NULL THEN
      -- Nobody writes while rows are taken out of the rest: a row that was sent there already would be refused.
      EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', parent);
      EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', name, parent);
      EXECUTE format('WITH moved AS (DELETE FROM public.%I WHERE at >= $1 AND at < $2 RETURNING *) INSERT INTO public.%I SELECT * FROM moved', parent || '_rest', name)
        USING lower, lower + step;
      EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', parent, name, lower, lower + step);
      made := made + 1;
    END IF;
    lower := lower + step;
  END LOOP;
  RETURN made;
END $$;

CREATE FUNCTION drop_pool_partitions(parent text, before timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
  step interval := CASE parent WHEN 'pool_sample' THEN interval '1 day' WHEN 'pool_minute' THEN interval '1 month' END;
  name text;
  dropped int := 0;
BEGIN
  IF step IS NULL OR before IS NULL THEN
    RAISE EXCEPTION 'no partitions of % before %', parent, before;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('highwater.pool-partitions', 0));
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = ('public.' || quote_ident(parent))::regclass AND c.relname ~ ('^' || parent || '_[0-9]{8}$')
      AND to_date(right(c.relname, 8), 'YYYYMMDD')::timestamptz + step <= before
  LOOP
    EXECUTE format('DROP TABLE public.%I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE EXECUTE ON FUNCTION make_pool_partitions(text, timestamptz, timestamptz), drop_pool_partitions(text, timestamptz) FROM PUBLIC;
