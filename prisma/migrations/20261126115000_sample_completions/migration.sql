-- When something was told last of a sample that was there already: such are found by it, and the others cost nothing.
ALTER TABLE pool_sample ADD COLUMN completed_at timestamptz(3);
CREATE INDEX pool_sample_completed ON pool_sample (completed_at) WHERE completed_at IS NOT NULL;
