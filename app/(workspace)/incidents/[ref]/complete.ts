"use server";

import { listHandles } from "@/lib/notifications/mentions/queries";
import { currentSession } from "@/lib/web/session";
import type { Completion } from "./composer-token";
import { completeReference } from "./references";

const MOST = 6;

/** People whom `typed` (`@le`) may mean, or incidents, action items and alerts (`#pool`, `#AI-00`, `#alert-12`), as far as the asker sees them. */
export async function complete(typed: string): Promise<Completion[]> {
  const text = String(typed).slice(1, 100);
  const { context, session } = await currentSession();
  if (!session) return [];
  if (String(typed).startsWith("@"))
    return (await listHandles(context, text, MOST)).map(({ handle, name, title }) => ({
      ...{ insert: `@${handle} `, label: name, hint: title ?? undefined },
    }));
  return completeReference(context, text, MOST);
}
