-- What must hold whatever the code does. Prisma's schema cannot say these; they are written by hand.

-- People
ALTER TABLE person
  ADD CONSTRAINT person_email_is_an_address CHECK (email = lower(email) AND email LIKE '%_@_%' AND length(email) <= 254),
  ADD CONSTRAINT person_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
  ADD CONSTRAINT person_password_is_hashed CHECK (password_hash LIKE '$argon2id$%');
ALTER TABLE team
  ADD CONSTRAINT team_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT team_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200);
CREATE UNIQUE INDEX team_member_one_accountable ON team_member (team_id) WHERE accountable;
ALTER TABLE session
  ADD CONSTRAINT session_ends_after_it_begins CHECK (expires_at > created_at),
  ADD CONSTRAINT session_token_is_a_hash CHECK (length(token_hash) = 32);
CREATE INDEX session_live ON session (person_id) WHERE revoked_at IS NULL;
ALTER TABLE one_time_link
  ADD CONSTRAINT one_time_link_token_is_a_hash CHECK (length(token_hash) = 32),
  ADD CONSTRAINT one_time_link_is_for_a_person CHECK ((kind = 'setup') = (person_id IS NULL));
CREATE UNIQUE INDEX one_time_link_one_open_setup ON one_time_link (kind)
  WHERE kind = 'setup' AND used_at IS NULL AND revoked_at IS NULL;
ALTER TABLE sign_in_throttle ADD CONSTRAINT sign_in_throttle_counts CHECK (failures >= 0);

-- Catalogue
ALTER TABLE service
  ADD CONSTRAINT service_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT service_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200);
ALTER TABLE environment
  ADD CONSTRAINT environment_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT environment_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200);
CREATE UNIQUE INDEX deployment_one_primary ON deployment (service_id) WHERE "primary";

-- Incidents
ALTER TABLE incident
  ADD CONSTRAINT incident_ref_form CHECK (ref ~ '^INC-[0-9]{4}-[0-9]{4,}$'),
  ADD CONSTRAINT incident_has_a_title CHECK (length(btrim(title)) BETWEEN 1 AND 300),
  ADD CONSTRAINT incident_has_a_zone CHECK (time_zone <> ''),
  ADD CONSTRAINT incident_version_counts CHECK (version > 0 AND document_version > 0);
CREATE INDEX incident_open ON incident (severity, touched_at)
  WHERE status NOT IN ('resolved', 'closed', 'cancelled', 'merged');
ALTER TABLE incident_ref_counter ADD CONSTRAINT incident_ref_counter_counts CHECK (last > 0 AND year BETWEEN 1970 AND 9999);
CREATE UNIQUE INDEX participant_one_per_role ON participant (incident_id, role) WHERE role <> 'participant';
ALTER TABLE timeline_entry
  ADD CONSTRAINT timeline_entry_says_something CHECK (length(btrim(text)) BETWEEN 1 AND 20000),
  ADD CONSTRAINT timeline_entry_version_counts CHECK (version > 0),
  ADD CONSTRAINT timeline_entry_withdrawn_with_reason
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_reason IS NULL OR btrim(withdrawn_reason) <> ''));
ALTER TABLE timeline_revision ADD CONSTRAINT timeline_revision_has_a_reason CHECK (btrim(reason) <> '');
ALTER TABLE impact_statement
  ADD CONSTRAINT impact_statement_position UNIQUE (incident_id, "group", position) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT impact_statement_says_something CHECK (btrim(text) <> '');
ALTER TABLE impact_figures
  ADD CONSTRAINT impact_figures_count CHECK (users_affected >= 0 AND customers_affected >= 0),
  ADD CONSTRAINT impact_figures_precision CHECK (
    (users_affected IS NULL) = (users_precision IS NULL) AND (customers_affected IS NULL) = (customers_precision IS NULL)),
  ADD CONSTRAINT impact_figures_order CHECK (unavailable_to >= unavailable_from);

-- Reviews
ALTER TABLE post_mortem
  ADD CONSTRAINT post_mortem_unplaced_is_a_list CHECK (jsonb_typeof(unplaced) = 'array');
ALTER TABLE root_cause ADD CONSTRAINT root_cause_position UNIQUE (incident_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contributing_factor
  ADD CONSTRAINT contributing_factor_position UNIQUE (incident_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE fix ADD CONSTRAINT fix_position UNIQUE (incident_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE code_change ADD CONSTRAINT code_change_position UNIQUE (incident_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE lesson ADD CONSTRAINT lesson_position UNIQUE (incident_id, kind, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE control ADD CONSTRAINT control_position UNIQUE (incident_id, kind, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE imported_signature
  ADD CONSTRAINT imported_signature_position UNIQUE (incident_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE action_item
  ADD CONSTRAINT action_item_has_a_title CHECK (length(btrim(title)) BETWEEN 1 AND 500),
  ADD CONSTRAINT action_item_one_owner CHECK (num_nonnulls(owner_person_id, owner_team_id, owner_name) <= 1),
  ADD CONSTRAINT action_item_closed_when_done CHECK ((closed_at IS NOT NULL) = (status IN ('done', 'wont_do'))),
  ADD CONSTRAINT action_item_version_counts CHECK (version > 0);
CREATE INDEX action_item_open ON action_item (due_on, number) WHERE closed_at IS NULL;
ALTER TABLE signed_document
  ADD CONSTRAINT signed_document_is_its_hash CHECK (hash = sha256(convert_to(canonical, 'UTF8')));
ALTER TABLE sign_off
  ADD CONSTRAINT sign_off_certificate_when_given CHECK ((act = 'given') = (certificate IS NOT NULL)),
  ADD CONSTRAINT sign_off_return_has_a_reason CHECK (act <> 'returned' OR btrim(comment) <> '');
CREATE UNIQUE INDEX sign_off_step_once ON sign_off (incident_id, document_version, step) WHERE act = 'given';
CREATE UNIQUE INDEX sign_off_three_people ON sign_off (incident_id, document_version, person_id) WHERE act = 'given';

-- Work
ALTER TABLE work ADD CONSTRAINT work_attempts_count CHECK (attempt >= 0 AND max_attempts > 0);
CREATE INDEX work_due ON work (due_at) WHERE finished_at IS NULL AND failed_at IS NULL;
CREATE UNIQUE INDEX work_one_open_a_key ON work (key) WHERE finished_at IS NULL AND failed_at IS NULL;

-- Imports
ALTER TABLE import
  ADD CONSTRAINT import_hash_is_a_hash CHECK (hash = sha256(convert_to(source, 'UTF8'))),
  ADD CONSTRAINT import_applied_to_an_incident
    CHECK ((state = 'applied') = (applied_at IS NOT NULL) AND (state <> 'applied' OR incident_id IS NOT NULL));

-- Append-only: what was written there stays, for every role that obeys triggers.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sign_off FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON sign_off FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signed_document FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON signed_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON timeline_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON timeline_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
