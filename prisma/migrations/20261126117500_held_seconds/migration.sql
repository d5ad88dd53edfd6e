-- For how long connections were held that have been given back, added up since the instance began.
ALTER TABLE pool_sample ADD COLUMN held_seconds double precision;
ALTER TABLE pool_minute
  ADD COLUMN held_seconds_min double precision, ADD COLUMN held_seconds_max double precision,
  ADD COLUMN held_seconds_sum double precision, ADD COLUMN held_seconds_count int;
ALTER TABLE pool_hour
  ADD COLUMN held_seconds_min double precision, ADD COLUMN held_seconds_max double precision,
  ADD COLUMN held_seconds_sum double precision, ADD COLUMN held_seconds_count int;
