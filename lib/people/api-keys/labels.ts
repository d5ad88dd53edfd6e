/** What a key can open, in the order in which it is offered, each with what a program may do with it. */
export const scopeMeanings = {
  "incidents:read": "Reads incidents and their timelines.",
  "incidents:write": "Declares incidents, changes them and writes on their timelines.",
  "documents:read": "Reads post-mortems, as JSON and as Markdown.",
  "documents:write": "Edits the sections of post-mortems and imports whole documents.",
  "action-items:read": "Reads action items.",
  "action-items:write": "Adds, edits, moves and removes action items.",
  "services:read": "Reads the catalogue of services and environments.",
  "services:write": "Adds, edits and archives services.",
  "deploys:read": "Reads deploys and changes of configuration.",
  "deploys:write": "Tells of deploys and changes of configuration, and does nothing else.",
  "pools:read": "Reads pools, their figures, who holds connections, and findings in configurations.",
  "pools:write": "Adds, changes and archives pools.",
  "pool-sources:read": "Reads where figures of pools come from; no password.",
  "pool-sources:write": "Adds, changes and removes sources of pools.",
  "alerts:read": "Reads alerts, alert rules and health checks, and looks back with rules.",
  "alerts:write": "Adds, changes and archives alert rules and health checks.",
  "people:read": "Reads who uses Highwater, with address, title, role and teams.",
  "sign-offs:read": "Reads sign-offs and verifies certificates. No key can give one.",
  "metrics:write": "Sends metrics of pools, by OTLP or Prometheus remote write.",
  "audit:read": "Reads the whole audit trail, restricted incidents included.",
} as const satisfies Record<`${string}:${"read" | "write"}`, string>;

/** What a key can open: `noun:read` or `noun:write`. Writing does not include reading, though a write answers with what it was done to. */
export type Scope = keyof typeof scopeMeanings;

/** Every scope, in the order in which it is offered. */
export const scopes = Object.keys(scopeMeanings) as Scope[];

/** The nouns of scopes as pages call them. */
export const scopeNouns: Readonly<Record<string, string>> = {
  incidents: "Incidents",
  documents: "Post-mortems",
  "action-items": "Action items",
  services: "Services",
  deploys: "Deploys",
  pools: "Pools",
  "pool-sources": "Pool sources",
  alerts: "Alerts",
  people: "People",
  "sign-offs": "Sign-offs",
  metrics: "Metrics",
  audit: "Audit trail",
};
