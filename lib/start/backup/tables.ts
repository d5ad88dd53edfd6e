/**
 * Every table of the schema must stand in one of these two lists; a test fails until somebody decides. A backup keeps
 * every table that is not left out, in doubt too.
 */
export const kept: readonly string[] = [
  "_prisma_migrations",
  "action_item",
  "alert",
  "alert_cursor",
  "alert_rule",
  "alert_transition",
  "api_key",
  "attachment",
  "attachment_content",
  "audit_event",
  "audit_seal",
  "code_change",
  "contributing_factor",
  "control",
  "control_verification",
  "control_watch",
  "custom_role",
  "delivery",
  "deploy",
  "deployment",
  "digest_hour",
  "environment",
  "fix",
  "frozen_series",
  "health_check",
  "health_check_turn",
  "health_hour",
  "health_result",
  // A request that is repeated must not be done twice.
  "idempotent_answer",
  "identity",
  "impact_figures",
  "impact_statement",
  "import",
  "imported_signature",
  "incident",
  "incident_merge",
  "incident_ref_counter",
  "lesson",
  "mail_preference",
  "milestone",
  "notification",
  "one_time_link",
  "participant",
  "person",
  "pool",
  "pool_collection",
  "pool_history",
  "pool_hour",
  "pool_instance",
  "pool_late",
  "pool_minute",
  "pool_roll_up",
  "pool_sample",
  "pool_source",
  "post_mortem",
  // Hashed, and of no use without the second factor, which only this instance's encryption key opens.
  "recovery_code",
  "root_cause",
  "saved_view",
  "second_factor",
  "service",
  "session",
  "sign_in_throttle",
  "sign_off",
  "signed_document",
  "status_link",
  "status_update",
  "status_update_revision",
  "team",
  "team_member",
  "timeline_entry",
  "timeline_revision",
  "update_reminder",
  // Queued work is somebody's reminder or delivery; a lease in it runs out by itself.
  "work",
];

/** Only bookkeeping of the processes that run at this moment, and why nobody misses it. */
export const leftOut: Readonly<Record<string, string>> = {
  worker_process: "the processes that run now are not those of a restored copy",
  alert_watch: "who watches now does not watch a restored copy",
  schedule_turn: "a turn that is not remembered is simply due",
};

/**
 * What the start of a database that nobody has used yet leaves in it: an offered set-up, its trace, the usual alert rules,
 * and how the product's own pool was.
 */
export const setUpTables: readonly string[] = [
  ...["one_time_link", "audit_event", "audit_seal"],
  ...["alert", "alert_cursor", "alert_rule", "alert_transition"],
  // A start watches its own pool from the first moment.
  ...[
    "pool",
    "pool_hour",
    "pool_instance",
    "pool_late",
    "pool_minute",
    "pool_roll_up",
    "pool_sample",
    "pool_source",
  ],
];
