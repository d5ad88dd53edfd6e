import type { Scope } from "@/lib/people/api-keys/labels";
import type { Role } from "@/prisma/generated/enums";

/** The least that something asks of who comes by: nothing, a session, or a session of at least this role. */
export type Least = "public" | "session" | Exclude<Role, "viewer">;

/**
 * Every page by its address, with the least that it asks. A page that asks a role answers anybody else with 'no access'.
 * Whatever a page shows may ask more: of a restricted incident it says that there is none.
 */
export const pages: Readonly<Record<string, Least>> = {
  "/sign-in": "public",
  // Asks for the password that was given a moment before.
  "/sign-in/code": "public",
  // A one-time token in the address is what these three ask for.
  "/set-up": "public",
  "/invitation/[token]": "public",
  "/reset-password/[token]": "public",
  "/api/docs": "public",
  "/": "session",
  "/action-items": "session",
  "/action-items/[item]": "session",
  "/alerts": "session",
  "/alerts/[number]": "session",
  "/alerts/rules": "session",
  "/alerts/rules/new": "lead",
  "/alerts/rules/[slug]": "session",
  "/alerts/rules/[slug]/edit": "lead",
  "/incidents": "session",
  "/incidents/new": "responder",
  "/incidents/[ref]": "session",
  "/incidents/[ref]/action-items": "session",
  "/incidents/[ref]/activity": "session",
  "/incidents/[ref]/edit": "responder",
  "/incidents/[ref]/post-mortem": "session",
  "/incidents/[ref]/review": "session",
  "/inbox": "session",
  "/pools": "session",
  "/pools/new": "lead",
  "/pools/[slug]": "session",
  "/pools/[slug]/edit": "lead",
  "/reviews": "session",
  "/services": "session",
  "/services/new": "lead",
  "/services/[slug]": "session",
  "/services/[slug]/edit": "lead",
  "/services/[slug]/health-checks": "session",
  "/services/[slug]/health-checks/new": "lead",
  "/services/[slug]/health-checks/[check]": "session",
  "/services/[slug]/health-checks/[check]/edit": "lead",
  "/teams": "session",
  "/teams/[slug]": "session",
  "/settings": "session",
  "/settings/api-keys": "session",
  "/settings/audit": "admin",
  "/settings/environments": "session",
  "/settings/import": "responder",
  "/settings/import/[id]": "session",
  "/settings/mail": "admin",
  "/settings/notifications": "session",
  "/settings/people": "session",
  "/settings/people/[id]": "session",
  "/settings/pool-sources": "session",
  "/settings/profile": "session",
};

