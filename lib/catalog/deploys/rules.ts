import type { DeployKind } from "../../../prisma/generated/enums";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Clocks of pipelines may be ahead of ours by so much, and a deploy may be told so much later. */
const reach = { aheadMs: 5 * MINUTE_MS, behindMs: 400 * DAY_MS };

/** Why a deploy cannot have been at an instant, as a sentence, or null. */
export function whyNotAt(at: Date, now: Date): string | null {
  if (at.getTime() - now.getTime() > reach.aheadMs)
    return "This time has not come: tell of a deploy when it is made, or look at the sender's clock.";
  if (now.getTime() - at.getTime() > reach.behindMs) return "This was more than 400 days ago.";
  return null;
}

/** Whether a text is an address that a page may link to: of the web, with nobody's password in it. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

/** A deploy as far as it is said in a line. */
export type SaidDeploy = {
  kind: DeployKind;
  summary: string;
  version: string;
  source: string;
  environment: { name: string } | null;
};

/** A deploy in one line: `Report headers in the customer's language (5.3.2, Staging, GitHub Actions)`. */
export function sayDeploy({ kind, summary, version, source, environment }: SaidDeploy): string {
  const about = [version, environment?.name ?? "", source].filter((part) => part !== "");
  return `${kind === "config" ? "Configuration: " : ""}${summary}${about.length > 0 ? ` (${about.join(", ")})` : ""}`;
}
