"use server";

import { formatRelative } from "@/components/ui/format-time";
import { findSimilar } from "@/lib/reviews/similar/queries";
import { currentSession } from "@/lib/web/session";
import type { IncidentStatus, Severity } from "@/prisma/generated/enums";

/** An incident that is alike, in the words in which the form shows it. */
export type Alike = {
  ref: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  said: string;
};

/** Incidents that the asker sees and that are like the one whose title and service are being typed. */
export async function similar(title: string, service: string): Promise<{ open: Alike[]; past: Alike[] }> {
  const { context, session } = await currentSession();
  if (!session) return { open: [], past: [] };
  const asked = { title: String(title), service: String(service) || undefined };
  const { open, past } = await findSimilar(context, asked);
  const shown = ({ createdAt, service: place, cause, ...incident }: (typeof open)[number]): Alike => ({
    ...incident,
    said: [place, formatRelative(createdAt, context.now), cause].filter(Boolean).join(" · "),
  });
  return { open: open.map(shown), past: past.map(shown) };
}