/** Every route handler by its address and method. Those that ask for a key with a scope never ask for a session. */
export const routes: Readonly<Record<string, Readonly<Record<string, Least | Scope>>>> = {
  "/api/auth/[...nextauth]": { GET: "public", POST: "public" },
  "/changes": { GET: "session" },
  "/api/health": { GET: "public" },
  "/api/ready": { GET: "public" },
  "/api/v1/[[...path]]": { GET: "public", POST: "public", PUT: "public", PATCH: "public", DELETE: "public" },
  "/api/v1/openapi.json": { GET: "public" },
  "/api/v1/incidents": { GET: "incidents:read", POST: "incidents:write" },
  "/api/v1/incidents/[ref]": { GET: "incidents:read", PATCH: "incidents:write" },
  "/api/v1/incidents/[ref]/acknowledgement": { POST: "incidents:write" },
  "/api/v1/incidents/[ref]/milestones/[kind]": { GET: "incidents:read", PUT: "incidents:write" },
  "/api/v1/incidents/[ref]/milestones/[kind]/removal": { POST: "incidents:write" },
  "/api/v1/incidents/[ref]/participants/[role]/[personId]": {
    PUT: "incidents:write",
    DELETE: "incidents:write",
  },
  "/api/v1/incidents/[ref]/restriction": { PUT: "incidents:write", DELETE: "incidents:write" },
  "/api/v1/incidents/[ref]/status": { PUT: "incidents:write" },
  "/api/v1/incidents/[ref]/document": { GET: "documents:read" },
  "/api/v1/incidents/[ref]/document.md": { GET: "documents:read" },
  "/api/v1/incidents/[ref]/document/summary": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/incidents/[ref]/document/impact": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/incidents/[ref]/document/root-cause-analysis": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/incidents/[ref]/document/resolution": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/incidents/[ref]/document/lessons": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/incidents/[ref]/document/prevention": { GET: "documents:read", PUT: "documents:write" },
  "/api/v1/imports": { POST: "documents:write" },
  "/api/v1/imports/[importId]": { GET: "documents:write", DELETE: "documents:write" },
  "/api/v1/imports/[importId]/application": { POST: "documents:write" },
  "/api/v1/action-items": { GET: "action-items:read" },
  "/api/v1/action-items/[ref]": {
    GET: "action-items:read",
    PATCH: "action-items:write",
    DELETE: "action-items:write",
  },
  "/api/v1/action-items/[ref]/status": { PUT: "action-items:write" },
  "/api/v1/incidents/[ref]/action-items": { POST: "action-items:write" },
  "/api/v1/incidents/[ref]/sign-offs": { GET: "sign-offs:read" },
  "/api/v1/incidents/[ref]/signed-texts/[hash]": { GET: "sign-offs:read" },
  "/api/v1/sign-offs/verification": { POST: "sign-offs:read" },
  "/api/v1/sign-offs/public-key": { GET: "sign-offs:read" },
  "/api/v1/people": { GET: "people:read" },
  "/api/v1/people/[id]": { GET: "people:read" },
  "/api/v1/audit-events": { GET: "audit:read" },
  "/api/v1/audit-events/verification": { GET: "audit:read" },
  "/api/v1/incidents/[ref]/timeline-entries": { GET: "incidents:read", POST: "incidents:write" },
  "/api/v1/incidents/[ref]/timeline-entries/[entryId]": { GET: "incidents:read", PATCH: "incidents:write" },
  "/api/v1/incidents/[ref]/timeline-entries/[entryId]/inclusion": { PUT: "incidents:write" },
  "/api/v1/incidents/[ref]/timeline-entries/[entryId]/withdrawal": {
    PUT: "incidents:write",
    DELETE: "incidents:write",
  },
  "/api/v1/write": { POST: "metrics:write" },
  "/v1/metrics": { POST: "metrics:write" },
  "/api/v1/environments": { GET: "services:read" },
  "/api/v1/environments/[slug]": { GET: "services:read" },
  "/api/v1/services": { GET: "services:read", POST: "services:write" },
  "/api/v1/services/[slug]": { GET: "services:read", PATCH: "services:write" },
  "/api/v1/services/[slug]/archival": { PUT: "services:write", DELETE: "services:write" },
  "/api/v1/teams": { GET: "people:read" },
  "/api/v1/teams/[slug]": { GET: "people:read" },
  // The provider's answer is judged by what a sealed cookie remembers.
  "/sign-in/provider": { GET: "public" },
  "/sign-in/provider/callback": { GET: "public" },
  "/incidents/[ref]/export": { GET: "session" },
  "/incidents/[ref]/figures.csv": { GET: "session" },
  "/pools/[slug]/figures.csv": { GET: "session" },
  "/incidents/[ref]/review/signed-document": { GET: "session" },
  "/incidents/[ref]/review/signed-text": { GET: "session" },
  "/alerts/export": { GET: "session" },
  "/inbox/unread": { GET: "session" },
  // Asks for the operator's token instead, or for a request from this very machine.
  "/metrics": { GET: "public" },
};

