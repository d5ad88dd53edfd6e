import type { PersonKey } from "./people";

/** The teams, each with the one who answers for it first. */
export const teams: readonly { name: string; description: string; members: readonly PersonKey[] }[] = [
  {
    name: "DevOps",
    description: "Clusters, databases, deploys, and the pager when nobody else's rings.",
    members: ["mike", "tomasz", "ingrid"],
  },
  {
    name: "Reporting",
    description: "Everything that ends in a chart, a table or a PDF.",
    members: ["david", "sarah"],
  },
  {
    name: "Payments",
    description: "Money in, money out, and the books that must agree with both.",
    members: ["luca", "amara"],
  },
  {
    name: "Data platform",
    description: "From the first event to the warehouse, in order and once.",
    members: ["priya", "rafael"],
  },
  {
    name: "Web",
    description: "What customers see and touch.",
    members: ["maria", "yuki", "peter"],
  },
  {
    name: "Security",
    description: "Keys, certificates and the questions nobody likes to be asked.",
    members: ["ingrid", "noor"],
  },
];

/** The services, in the order in which they were written down. */
export const services: readonly {
  name: string;
  description: string;
  team: string;
  environments: readonly string[];
}[] = [
  {
    name: "report-generator",
    description: "Builds scheduled and on-demand reports for every tenant. Long queries, large results.",
    team: "reporting",
    environments: ["staging", "production"],
  },
  {
    name: "dashboard",
    description: "The charts that customers open in the morning. Reads from the main database.",
    team: "web",
    environments: ["production", "staging"],
  },
  {
    name: "public-api",
    description: "What customers' own systems talk to. Versioned; 1,200 requests a second at noon.",
    team: "web",
    environments: ["production", "staging"],
  },
  {
    name: "sign-in",
    description: "Sessions, single sign-on and invitations. If it is down, everything is.",
    team: "security",
    environments: ["production", "staging"],
  },
  {
    name: "checkout",
    description: "Plans, cards and the moment somebody pays.",
    team: "payments",
    environments: ["production", "staging"],
  },
  {
    name: "invoicing",
    description: "Writes an invoice for each billing period and posts it to the ledger.",
    team: "payments",
    environments: ["production", "staging"],
  },
  {
    name: "event-ingest",
    description: "Takes customers' events and puts them on the stream. Must never lose one.",
    team: "data-platform",
    environments: ["production", "staging"],
  },
  {
    name: "warehouse-loader",
    description: "Moves the stream into the warehouse every five minutes.",
    team: "data-platform",
    environments: ["production"],
  },
  {
    name: "notification-mailer",
    description: "E-mail to customers: reports, alerts, invitations. Sends through an outside provider.",
    team: "web",
    environments: ["production", "staging"],
  },
  {
    name: "main-database",
    description: "Postgres, one primary and two replicas. 400 connections for everybody together.",
    team: "devops",
    environments: ["production", "staging"],
  },
  {
    name: "edge",
    description: "Names, certificates and load balancers: the way in.",
    team: "devops",
    environments: ["production"],
  },
  {
    name: "build-pipeline",
    description: "From a merged change to a running one in eleven minutes.",
    team: "devops",
    environments: ["development"],
  },
];
