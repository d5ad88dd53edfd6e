import type { PersonKey } from "./people";
import type { Beginning } from "./shapes";

/** A deploy of the sample workspace, as a pipeline told it with a key of this person's. */
export type DeployStory = {
  service: string;
  environment: string;
  begins: Beginning;
  /** In which `begins` is read; New York's where none is given. */
  zone?: string;
  kind?: "config";
  version?: string;
  summary: string;
  source: string;
  by: PersonKey;
};

const pipeline = { source: "build-pipeline", by: "mike" } as const;
const reports = { service: "report-generator", environment: "staging", ...pipeline } as const;
const dashboard = { service: "dashboard", environment: "production", ...pipeline } as const;
const api = { service: "public-api", environment: "production", ...pipeline } as const;
const checkout = { service: "checkout", environment: "production", ...pipeline } as const;
const invoicing = { service: "invoicing", environment: "staging", ...pipeline } as const;

/** What was deployed besides what people wrote into the timelines themselves. */
export const deploys: readonly DeployStory[] = [
  {
    ...{ ...reports, begins: { on: "2025-10-01", at: "10:50" }, version: "5.3.0" },
    summary: "Reports of several tenants are built side by side",
  },
  {
    ...{ ...reports, begins: { on: "2025-10-07", at: "18:20" }, kind: "config" },
    summary: "Load test: the reports that fail are part of it",
  },
  {
    ...{ ...reports, begins: { on: "2025-10-08", at: "09:35" }, version: "5.3.2" },
    summary: "Long reports break their pages between sections",
  },
  {
    ...{ ...reports, environment: "production", begins: { on: "2025-10-09", at: "16:20" }, version: "5.3.3" },
    summary: "Connections are given back on every path, after 30 seconds in any case",
  },

  {
    ...{ ...dashboard, begins: { weeksAgo: 29, weekday: "Wed", at: "14:40" }, version: "813" },
    summary: "New date picker",
  },
  {
    ...{
      ...api,
      begins: { weeksAgo: 6, weekday: "Mon", at: "12:10" },
      zone: "Europe/London",
      version: "1184",
    },
    summary: "Answers of lists are written as they are read",
  },
  {
    ...{ ...invoicing, begins: { weeksAgo: 3, weekday: "Mon", at: "10:05" }, version: "8.14.0" },
    summary: "Credit notes carry the customer's logo",
  },

  {
    ...{ ...reports, environment: "production", begins: { weeksAgo: 5, weekday: "Tue", at: "11:15" } },
    ...{ version: "6.1.0", summary: "Scheduled reports start in the tenant's own morning" },
  },
  {
    ...{ ...dashboard, begins: { weeksAgo: 4, weekday: "Thu", at: "10:30" }, version: "907" },
    summary: "Charts remember the range that somebody chose last",
  },
  {
    ...{ ...invoicing, environment: "production", begins: { weeksAgo: 4, weekday: "Tue", at: "15:20" } },
    ...{ version: "8.13.2", summary: "Ledger entries carry the period that they are of" },
  },
  {
    ...{ ...checkout, begins: { weeksAgo: 3, weekday: "Wed", at: "09:50" }, version: "2.29.1" },
    summary: "Plans are shown with the tax of the customer's country",
  },
  {
    ...{ ...api, begins: { weeksAgo: 2, weekday: "Tue", at: "13:05" }, version: "1231" },
    summary: "Exports take a filter by tag",
  },
  {
    ...{ ...reports, begins: { weeksAgo: 2, weekday: "Wed", at: "16:40" }, version: "6.2.0" },
    summary: "Tables of more than 10,000 rows leave as files",
  },
  {
    ...{ ...api, begins: { weeksAgo: 1, weekday: "Wed", at: "17:30" }, kind: "config" },
    summary: "Requests of one customer at once: 40 → 60",
  },
  {
    ...{ ...dashboard, begins: { weeksAgo: 1, weekday: "Thu", at: "11:10" }, version: "918" },
    summary: "Loads the first chart before the others",
  },
  {
    ...{ ...checkout, begins: { minutesAgo: 212 }, version: "2.31.0" },
    summary: "New router on the confirmation page",
  },
  {
    ...{ ...checkout, begins: { minutesAgo: 15 }, version: "2.30.4" },
    summary: "Roll-back, first region",
  },
];
