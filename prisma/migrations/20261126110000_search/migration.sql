-- English stems without a list of words to leave out: "down", "off" and "not" are what incidents are about.
CREATE TEXT SEARCH DICTIONARY public.highwater_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION public.highwater (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.highwater
  ALTER MAPPING FOR asciiword, word WITH public.highwater_stem;

-- A text as it is read for searching. Signs within words become spaces, one for one, so that the parts of host names,
-- paths and codes are words of their own, and places in it are those of the text. U+E000 and U+E001 mark what was found.
CREATE FUNCTION public.search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.translate(said, E'-_./\\:@&<>+~\uE000\uE001', pg_catalog.repeat(' ', 14)) $$;
-- Of a longer text its first 100,000 characters: a tsvector holds no more than a megabyte of different words.
CREATE FUNCTION public.search_vector(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.to_tsvector('public.highwater'::pg_catalog.regconfig, public.search_words(pg_catalog."left"(said, 100000))) $$;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector(title || ' ' || ref || ' ' || coalesce(foreign_ref, ''))) STORED;
ALTER TABLE "timeline_entry" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text")) STORED;
ALTER TABLE "impact_statement" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text")) STORED;
ALTER TABLE "post_mortem"
  ADD COLUMN "summary_search" tsvector GENERATED ALWAYS AS (public.search_vector(summary)) STORED,
  ADD COLUMN "what_happened_search" tsvector GENERATED ALWAYS AS (public.search_vector(what_happened)) STORED;
ALTER TABLE "root_cause" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector(title || ' ' || "text")) STORED;
ALTER TABLE "contributing_factor" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text" || ' ' || coalesce(accepted_risk, ''))) STORED;
ALTER TABLE "fix" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text")) STORED;
ALTER TABLE "code_change" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector(file || ' ' || "text" || ' ' || coalesce("before", '') || ' ' || coalesce("after", ''))) STORED;
ALTER TABLE "lesson" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text")) STORED;
ALTER TABLE "control" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector("text" || ' ' || coalesce(verification, ''))) STORED;
ALTER TABLE "action_item" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (public.search_vector('AI-' || lpad(number::text, greatest(4, length(number::text)), '0') || ' ' || title || ' ' || coalesce(evidence, ''))) STORED;

-- Without a list of pending words: adding an entry takes the same time each time, and so does searching.
-- CreateIndex
CREATE INDEX "incident_search_idx" ON "incident" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "timeline_entry_search_idx" ON "timeline_entry" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "impact_statement_search_idx" ON "impact_statement" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "post_mortem_summary_search_idx" ON "post_mortem" USING GIN ("summary_search") WITH (fastupdate = off);
CREATE INDEX "post_mortem_what_happened_search_idx" ON "post_mortem" USING GIN ("what_happened_search") WITH (fastupdate = off);
CREATE INDEX "root_cause_search_idx" ON "root_cause" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "contributing_factor_search_idx" ON "contributing_factor" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "fix_search_idx" ON "fix" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "code_change_search_idx" ON "code_change" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "lesson_search_idx" ON "lesson" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "control_search_idx" ON "control" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "action_item_search_idx" ON "action_item" USING GIN ("search") WITH (fastupdate = off);

-- What was going on at some time is found by its milestones.
-- CreateIndex
CREATE INDEX "milestone_at_idx" ON "milestone"("at");