/** Every server action by its file below app/ and its name. A form's action asks what its command asks. */
export const actions: Readonly<Record<string, Readonly<Record<string, Least>>>> = {
  "(auth)/actions.ts": {
    submitSignIn: "public",
    submitCode: "public",
    submitSetUp: "public",
    submitAcceptance: "public",
    submitNewPassword: "public",
  },
  // The theme is a cookie of the browser's own; signing out ends the session where there is one.
  "(workspace)/actions.ts": { setTheme: "public", signOut: "public" },
  "(workspace)/search.ts": { search: "session" },
  "(workspace)/action-items/actions.ts": {
    submitStatus: "responder",
    submitWording: "responder",
    submitRemoval: "responder",
  },
  "(workspace)/alerts/rules/actions.ts": {
    submitNew: "lead",
    submitEdit: "lead",
    submitUsual: "admin",
    submitPause: "lead",
    submitResume: "lead",
    submitArchive: "lead",
    submitRestore: "lead",
  },
  "(workspace)/incidents/actions.ts": { submitDeclaration: "responder" },
  "(workspace)/incidents/[ref]/actions.ts": {
    submitAcknowledgement: "responder",
    submitStatus: "responder",
    submitHeader: "responder",
    submitRestriction: "lead",
    submitUnrestriction: "lead",
    submitParticipant: "responder",
    submitParticipantRemoval: "responder",
    submitEntry: "responder",
    submitCorrection: "responder",
    submitWithdrawal: "responder",
    submitRestoration: "responder",
    submitInclusion: "responder",
    submitMilestone: "responder",
    submitMilestoneRemoval: "responder",
    submitEvidence: "responder",
  },
  "(workspace)/incidents/[ref]/action-items/actions.ts": { submitItem: "responder" },
  "(workspace)/incidents/[ref]/review/actions.ts": {
    submitSignOff: "responder",
    submitReturn: "lead",
    submitLink: "admin",
  },
  "(workspace)/incidents/[ref]/post-mortem/actions.ts": {
    submitSummary: "responder",
    submitImpact: "responder",
    submitAnalysis: "responder",
    submitResolution: "responder",
    submitLessons: "responder",
    submitControls: "responder",
  },
  "(workspace)/inbox/actions.ts": { submitMark: "session", submitMarkAll: "session" },
  "(workspace)/pools/actions.ts": {
    submitNew: "lead",
    submitEdit: "lead",
    submitArchive: "lead",
    submitRestore: "lead",
  },
  "(workspace)/services/actions.ts": {
    submitNew: "lead",
    submitEdit: "lead",
    submitArchive: "lead",
    submitRestore: "lead",
  },
  "(workspace)/services/[slug]/health-checks/actions.ts": {
    submitNew: "lead",
    submitEdit: "lead",
    submitArchive: "lead",
    submitRestore: "lead",
  },
  "(workspace)/teams/actions.ts": {
    submitNewTeam: "lead",
    submitTeam: "lead",
    submitArchiving: "lead",
    submitRestoring: "lead",
    submitMember: "lead",
    submitRemoval: "lead",
    submitAccountable: "lead",
  },
  "(workspace)/settings/api-keys/actions.ts": { submitKey: "session", submitRevocation: "session" },
  "(workspace)/settings/environments/actions.ts": {
    submitUsual: "admin",
    submitNew: "admin",
    submitEdit: "admin",
    submitArchive: "admin",
    submitRestore: "admin",
  },
  "(workspace)/settings/import/actions.ts": {
    submitUpload: "responder",
    submitImport: "responder",
    submitDiscard: "responder",
  },
  "(workspace)/settings/mail/actions.ts": { submitTest: "admin", submitRetry: "admin" },
  "(workspace)/settings/notifications/actions.ts": { submitPreferences: "session" },
  "(workspace)/settings/people/actions.ts": {
    submitInvitation: "admin",
    submitRenewal: "admin",
    submitPasswordLink: "admin",
    submitPerson: "admin",
    submitDeactivation: "admin",
    submitReactivation: "admin",
    submitFactorReset: "admin",
    submitIdentityRemoval: "admin",
  },
  "(workspace)/settings/pool-sources/actions.ts": {
    submitNew: "admin",
    submitEdit: "admin",
    submitRemoval: "admin",
  },
  "(workspace)/settings/profile/actions.ts": {
    submitProfile: "session",
    submitPassword: "session",
    submitFactorStart: "session",
    submitFactorAbandonment: "session",
    submitFactorCode: "session",
    submitNewCodes: "session",
    submitFactorOff: "session",
    submitSessionEnd: "session",
    submitOtherSessionsEnd: "session",
  },
};

/** An address with its parts filled in: `/incidents/[ref]` with `{ ref }`. */
export function addressWith(address: string, parts: Readonly<Record<string, string>>): string {
  return address.replace(/\[(?:\.{3})?(\w+)\]/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`${address} wants ${name}`);
    return part;
  });
}

/** The address at which Next serves a page or route handler: groups in parentheses are no part of it. */
export function addressOf(file: string): string {
  const folders = file.split("/").slice(1, -1);
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join("/")}`;
}
