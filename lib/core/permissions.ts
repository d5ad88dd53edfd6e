import type { ActorRole, Context } from "./context";
import { Refusal } from "./refusal";

/** What a worker does a moment after a command committed; `worker/reactions.ts` has one function for each. */
export const reactions = [
  "import.verify",
  "link.mail",
  "notification.deliver",
  "digest.deliver",
  "mail.test",
  "mention.tell",
  "assignment.tell",
  "review.tell",
  "alert.respond",
  "alert.end",
  "alert.tell",
  "evidence.freeze",
  "control.verify",
  "control.tell",
] as const;

/** The name of a reaction. */
export type ReactionName = (typeof reactions)[number];

/** One line of the table. */
export type Permission = {
  /** The least role that may, or 'nobody' for one without a session, or 'system' for the product alone. */
  role: ActorRole;
  /** What happened, as webhooks will say it. */
  event: string;
  /** What follows a moment later. */
  followedBy?: readonly ReactionName[];
  /** Leaves no audit event: what somebody has read is nobody else's business. */
  untraced?: true;
};

/**
 * Every action there is: who may, what it is called once it has happened, and what follows. A command whose name has
 * no line here does not compile. Roles answer 'may this kind of person'; `rules.ts` of the noun answers 'on this thing'.
 */
export const permissions = {
  "person.set-up-admin": { role: "nobody", event: "person.admin_set_up" },
  "person.offer-set-up": { role: "system", event: "person.set_up_offered" },
  "person.invite": { role: "admin", event: "person.invited" },
  "person.renew-invitation": { role: "admin", event: "person.invitation_renewed" },
  "person.accept-invitation": { role: "nobody", event: "person.invitation_accepted" },
  "person.edit": { role: "admin", event: "person.edited" },
  "person.edit-profile": { role: "viewer", event: "person.profile_edited" },
  "person.change-password": { role: "viewer", event: "person.password_changed" },
  "person.offer-password-reset": { role: "admin", event: "person.password_reset_offered" },
  "person.reset-password": { role: "nobody", event: "person.password_reset" },
  "person.deactivate": { role: "admin", event: "person.deactivated" },
  "person.reactivate": { role: "admin", event: "person.reactivated" },
  "session.begin": { role: "nobody", event: "session.begun" },
  "session.begin-at-provider": { role: "nobody", event: "session.begun_at_provider" },
  "session.prove": { role: "viewer", event: "session.proved" },
  "session.prove-at-provider": { role: "viewer", event: "session.proved_at_provider" },
  "session.revoke": { role: "viewer", event: "session.revoked" },
  "session.revoke-others": { role: "viewer", event: "session.others_revoked" },
  "api-key.create": { role: "viewer", event: "api_key.created" },
  "api-key.revoke": { role: "viewer", event: "api_key.revoked" },
  "notification.mark": { role: "viewer", event: "notification.marked", untraced: true },
  "notification.mark-all": { role: "viewer", event: "notification.all_marked", untraced: true },
  "notification.set-preferences": { role: "viewer", event: "notification.preferences_set" },
  "mail.test": { role: "admin", event: "mail.tested", followedBy: ["mail.test"] },
  "delivery.retry": { role: "admin", event: "delivery.retried", followedBy: ["notification.deliver"] },
  "identity.forget": { role: "admin", event: "identity.forgotten" },
  "second-factor.begin": { role: "viewer", event: "second_factor.begun" },
  "second-factor.abandon": { role: "viewer", event: "second_factor.abandoned" },
  "second-factor.confirm": { role: "viewer", event: "second_factor.confirmed" },
  "second-factor.renew-codes": { role: "viewer", event: "second_factor.codes_renewed" },
  "second-factor.switch-off": { role: "viewer", event: "second_factor.switched_off" },
  "second-factor.reset": { role: "admin", event: "second_factor.reset" },
  "team.create": { role: "lead", event: "team.created" },
  "team.edit": { role: "lead", event: "team.edited" },
  "team.archive": { role: "lead", event: "team.archived" },
  "team.restore": { role: "lead", event: "team.restored" },
  "team.add-member": { role: "lead", event: "team.member_added" },
  "team.remove-member": { role: "lead", event: "team.member_removed" },
  "team.make-accountable": { role: "lead", event: "team.accountable_made" },
  "service.create": { role: "lead", event: "service.created" },
  "service.edit": { role: "lead", event: "service.edited" },
  "service.archive": { role: "lead", event: "service.archived" },
  "service.restore": { role: "lead", event: "service.restored" },
  "deploy.record": { role: "responder", event: "deploy.recorded" },
  "environment.create": { role: "admin", event: "environment.created" },
  "environment.add-usual": { role: "admin", event: "environment.usual_added" },
  "environment.edit": { role: "admin", event: "environment.edited" },
  "environment.archive": { role: "admin", event: "environment.archived" },
  "environment.restore": { role: "admin", event: "environment.restored" },
  "pool-source.add": { role: "admin", event: "pool_source.added" },
  "pool-source.edit": { role: "admin", event: "pool_source.edited" },
  "pool-source.remove": { role: "admin", event: "pool_source.removed" },
  "pool-source.read-history": { role: "admin", event: "pool_source.history_begun" },
  "pool-source.stop-history": { role: "admin", event: "pool_source.history_stopped" },
  "pool.add": { role: "lead", event: "pool.added" },
  "pool.edit": { role: "lead", event: "pool.edited" },
  "pool.archive": { role: "lead", event: "pool.archived" },
  "pool.restore": { role: "lead", event: "pool.restored" },
  "health-check.add": { role: "lead", event: "health_check.added" },
  "health-check.edit": { role: "lead", event: "health_check.edited" },
  "health-check.archive": { role: "lead", event: "health_check.archived" },
  "health-check.restore": { role: "lead", event: "health_check.restored" },
  "alert-rule.add": { role: "lead", event: "alert_rule.added" },
  "alert-rule.add-usual": { role: "admin", event: "alert_rule.usual_added" },
  "alert-rule.edit": { role: "lead", event: "alert_rule.edited" },
  "alert-rule.pause": { role: "lead", event: "alert_rule.paused" },
  "alert-rule.resume": { role: "lead", event: "alert_rule.resumed" },
  "alert-rule.archive": { role: "lead", event: "alert_rule.archived" },
  "alert-rule.restore": { role: "lead", event: "alert_rule.restored" },
  "alert.respond": { role: "system", event: "alert.fired", followedBy: ["alert.tell"] },
  "alert.end": { role: "system", event: "alert.resolved", followedBy: ["alert.tell"] },
  "incident.declare": { role: "responder", event: "incident.declared" },
  "incident.edit": { role: "responder", event: "incident.edited" },
  "incident.change-status": {
    role: "responder",
    event: "incident.status_changed",
    followedBy: ["evidence.freeze"],
  },
  "incident.change-severity": { role: "responder", event: "incident.severity_changed" },
  "incident.merge": { role: "responder", event: "incident.merged", followedBy: ["evidence.freeze"] },
  "incident.unmerge": { role: "responder", event: "incident.unmerged" },
  "incident.split": { role: "responder", event: "incident.split" },
  "incident.acknowledge": { role: "responder", event: "incident.acknowledged" },
  "incident.restrict": { role: "lead", event: "incident.restricted" },
  "incident.unrestrict": { role: "lead", event: "incident.unrestricted" },
  "incident.add-participant": {
    role: "responder",
    event: "incident.participant_added",
    followedBy: ["assignment.tell"],
  },
  "incident.remove-participant": { role: "responder", event: "incident.participant_removed" },
  "incident-role.add": { role: "admin", event: "incident_role.added" },
  "incident-role.edit": { role: "admin", event: "incident_role.edited" },
  "incident-role.archive": { role: "admin", event: "incident_role.archived" },
  "incident-role.restore": { role: "admin", event: "incident_role.restored" },
  "timeline-entry.add": { role: "responder", event: "timeline_entry.added", followedBy: ["mention.tell"] },
  "timeline-entry.correct": {
    role: "responder",
    event: "timeline_entry.corrected",
    followedBy: ["mention.tell"],
  },
  "timeline-entry.withdraw": { role: "responder", event: "timeline_entry.withdrawn" },
  "timeline-entry.restore": { role: "responder", event: "timeline_entry.restored" },
  "timeline-entry.include": { role: "responder", event: "timeline_entry.included" },
  "attachment.add": { role: "responder", event: "attachment.added" },
  "status-update.write": { role: "responder", event: "status_update.written" },
  "status-update.correct": { role: "responder", event: "status_update.corrected" },
  "status-update.withdraw": { role: "responder", event: "status_update.withdrawn" },
  "status-update.restore": { role: "responder", event: "status_update.restored" },
  "status-link.make": { role: "responder", event: "status_link.made" },
  "status-link.revoke": { role: "responder", event: "status_link.revoked" },
  "milestone.set": { role: "responder", event: "milestone.set", followedBy: ["evidence.freeze"] },
  "milestone.clear": { role: "responder", event: "milestone.cleared" },
  "evidence.freeze": { role: "responder", event: "evidence.frozen" },
  "impact.edit": { role: "responder", event: "impact.edited", followedBy: ["mention.tell"] },
  "post-mortem.edit": { role: "responder", event: "post_mortem.edited", followedBy: ["mention.tell"] },
  "root-cause-analysis.edit": {
    role: "responder",
    event: "root_cause_analysis.edited",
    followedBy: ["mention.tell"],
  },
  "resolution.edit": { role: "responder", event: "resolution.edited", followedBy: ["mention.tell"] },
  "lessons.edit": { role: "responder", event: "lessons.edited", followedBy: ["mention.tell"] },
  "controls.edit": { role: "responder", event: "controls.edited", followedBy: ["mention.tell"] },
  "control.watch": { role: "responder", event: "control.watched", followedBy: ["control.verify"] },
  "control.unwatch": { role: "responder", event: "control.unwatched" },
  "action-item.add": { role: "responder", event: "action_item.added", followedBy: ["assignment.tell"] },
  "action-item.edit": { role: "responder", event: "action_item.edited", followedBy: ["assignment.tell"] },
  "action-item.change-status": { role: "responder", event: "action_item.status_changed" },
  "action-item.remove": { role: "responder", event: "action_item.removed" },
  "sign-off.give": { role: "responder", event: "sign_off.given", followedBy: ["review.tell"] },
  "sign-off.return": { role: "lead", event: "sign_off.returned", followedBy: ["review.tell"] },
  "signature.link": { role: "admin", event: "signature.linked" },
  "saved-view.save": { role: "viewer", event: "saved_view.saved" },
  "saved-view.rename": { role: "viewer", event: "saved_view.renamed" },
  "saved-view.remove": { role: "viewer", event: "saved_view.removed" },
  "import.upload": { role: "responder", event: "import.uploaded" },
  "import.apply": { role: "responder", event: "import.applied", followedBy: ["import.verify"] },
  "import.discard": { role: "responder", event: "import.discarded" },
  "import.verify": { role: "system", event: "import.verified" },
} as const satisfies Record<string, Permission>;

/** The name of an action, `noun.verb`. */
export type ActionName = keyof typeof permissions;

const rank: Record<ActorRole, number> = {
  nobody: 0,
  viewer: 1,
  responder: 2,
  lead: 3,
  approver: 4,
  admin: 5,
  system: 6,
};

/** Whether an actor's kind of person may do this; what they may do it *to* is for queries and rules. */
export function may(actor: { role: ActorRole }, action: ActionName): boolean {
  return rank[actor.role] >= rank[permissions[action].role];
}

/** Whether a role is at least another: viewer < responder < lead < approver < admin. */
export function isAtLeast(role: ActorRole, least: ActorRole): boolean {
  return rank[role] >= rank[least];
}

/** Refuses an actor who may not: 'unauthenticated' for somebody without a session, else 'forbidden'. */
export function demand(context: Context, action: ActionName): void {
  if (may(context.actor, action)) return;
  if (context.actor.role === "nobody") throw new Refusal("unauthenticated", "Sign in to do this.");
  throw new Refusal("forbidden", `Your role, ${context.actor.role}, may not do this.`);
}
