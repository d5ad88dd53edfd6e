-- Whoever listens is told at the commit that something has changed; what, they look up themselves.
CREATE FUNCTION notify_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('highwater_changes', '');
  RETURN NULL;
END $$;
CREATE TRIGGER notify_changes AFTER INSERT OR UPDATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION notify_changes();
CREATE TRIGGER notify_changes AFTER INSERT ON alert_transition FOR EACH STATEMENT EXECUTE FUNCTION notify_changes();
